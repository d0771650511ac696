#pragma once
// The bounds of BSUM beside each other and beside other methods, at equal time.
#include <cstdint>
#include <string>

namespace lysep {

struct BsumBoundsOptions {
  std::string out;          // folder for bsum-bounds.csv; without it nothing is written
  long sweeps = 5000;       // of the bound `gradient` with gamma = Lip, whose time all others have
  std::uint64_t seeds = 3;  // 0, 1, ...
};

/// A table for a classification by all methods, and one for a regression by those that can: medians over the seeds. Of
/// every seed each method has the seconds of a processor that the first one took, evaluations not counted. Such a run
/// is as long as the machine is fast, so that none is kept to go on from.
void reproduce_bsum_bounds(const BsumBoundsOptions& options);

}  // namespace lysep
