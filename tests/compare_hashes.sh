#!/usr/bin/env bash
# tests/compare_hashes.sh PROGRAM [THREADS...]: makes the runs in tests/golden_hashes.txt and compares their hashes to those
# on record. A program called lysep-train has double alone: the runs of other scalars are left out.
set -euo pipefail
program=$1
shift
cd "$(dirname "$0")/.."
failed=0
if objdump -d "$program" | grep -qE '\svfn?m(add|sub)'; then
  echo "$program holds fused multiply-adds" >&2
  failed=1
fi
for threads in "${@:-1}"; do
  while read -r expected options; do
    [[ ${program##*/} != lysep-train || $options != *--scalar* ]] || continue
    # shellcheck disable=SC2086
    got=$("$program" train $options --threads "$threads" --quiet | grep -o 'hash=.*')
    if [[ $got != "hash=$expected" ]]; then
      echo "$program, $threads threads: train $options: $got, on record $expected" >&2
      failed=1
    fi
  done < <(grep -v '^#' tests/golden_hashes.txt)
done
exit $failed
