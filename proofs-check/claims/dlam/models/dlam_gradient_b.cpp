// The gradient of phi in b_l: rho (W a + b - z) for one sample; b is shared, so that for N samples it is the sum rho (W
// A + b 1^T - Z) 1 and not the mean.
#include "proofs-check/claims/dlam/models/gradient_terms.hpp"

namespace lysep::dlam_gradient_b_claim {

Claim claim() {
  using Terms = GradientTerms;
  Claim claim = dlam_claim("dlam-gradient-b", "2.2, b_l", "grad_b phi = rho (W A + b 1^T - Z) 1");
  set_gradient(claim, PenaltyBlock::b);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i, PenaltyBlock::b); },
      [](const Terms& t) { return t.against(t.at.gradient(PenaltyBlock::b)); },
      {{"the mean over the samples",
        [](const Terms& t) { return t.against(scaled(Ball(1.0) / t.at.samples(), t.at.gradient(PenaltyBlock::b))); }},
       {"the first sample's alone",
        [](const Terms& t) { return t.against(Matrix<Ball>(scaled(t.at.rho, t.at.E()).col(0))); }},
       {"the mean, N = 1",
        [](const Terms& t) {
          if (t.at.A.cols() > 1) return hypothesis_not_met();
          return t.against(scaled(t.at.rho, Matrix<Ball>(t.at.E().col(0))));
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_gradient_b_claim
