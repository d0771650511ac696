// (3) for N samples with L_b = N rho: b' = b - grad/(N rho), which is b less the mean over the samples of E = W A + b
// 1^T - Z, is the one minimiser of phi in b:
//   phi(Y) = phi(b') + (N rho/2) ||Y - b'||^2 for every Y.
#include "proofs-check/claims/dlam/block_updates/bias_update.hpp"

namespace lysep::dlam_eq_3_corrected_claim {
namespace {

Sides minimised(const BiasUpdate& t, const Ball& L_b, const Ball& convexity) {
  if (!t.hypothesis) return hypothesis_not_met();
  const Matrix<Ball> after = t.after(L_b);
  return {t.at.phi_where(PenaltyBlock::b, t.Y),
          t.at.phi_where(PenaltyBlock::b, after) + Ball(0.5) * convexity * norm_squared(difference(t.Y, after)), true,
          t.size()};
}
Ball all(const BiasUpdate& t) { return t.at.samples() * t.at.rho; }

}  // namespace

Claim claim() {
  using Terms = BiasUpdate;
  Claim claim =
      dlam_claim("dlam-eq-3-corrected", "(3)", "phi(Y) = phi(b') + (N rho/2) ||Y - b'||^2, b' = b - grad/(N rho)");
  set_bias_update(claim);
  claim.relation = Relation::equals;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return minimised(t, all(t), all(t)); },
      {{"grad/rho", [](const Terms& t) { return minimised(t, t.at.rho, all(t)); }},
       {"rho/2 for N rho/2", [](const Terms& t) { return minimised(t, all(t), t.at.rho); }},
       {"b + grad/(N rho)", [](const Terms& t) { return minimised(t, -all(t), all(t)); }}});
  return claim;
}

}  // namespace lysep::dlam_eq_3_corrected_claim
