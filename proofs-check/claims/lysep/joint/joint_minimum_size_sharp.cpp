// What joint-minimum-size loses: ||p - a||^2 <= 2 (1 - p_y)^2 is small where a sample is classified well, so that
//   sum_{l<L} ||delta_ln||^2/omega_l <= 2 (1 - p_y)^2 sum_{j=1}^{L-1} B^(2j),
// for ||delta_l||^2 <= B^(2(L-l)) omega_l ||p - a||^2. Equality for J = 2 in scalar chains with sigma(c) = B c.
#include "proofs-check/claims/lysep/joint/minimum_size.hpp"

namespace lysep::joint_minimum_size_sharp_claim {
namespace {

Ball two_errors(const MinimumSize& t) { return Ball(2.0) * squared(t.at.error(t.n)); }

Sides at_most(const MinimumSize& t, const Ball& left, const Ball& right) {
  return t.hypothesis() ? Sides{left, right, true, right} : hypothesis_not_met();
}
Sides with(const MinimumSize& t, const Ball& right) { return at_most(t, t.ratio(), right); }
Ball all(const MinimumSize& t) { return t.powers(t.at.network.L - 1); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "joint-minimum-size-sharp";
  claim.statement = "sum_{l<L} ||delta_l||^2/omega_l <= 2 (1 - p_y)^2 sum_{j=1}^{L-1} B^(2j)";
  set_minimum_size(claim);
  set_sides<MinimumSize>(
      claim, [](const Instance& i) { return MinimumSize(i); },
      [](const MinimumSize& t) { return with(t, two_errors(t) * all(t)); },
      {{"1 for 2", [](const MinimumSize& t) { return with(t, Ball(0.5) * two_errors(t) * all(t)); }},
       {"1.999 for 2", [](const MinimumSize& t) { return with(t, Ball(0.9995) * two_errors(t) * all(t)); }},
       {"B^j for B^(2j)",
        [](const MinimumSize& t) { return with(t, two_errors(t) * t.powers(t.at.network.L - 1, 1)); }},
       {"to j = L-2", [](const MinimumSize& t) { return with(t, two_errors(t) * t.powers(t.at.network.L - 2)); }},
       {"prod_{j >= l} for omega_l = prod_{j > l}",
        [](const MinimumSize& t) { return at_most(t, t.ratio_with_own_norm(), two_errors(t) * all(t)); }},
       {"(1 - p_y)^4", [](const MinimumSize& t) { return with(t, Ball(0.5) * squared(two_errors(t)) * all(t)); }},
       {"1 - p_y for its square", [](const MinimumSize& t) { return with(t, Ball(2.0) * t.at.error(t.n) * all(t)); },
        true}});
  return claim;
}

}  // namespace lysep::joint_minimum_size_sharp_claim
