// (3.15) sharpened: kappa bounds the curvature of two classes at any loss R >= 0, and is best possible:
//   4 s^2 + 4 R s (1 - s) <= kappa = 4.181333567...,   s = 1 - e^(-R).
// kappa is the value at the zero of 3 (1 - u) - R (1 - 2u), u = e^(-R), the only one in R > 0, which is enclosed by
// bisection. It is the maximum, taken at R = 3.141864. The program's double is rounded up. R + 2 is a bound as well, by
// which half of the second term of C_L is enough (lemma-3.3-ii-corrected).
#include "proofs-check/claims/lysep/lipschitz/curvature_terms.hpp"

namespace lysep::curvature_kappa_claim {
namespace {

struct Terms {
  Ball R;
  bool hypothesis;
};

Sides at_most(const Terms& t, const Ball& right) {
  return t.hypothesis ? Sides{two_class_curvature(t.R), right} : hypothesis_not_met();
}

Instance loss_instance(Draw& draw) {
  Instance instance;
  instance.family = "any R";
  double R = draw.magnitude(-3, 2);
  const double which = draw.uniform(0, 1);
  if (which < 0.5) {
    instance.family = "near the maximiser";
    R = 3.141864 * (1 + draw.sign() * draw.magnitude(-7, -1));
  } else if (which < 0.65) {
    instance.family = "extreme";
    R = draw.chance(0.2) ? 0.0 : draw.magnitude(-300, 6);
  } else if (which < 0.68) {
    instance.family = "R < 0";
    R = -R;
  }
  instance.set("R", R);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "curvature-kappa";
  claim.equation = "(3.15) sharpened";
  claim.statement = "4 s^2 + 4 R s (1 - s) <= kappa, s = 1 - e^(-R)";
  claim.hypotheses = {"R >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = {{"R", "1", "the loss of a sample"}};
  claim.generate = loss_instance;
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        return Terms{i.ball("R"), i.number("R") >= 0};
      },
      [](const Terms& t) { return at_most(t, kappa(t.R)); },
      {{"4 for kappa", [](const Terms& t) { return at_most(t, Ball(4.0)); }},
       {"4.18 for kappa", [](const Terms& t) { return at_most(t, Ball(4.18)); }},
       {"4.18133356 for kappa", [](const Terms& t) { return at_most(t, Ball(4.18133356)); }},
       {"5 R s (1 - s) for 4 R s (1 - s)",
        [](const Terms& t) {
          Sides s = at_most(t, kappa(t.R));
          s.left += t.R * exp(-t.R) * -expm1(-t.R);
          return s;
        }},
       {"the program's double for kappa", [](const Terms& t) { return at_most(t, Ball(kappa(0.0))); }, true},
       {"R + 2", [](const Terms& t) { return at_most(t, t.R + Ball(2.0)); }, true}});
  return claim;
}

}  // namespace lysep::curvature_kappa_claim
