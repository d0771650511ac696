// Lemma 5 (8): U(b) >= phi if L_b >= rho. True for one sample, where it is an equality at L_b = rho. FALSE for N >= 2
// samples that share b: phi has the curvature N rho in b. Witness: N = 2, all of phi's numbers 0 but rho = 1; L_b = 1,
// b moves by 1: phi = 1, the model 1/2.
#include "proofs-check/claims/dlam/models/quadratic_model.hpp"

namespace lysep::dlam_lemma_5_8_claim {

Claim claim() {
  using Terms = QuadraticModel;
  Claim claim =
      false_dlam_claim("dlam-lemma-5-8", "(8)", "phi(b + D) <= U = phi + <grad, D> + (L_b/2) ||D||^2, L_b >= rho", [] {
        Instance instance = scalar_penalty(0, 0, 0, 0, 1);
        instance.family = "two samples";
        for (const char* name : {"A", "Z"}) instance.set(name, Matrix<double>(Matrix<double>::Zero(1, 2)));
        instance.set("D", Matrix<double>(Matrix<double>::Constant(1, 1, 1.0)));
        instance.set("c", 1.0);
        return instance;
      });
  claim.hypotheses = {"rho > 0", "L_b >= rho"};
  claim.arrays = move_arrays("m x 1", "L_b");
  claim.generate = [](Draw& draw) { return move_instance(draw, PenaltyBlock::b, rho_of); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i, PenaltyBlock::b); },
      [](const Terms& t) { return t.majorised(t.at.rho); },
      {{"L_b >= 1.5 rho", [](const Terms& t) { return t.majorised(Ball(1.5) * t.at.rho); }},
       {"L_b >= 0.99 rho, N = 1",
        [](const Terms& t) { return t.at.A.cols() == 1 ? t.majorised(t.at.rho, 0.99) : hypothesis_not_met(); }},
       {"N = 1", [](const Terms& t) { return t.at.A.cols() == 1 ? t.majorised(t.at.rho) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_5_8_claim
