#!/usr/bin/env bash
# Builds what trains with several compilers, optimisation levels and instruction sets and compares the hashes of the
# runs in tests/golden_hashes.txt to those on record.
#   tests/determinism.sh            three builds, 1, 2 and 3 threads, the reference scalars in the first; the tests compare the
#                                   release build, g++ -O3 native
#   tests/determinism.sh full       all of {g++, clang++} x {-O0, -O2, -O3} x {x86-64, x86-64-v3, native}, 1, 2, 3, 4 and 8 threads
set -euo pipefail
cd "$(dirname "$0")/.."
builds=("g++ -O0 x86-64" "g++ -O2 x86-64-v3" "clang++ -O3 native")
numbers_of_threads=(1 2 3)
if [[ ${1-} == full ]]; then
  numbers_of_threads=(1 2 3 4 8)
  builds=()
  for compiler in g++ clang++; do
    for level in -O0 -O2 -O3; do
      for march in x86-64 x86-64-v3 native; do builds+=("$compiler $level $march"); done
    done
  done
fi
failed=0
program=lysep  # all scalars
for build in "${builds[@]}"; do
  read -r compiler level march <<<"$build"
  folder=build/determinism/$compiler$level-$march
  cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_COMPILER="$compiler" \
    -DCMAKE_CXX_FLAGS="$level" -DLYSEP_MARCH="$march" -DLYSEP_PROOFS=OFF >/dev/null
  cmake --build "$folder" --target $program >/dev/null
  if objdump -d "$folder"/experiments/$program | grep -qE '\svfn?m(add|sub)'; then
    echo "$build: the program holds fused multiply-adds" >&2
    failed=1
  fi
  for threads in "${numbers_of_threads[@]}"; do
    while read -r expected options; do
      [[ $program == lysep || $options != *--scalar* ]] || continue
      # shellcheck disable=SC2086
      got=$("$folder"/experiments/$program train $options --threads "$threads" --quiet | grep -o 'hash=.*')
      if [[ $got != "hash=$expected" ]]; then
        echo "$build, $threads threads: train $options: $got, on record $expected" >&2
        failed=1
      fi
    done < <(grep -v '^#' tests/golden_hashes.txt)
  done
  echo "$build: compared"
  [[ ${1-} == full ]] || program=lysep-train
done
exit $failed
