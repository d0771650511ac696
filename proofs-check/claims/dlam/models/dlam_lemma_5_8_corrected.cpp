// Lemma 5 (8) for N samples: U(b) >= phi if L_b >= N rho. N rho is best possible: at L_b = N rho the two are equal.
#include "proofs-check/claims/dlam/models/quadratic_model.hpp"

namespace lysep::dlam_lemma_5_8_corrected_claim {

Claim claim() {
  using Terms = QuadraticModel;
  Claim claim = dlam_claim("dlam-lemma-5-8-corrected", "(8)",
                           "phi(b + D) <= U = phi + <grad, D> + (L_b/2) ||D||^2, L_b >= N rho");
  claim.hypotheses = {"rho > 0", "L_b >= N rho"};
  claim.constant_is_best_possible = true;
  claim.arrays = move_arrays("m x 1", "L_b");
  claim.generate = [](Draw& draw) { return move_instance(draw, PenaltyBlock::b, rho_times_samples); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i, PenaltyBlock::b); },
      [](const Terms& t) { return t.majorised(t.at.samples() * t.at.rho); },
      {{"0.99 N rho", [](const Terms& t) { return t.majorised(t.at.samples() * t.at.rho, 0.99); }},
       {"L_b/N",
        [](const Terms& t) { return t.majorised(t.at.samples() * t.at.rho, 1 / t.at.samples().approximate()); }},
       {"2 N rho", [](const Terms& t) { return t.majorised(t.at.samples() * t.at.rho, 2); }, true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_5_8_corrected_claim
