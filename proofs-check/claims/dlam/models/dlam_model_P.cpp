// The model P as printed, with ||theta o (W - W^k)||_1/2, does not lie above phi however large theta is: a long move
// makes phi grow with its square. FALSE; a misprint of ||theta o (W - W^k)^{o2}||_1/2, as (7) has it
// (dlam-model-P-corrected). Witness: all of phi's numbers 0 but A = rho = 1; theta = 1, D = 2: phi = 2, the model 1.
#include "proofs-check/claims/dlam/models/model_P.hpp"

namespace lysep::dlam_model_P_claim {
namespace {

Sides printed(const ModelP& t, double factor) {
  if (!t.positive || !t.theta_at_least(t.curvature())) return hypothesis_not_met();
  return t.majorised(Ball(factor) * t.printed());
}

}  // namespace

Claim claim() {
  Claim claim = false_dlam_claim("dlam-model-P", "2.2, P", "phi(W + D) <= phi + <grad, D> + ||theta o D||_1/2", [] {
    Instance instance = scalar_penalty(0, 1, 0, 0, 1);
    instance.set("theta", Matrix<double>(Matrix<double>::Constant(1, 1, 1.0)));
    instance.set("D", Matrix<double>(Matrix<double>::Constant(1, 1, 2.0)));
    return instance;
  });
  claim.hypotheses = {"rho > 0", "theta >= rho ||A||_2^2, theta > 0"};
  claim.arrays = model_P_arrays();
  claim.generate = model_P_instance;
  set_sides<ModelP>(
      claim, [](const Instance& i) { return ModelP(i); }, [](const ModelP& t) { return printed(t, 1); },
      {{"2 theta", [](const ModelP& t) { return printed(t, 2); }},
       {"10 theta", [](const ModelP& t) { return printed(t, 10); }},
       {"where |D| <= 1, without a square",
        [](const ModelP& t) { return largest_entry(t.D) <= Ball(1.0) ? printed(t, 1) : hypothesis_not_met(); }, true},
       {"(1/2) ||theta o D^{o2}||_1",
        [](const ModelP& t) {
          if (!t.positive || !t.theta_at_least(t.curvature())) return hypothesis_not_met();
          return t.majorised(t.quadratic());
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_model_P_claim
