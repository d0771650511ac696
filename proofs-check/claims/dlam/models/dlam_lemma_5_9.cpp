// Lemma 5 (9): V(z) >= phi if L_z >= rho, for any number of samples. Best possible: an equality at L_z = rho.
#include "proofs-check/claims/dlam/models/quadratic_model.hpp"

namespace lysep::dlam_lemma_5_9_claim {

Claim claim() {
  using Terms = QuadraticModel;
  Claim claim = dlam_claim("dlam-lemma-5-9", "(9)", "phi(z + D) <= V = phi + <grad, D> + (L_z/2) ||D||^2, L_z >= rho");
  claim.hypotheses = {"rho > 0", "L_z >= rho"};
  claim.constant_is_best_possible = true;
  claim.arrays = move_arrays("m x N", "L_z");
  claim.generate = [](Draw& draw) { return move_instance(draw, PenaltyBlock::z, rho_of); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i, PenaltyBlock::z); },
      [](const Terms& t) { return t.majorised(t.at.rho); },
      {{"0.99 rho", [](const Terms& t) { return t.majorised(t.at.rho, 0.99); }},
       {"rho/2", [](const Terms& t) { return t.majorised(t.at.rho, 0.5); }},
       {"N rho", [](const Terms& t) { return t.majorised(t.at.rho, t.at.samples().approximate()); }, true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_5_9_claim
