// The gradient of phi in z_l: rho (Z - W A - b 1^T).
#include "proofs-check/claims/dlam/models/gradient_terms.hpp"

namespace lysep::dlam_gradient_z_claim {

Claim claim() {
  using Terms = GradientTerms;
  Claim claim = dlam_claim("dlam-gradient-z", "2.2, z_l", "grad_z phi = rho (Z - W A - b 1^T)");
  set_gradient(claim, PenaltyBlock::z);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i, PenaltyBlock::z); },
      [](const Terms& t) { return t.against(t.at.gradient(PenaltyBlock::z)); },
      {{"W A + b 1^T - Z", [](const Terms& t) { return t.against(scaled(t.at.rho, t.at.E())); }},
       {"without b 1^T",
        [](const Terms& t) { return t.against(scaled(t.at.rho, difference(t.at.Z, product(t.at.W, t.at.A)))); }},
       {"rho/2", [](const Terms& t) { return t.against(scaled(Ball(0.5), t.at.gradient(PenaltyBlock::z))); }}});
  return claim;
}

}  // namespace lysep::dlam_gradient_z_claim
