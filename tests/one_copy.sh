#!/usr/bin/env bash
# one_copy.sh BUILD: what core/ computes in doubles is compiled in core's library alone. The linker takes the first copy that
# it meets, and one from a library at -O1 has the same bits but not the same speed. Prints each function of 400 bytes or
# more that another object file has too; constructors and destructors may be there.
set -euo pipefail
cd "$1"
# FILE SIZE NAME of each function
functions() { nm -A -C -S --defined-only "$@" | sed -nE 's/^([^:]*):([^:]*:)?[0-9a-f]{16} ([0-9a-f]{16}) [WT] (.*lysep::.*double.*)/\1 \3 \4/p'; }
{
  functions core/liblysep_core.a
  find core proofs-check datasets experiments -name '*.o' ! -path 'core/CMakeFiles/lysep_core.dir/*' -print0 | sort -z |
    xargs -0 bash -c "$(declare -f functions)"'; functions "$@"' -
} | awk '
  { file = $1; size = $2; $1 = $2 = "" }
  file ~ /^core\/liblysep_core/ { if (size >= "0000000000000190") { core[$0]; ++count } next }  # 400
  ($0 in core) && !/~/ && !/::([A-Za-z_]+)(<[^()]*>)?::\1\(/ { print file " has a copy of" $0; bad = 1 }
  END { if (count < 100) { print "one_copy found only " count + 0 " functions of core"; bad = 1 } exit bad }'
