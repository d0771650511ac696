// Lemma 6 (10) with the square: the update of W_l lowers phi + Omega by at least ||theta o dW^{o2}||_1/2, theta what
// Algorithm 2 stops with. Best possible: Omega = 0 and theta = q, the curvature along the gradient. For Omega = (mu/2)
// ||W||^2 theta + mu may stand for theta.
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep::dlam_lemma_6_10_corrected_claim {
namespace {

Sides falls_by(const WeightUpdate& t, const Ball& factor) {
  if (!t.stops()) return hypothesis_not_met();
  return {Ball(0.5) * factor * norm_squared(t.D), t.decrease(), true, t.size()};
}

}  // namespace

Claim claim() {
  using Terms = WeightUpdate;
  Claim claim =
      dlam_claim("dlam-lemma-6-10-corrected", "(10)", "||theta o dW^{o2}||_1/2 <= the decrease in the update of W_l");
  claim.hypotheses = {"rho, theta > 0, mu >= 0", "the stop test of Algorithm 2"};
  claim.constant_is_best_possible = true;
  claim.arrays = weight_update_arrays();
  claim.generate = weight_update_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return falls_by(t, t.theta); },
      {{"1.01 theta", [](const Terms& t) { return falls_by(t, Ball(1.01) * t.theta); }},
       {"without the stop test",
        [](const Terms& t) {
          if (!t.hypothesis) return hypothesis_not_met();
          return Sides{Ball(0.5) * t.theta * norm_squared(t.D), t.decrease(), true, t.size()};
        }},
       {"2 theta", [](const Terms& t) { return falls_by(t, Ball(2.0) * t.theta); }},
       {"theta + mu for squares",
        [](const Terms& t) {
          const bool squares = t.hypothesis && t.omega.kind == RegulariserTerm::squares;
          return squares ? falls_by(t, t.theta + t.omega.mu) : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_6_10_corrected_claim
