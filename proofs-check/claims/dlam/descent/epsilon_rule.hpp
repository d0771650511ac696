#pragma once
// The rules by which eps follows the risk R = R(z_L^k), from one sweep to the next.
#include "proofs-check/claims/dlam/dlam_claim.hpp"

namespace lysep {

/// Section 4.1.2: R > 10 eps: max(2 eps, 1); eps > 10 R: min(eps/2, 0.01); eps otherwise.
inline Ball printed_epsilon(const Ball& eps, const Ball& R) {
  if (R > Ball(10.0) * eps) return max(Ball(2.0) * eps, Ball(1.0));
  return eps > Ball(10.0) * R ? min(Ball(0.5) * eps, Ball(0.01)) : eps;
}

/// With max and min exchanged: R > 10 eps: max(eps, min(2 eps, 1)); eps > 10 R: min(eps, max(eps/2, 0.01)).
inline Ball mended_epsilon(const Ball& eps, const Ball& R) {
  if (R > Ball(10.0) * eps) return max(eps, min(Ball(2.0) * eps, Ball(1.0)));
  return eps > Ball(10.0) * R ? min(eps, max(Ball(0.5) * eps, Ball(0.01))) : eps;
}

inline std::vector<Array> epsilon_arrays() { return {{"eps", "1", "eps^k"}, {"R", "1", "the risk R(z_L^k)"}}; }

/// eps and R of every size: one far above the other, alike, eps near the bounds 0.01 and 1.
inline Instance epsilon_instance(Draw& draw) {
  Instance instance;
  instance.family = "random";
  double eps = draw.magnitude(-4, 3), R = eps * draw.magnitude(-4, 4);
  if (draw.chance(0.3)) {
    instance.family = "near a bound";
    eps = draw.pick<double>({0.005, 0.01, 0.02, 0.5, 1, 2}) * (1 + draw.symmetric(1e-9));
  }
  instance.set("eps", eps);
  instance.set("R", R);
  return instance;
}

}  // namespace lysep
