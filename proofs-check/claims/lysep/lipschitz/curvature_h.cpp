// (3.15) sharpened, what h_J means for a step: for R >= 0
//   h_J(R) <= max(kappa, R),   and h_2(R) <= kappa,   h_J(R) = max(4 s^2 + 4 R s (1 - s), [J >= 3] R s),
// s = 1 - e^(-R) < 1. Best possible: R = 3.141864 for kappa, R -> infinity with J >= 3 for R.
#include "proofs-check/claims/lysep/lipschitz/curvature_terms.hpp"

namespace lysep::curvature_h_claim {
namespace {

struct Terms {
  Ball R;
  Index J;
  bool hypothesis;
};

Sides at_most(const Terms& t, const Ball& right) {
  return t.hypothesis ? Sides{curvature_bound(t.R, t.J), right} : hypothesis_not_met();
}

Instance loss_and_classes(Draw& draw) {
  Instance instance;
  instance.family = "any R";
  double R = draw.magnitude(-2, 1.5);
  const double which = draw.uniform(0, 1);
  if (which < 0.3) {
    instance.family = "near the maximiser";
    R = 3.141864 * (1 + draw.sign() * draw.magnitude(-7, -1));
  } else if (which < 0.5) {
    instance.family = "large R";
    R = draw.magnitude(1.3, 2);
  } else if (which < 0.6) {
    instance.family = "extreme";
    R = draw.chance(0.2) ? 0.0 : draw.chance(0.1) ? 1e8 : draw.magnitude(-300, -8);
  }
  instance.set("R", R);
  instance.set("classes", draw.integer(2, 4));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "curvature-h";
  claim.equation = "(3.15) sharpened";
  claim.statement = "h_J(R) <= max(kappa, R), and h_2(R) <= kappa";
  claim.hypotheses = {"R >= 0", "J >= 2"};
  claim.constant_is_best_possible = true;
  claim.arrays = {{"R", "1", "the loss of a sample"}, {"classes", "1", "J", Array::integer}};
  claim.generate = loss_and_classes;
  claim.group = [](const Instance& i) { return group_of_classes(static_cast<Index>(i.number("classes"))); };
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        return Terms{i.ball("R"), static_cast<Index>(i.number("classes")),
                     i.number("R") >= 0 && i.number("classes") >= 2};
      },
      [](const Terms& t) { return at_most(t, t.J == 2 ? kappa(t.R) : max(kappa(t.R), t.R)); },
      {{"kappa for J >= 3 too", [](const Terms& t) { return at_most(t, kappa(t.R)); }},
       {"R alone", [](const Terms& t) { return at_most(t, t.R); }},
       {"max(4, R)", [](const Terms& t) { return at_most(t, max(Ball(4.0), t.R)); }},
       {"max(kappa, R/2)", [](const Terms& t) { return at_most(t, max(kappa(t.R), Ball(0.5) * t.R)); }},
       {"max(kappa, R - 1)", [](const Terms& t) { return at_most(t, max(kappa(t.R), t.R - Ball(1.0))); }},
       {"max(kappa, R s)", [](const Terms& t) { return at_most(t, max(kappa(t.R), t.R * -expm1(-t.R))); }, true},
       {"max(4, R) + 1/5", [](const Terms& t) { return at_most(t, max(Ball(4.0), t.R) + Ball(0.2)); }, true}});
  return claim;
}

}  // namespace lysep::curvature_h_claim
