// The stop tests of Algorithms 2 and 3 without a difference of totals:
//   phi(W + D) - P = (rho/2) ||D A||^2 - (alpha/2) ||D||^2,
//   phi(a + D) - Q = (rho/2) ||W_{l+1} D||^2 - (tau/2) ||D||^2.
// In doubles the difference of totals need not end where D is rounding noise; the right side does.
#include "proofs-check/claims/dlam/models/quadratic_model.hpp"

namespace lysep::dlam_stop_test_claim {
namespace {

struct Terms : QuadraticModel {
  explicit Terms(const Instance& i) : QuadraticModel(i) {
    hypothesis = hypothesis && (which == PenaltyBlock::W || which == PenaltyBlock::a);
    if (hypothesis) grown = norm_squared(which == PenaltyBlock::W ? product(D, at.A) : product(at.W, D));
  }
  Ball grown;

  Sides with(const Ball& right) const {
    return hypothesis ? Sides{phi_after() - model(), right, true, size()} : hypothesis_not_met();
  }
};

Instance generate(Draw& draw) {
  const auto which = draw.chance(0.5) ? PenaltyBlock::W : PenaltyBlock::a;
  Instance instance = move_instance(draw, which, rho_of);
  instance.set("block", static_cast<int>(which));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-stop-test", "Algorithms 2, 3",
                           "phi(W + D) - P = (rho/2) ||D A||^2 - (alpha/2) ||D||^2; so for a_l");
  claim.relation = Relation::equals;
  claim.hypotheses = {"rho, alpha > 0"};
  claim.arrays = move_arrays("r x s", "alpha, or tau");
  claim.arrays.push_back({"block", "1", "0 W, 3 a", Array::integer});
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.with(Ball(0.5) * (t.at.rho * t.grown - t.c * norm_squared(t.D))); },
      {{"without rho", [](const Terms& t) { return t.with(Ball(0.5) * (t.grown - t.c * norm_squared(t.D))); }},
       {"alpha for alpha/2",
        [](const Terms& t) { return t.with(Ball(0.5) * t.at.rho * t.grown - t.c * norm_squared(t.D)); }},
       {"alpha ||D||^2/2 alone", [](const Terms& t) { return t.with(-(Ball(0.5) * t.c * norm_squared(t.D))); }}});
  return claim;
}

}  // namespace lysep::dlam_stop_test_claim
