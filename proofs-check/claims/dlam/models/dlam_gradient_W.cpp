// The gradient of phi in W_l: grad_W phi = rho (W A + b 1^T - Z) A^T, for any number of samples. Decided along a
// direction against dual numbers.
#include "proofs-check/claims/dlam/models/gradient_terms.hpp"

namespace lysep::dlam_gradient_W_claim {

Claim claim() {
  using Terms = GradientTerms;
  Claim claim = dlam_claim("dlam-gradient-W", "2.2, W_l", "grad_W phi = rho (W A + b 1^T - Z) A^T");
  set_gradient(claim, PenaltyBlock::W);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i, PenaltyBlock::W); },
      [](const Terms& t) { return t.against(t.at.gradient(PenaltyBlock::W)); },
      {{"Z - W A - b 1^T",
        [](const Terms& t) { return t.against(scaled(Ball(-1.0), t.at.gradient(PenaltyBlock::W))); }},
       {"A for A^T",
        [](const Terms& t) {
          if (t.at.A.rows() != t.at.A.cols()) return hypothesis_not_met();
          return t.against(scaled(t.at.rho, product(t.at.E(), t.at.A)));
        }},
       {"2 rho", [](const Terms& t) { return t.against(scaled(Ball(2.0), t.at.gradient(PenaltyBlock::W))); }},
       {"without b 1^T", [](const Terms& t) {
          const Matrix<Ball> E = difference(product(t.at.W, t.at.A), t.at.Z);
          return t.against(scaled(t.at.rho, product_transposed(E, t.at.A)));
        }}});
  return claim;
}

}  // namespace lysep::dlam_gradient_W_claim
