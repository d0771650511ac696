#pragma once
// What a certificate says of a sweep.
#include <string>
#include <vector>

#include "core/methods/step_options.hpp"

namespace lysep {

/// lo <= x <= hi. x is S after - S before of an update of the block W, c or b of layer l, or of all blocks together
/// ("joint", l = 0), with the verdict "decrease", "equal", "increase" or "undecided"; or, with l = 0, CE of the true
/// network after the sweep and the bound K(B, D) L_S, with the verdict "holds", "fails" or "undecided" on CE <= K(B, D)
/// L_S.
struct CertificateRow {
  std::string block;
  long l = 0;
  double lo = 0, hi = 0;
  std::string verdict;
};

/// Of a sweep: its updates in their order, then CE and bound.
using CertificateRows = std::vector<CertificateRow>;

/// The block's name there.
inline const char* name_in_certificate(BlockKind kind) {
  switch (kind) {
    case BlockKind::auxiliary:
      return "c";
    case BlockKind::bias:
      return "b";
    case BlockKind::joint:
      return "joint";
    default:
      return "W";
  }
}

}  // namespace lysep
