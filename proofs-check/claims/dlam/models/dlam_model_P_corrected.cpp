// The model P with the square: phi(W + D) <= phi + <grad, D> + ||theta o D^{o2}||_1/2 for every D where all entries of
// theta are at least rho ||A||_2^2, the curvature of phi in W. That bound is best possible: D along A's first singular
// vector. The largest ||a_n||^2 in its place is too small for equal columns; ||A||_F^2 is enough.
#include "proofs-check/claims/dlam/models/model_P.hpp"

namespace lysep::dlam_model_P_corrected_claim {
namespace {

Sides above(const ModelP& t, const Ball& least, double factor) {
  if (!t.positive || !t.theta_at_least(least)) return hypothesis_not_met();
  return t.majorised(Ball(factor) * t.quadratic());
}

/// theta replaced by that number.
Sides with_theta(const ModelP& t, const Ball& theta) {
  if (!t.positive) return hypothesis_not_met();
  return t.majorised(Ball(0.5) * theta * norm_squared(t.D));
}

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-model-P-corrected", "2.2, P", "phi(W + D) <= phi + <grad, D> + ||theta o D^{o2}||_1/2");
  claim.hypotheses = {"rho > 0", "theta >= rho ||A||_2^2, theta > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = model_P_arrays();
  claim.generate = model_P_instance;
  set_sides<ModelP>(
      claim, [](const Instance& i) { return ModelP(i); }, [](const ModelP& t) { return above(t, t.curvature(), 1); },
      {{"0.99 theta", [](const ModelP& t) { return above(t, t.curvature(), 0.99); }},
       {"theta = rho max_n ||a_n||^2", [](const ModelP& t) { return with_theta(t, t.largest_sample()); }},
       {"||theta o D||_1/2", [](const ModelP& t) { return t.majorised(t.printed()); }},
       {"theta = rho ||A||_F^2", [](const ModelP& t) { return with_theta(t, t.frobenius()); }, true}});
  return claim;
}

}  // namespace lysep::dlam_model_P_corrected_claim
