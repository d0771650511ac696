// At r = 0 with the adaptive weights omega_l = prod_{j>l} ||W_j||^2 the first-order minimum over the auxiliary
// variables keeps a share of every squared loss:
//   1/K(B, L)^2 <= w_n = 1/(1 + sum_{l<L} ||delta_ln||^2/omega_l),  K(B, L)^2 = 1 + 2 sum_{j=1}^{L-1} B^(2j).
// Best possible: approached by scalar chains with sigma(c) = B c where p_y -> 0.
#include "proofs-check/claims/lysep/joint/minimum_size.hpp"

namespace lysep::joint_minimum_size_claim {
namespace {

Sides against(const MinimumSize& t, const Ball& left) {
  return t.hypothesis() ? Sides{left, Ball(1.0) / (Ball(1.0) + t.ratio())} : hypothesis_not_met();
}

Ball K_squared(const MinimumSize& t) { return squared(best_constant(t.at.network.B(), t.at.network.L)); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "joint-minimum-size";
  claim.statement = "1/K(B, L)^2 <= w = 1/(1 + sum_{l<L} ||delta_l||^2/omega_l)";
  set_minimum_size(claim);
  set_sides<MinimumSize>(
      claim, [](const Instance& i) { return MinimumSize(i); },
      [](const MinimumSize& t) { return against(t, Ball(1.0) / K_squared(t)); },
      {{"K for K^2", [](const MinimumSize& t) { return against(t, Ball(1.0) / sqrt(K_squared(t))); }},
       {"K(B, L-1)",
        [](const MinimumSize& t) {
          return against(t, Ball(1.0) / (Ball(1.0) + Ball(2.0) * t.powers(t.at.network.L - 2)));
        }},
       {"without the 1 in K^2",
        [](const MinimumSize& t) { return against(t, Ball(1.0) / (K_squared(t) - Ball(1.0))); }},
       {"B^j for B^(2j)",
        [](const MinimumSize& t) {
          return against(t, Ball(1.0) / (Ball(1.0) + Ball(2.0) * t.powers(t.at.network.L - 1, 1)));
        }},
       {"1 for 2 in K^2",
        [](const MinimumSize& t) { return against(t, Ball(1.0) / (Ball(1.0) + t.powers(t.at.network.L - 1))); }},
       {"2 K^2 for K^2", [](const MinimumSize& t) { return against(t, Ball(0.5) / K_squared(t)); }, true}});
  return claim;
}

}  // namespace lysep::joint_minimum_size_claim
