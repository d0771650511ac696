#!/usr/bin/env bash
# Every include goes down: a file includes headers of its own folder and of folders further up in this list, no others.
# Prints each include line that does not.
set -euo pipefail
cd "$(dirname "$0")/.."
git grep -n '^#include "' -- core datasets proofs-check experiments include python | awk -F: '
  BEGIN {
    count = split("core/numbers core/network core/methods core/methods/* core/training datasets/files datasets " \
                  "proofs-check/enclosures proofs-check/frame proofs-check/runs proofs-check/claims " \
                  "experiments/runs experiments/library python experiments/commands experiments/reproduce experiments/bench", order, " ")
    for (i = 1; i <= count; ++i) rank[order[i]] = i
  }
  function folder(path,  parts, n) {
    n = split(path, parts, "/")
    if (path ~ /^core\/methods\/[^\/]*\//) return parts[1] "/" parts[2] "/" parts[3]
    if (path ~ /^datasets\/files\//) return "datasets/files"
    if (path ~ /^python\//) return "python"
    return path ~ /^datasets\// ? "datasets" : parts[1] "/" parts[2]
  }
  function rank_of(name) { return name in rank ? rank[name] : (name ~ /^core\/methods\// ? rank["core/methods/*"] : 0) }
  {
    from = folder($1)
    split($3, quoted, "\"")
    to = folder(quoted[2])
    if ($1 ~ /^include\//) {
      if (quoted[2] !~ /^lysep\//) { print $1 ":" $2 ": includes what is not installed, " quoted[2]; bad = 1 }
      next
    }
    if ($1 ~ /^core\/methods\/method(s[_a-z0-9]*\.cpp|_makers\.hpp)$/) next  # the one list of methods
    ++lines
    if (!rank_of(from) || !rank_of(to)) { print $1 ": a folder that the list lacks, " quoted[2]; bad = 1 }
    else if (from != to && rank_of(to) >= rank_of(from)) { print $1 ":" $2 ": includes upwards, " quoted[2]; bad = 1 }
  }
  END { if (lines < 100) { print "layering found only " lines " includes"; bad = 1 } exit bad }'
