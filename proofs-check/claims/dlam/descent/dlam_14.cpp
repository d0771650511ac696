// (14): where Algorithm 2 stops, phi(W^{k+1}) <= P(W^{k+1}) (with the square in P). Decided as the distance of phi from
// its tangent, phi(W') - phi - <grad, dW> <= (theta/2) ||dW||^2, under the test rho ||dW A||^2 <= theta ||dW||^2.
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep::dlam_14_claim {
namespace {

Sides above(const WeightUpdate& t, double factor) {
  const Ball along = inner(t.gradient, t.D);
  return {t.at.phi_where(PenaltyBlock::W, t.after) - t.at.phi() - along,
          Ball(0.5 * factor) * t.theta * norm_squared(t.D), true, t.size()};
}

}  // namespace

Claim claim() {
  using Terms = WeightUpdate;
  Claim claim =
      dlam_claim("dlam-14", "(14)", "phi(W^{k+1}) - phi - <grad, dW> <= (theta/2) ||dW||^2 where Algorithm 2 stops");
  claim.hypotheses = {"rho, theta > 0, mu >= 0", "the stop test of Algorithm 2"};
  claim.constant_is_best_possible = true;
  claim.arrays = weight_update_arrays();
  claim.generate = weight_update_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.stops() ? above(t, 1) : hypothesis_not_met(); },
      {{"0.99 theta", [](const Terms& t) { return t.stops() ? above(t, 0.99) : hypothesis_not_met(); }},
       {"without the stop test", [](const Terms& t) { return t.hypothesis ? above(t, 1) : hypothesis_not_met(); }},
       {"2 theta", [](const Terms& t) { return t.stops() ? above(t, 2) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::dlam_14_claim
