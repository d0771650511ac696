#!/usr/bin/env bash
# Builds what trains with several compilers, optimisation levels and instruction sets and compares the hashes of the
# runs in tests/golden_hashes.txt to those on record.
#   tests/determinism.sh            g++ -O2 x86-64-v3, 1, 2 and 3 threads; in CI beside the instrumented build,
#                                   clang++ -O0 x86-64, and the release build, g++ -O3 native, whose tests compare: each
#                                   compiler, level and instruction set once
#   tests/determinism.sh full       all of {g++, clang++} x {-O0, -O2, -O3} x {x86-64, x86-64-v3, native}, 1, 2, 3, 4
#                                   and 8 threads, with the reference scalars
set -euo pipefail
cd "$(dirname "$0")/.."
builds=("g++ -O2 x86-64-v3")
threads=(1 2 3)
program=lysep-train
if [[ ${1-} == full ]]; then
  threads=(1 2 3 4 8)
  program=lysep  # all scalars
  builds=()
  for compiler in g++ clang++; do
    for level in -O0 -O2 -O3; do
      for march in x86-64 x86-64-v3 native; do builds+=("$compiler $level $march"); done
    done
  done
fi
failed=0
for build in "${builds[@]}"; do
  read -r compiler level march <<<"$build"
  folder=build/determinism/$compiler$level-$march
  cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_COMPILER="$compiler" \
    -DCMAKE_CXX_FLAGS="$level" -DLYSEP_MARCH="$march" -DLYSEP_PROOFS=OFF >/dev/null
  cmake --build "$folder" --target $program >/dev/null
  tests/compare_hashes.sh "$folder"/experiments/$program "${threads[@]}" || failed=1
  echo "$build: compared"
done
exit $failed
