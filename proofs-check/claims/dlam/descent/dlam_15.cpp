// (15): Omega(W^k) >= Omega(W^{k+1}) + <s, W^k - W^{k+1}> with Lemma 4's s = -(grad + theta dW), a subgradient of Omega
// at W^{k+1}. For Omega = 0 both sides are 0.
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep::dlam_15_claim {
namespace {

Sides with(const WeightUpdate& t, const Matrix<Ball>& s) {
  const Ball sizes = t.size() + norm_squared(t.gradient) + squared(t.theta) * norm_squared(t.D) + norm_squared(t.at.W);
  return {t.omega.value(t.after) - inner(s, t.D), t.omega.value(t.at.W), true, sizes};
}

}  // namespace

Claim claim() {
  using Terms = WeightUpdate;
  Claim claim =
      dlam_claim("dlam-15", "(15)", "Omega(W^{k+1}) + <s, W^k - W^{k+1}> <= Omega(W^k), s = -(grad + theta dW)");
  claim.hypotheses = {"rho, theta > 0, mu >= 0"};
  claim.arrays = weight_update_arrays();
  claim.generate = weight_update_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? with(t, t.subgradient()) : hypothesis_not_met(); },
      {{"2 s",
        [](const Terms& t) {
          return t.hypothesis ? with(t, scaled(Ball(2.0), t.subgradient())) : hypothesis_not_met();
        }},
       {"-s",
        [](const Terms& t) {
          return t.hypothesis ? with(t, scaled(Ball(-1.0), t.subgradient())) : hypothesis_not_met();
        }},
       {"and (mu/2) ||dW||^2, for squares",
        [](const Terms& t) {
          if (!t.hypothesis || t.omega.kind != RegulariserTerm::squares) return hypothesis_not_met();
          Sides s = with(t, t.subgradient());
          s.left += Ball(0.5) * t.omega.mu * norm_squared(t.D);
          return s;
        },
        true},
       {"s = -grad",
        [](const Terms& t) { return t.hypothesis ? with(t, scaled(Ball(-1.0), t.gradient)) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_15_claim
