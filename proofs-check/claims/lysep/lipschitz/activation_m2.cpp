// The hypothesis |sigma''| <= M2 of Lemma 3.3 in the weaker form that its proof uses, with the program's M2:
//   | sigma'(x) - sigma'(y) | <= M2 | x - y |,
// tanh 4/(3 sqrt3), sigmoid sqrt3/18, sin 1, arctan 3 sqrt3/8, erf 2 sqrt(2/pi) e^(-1/2), softsign 2 (whose sigma'' has
// a jump at 0), softplus 1/4, identity 0. Each is best possible: x and y next to the maximiser of |sigma''|. ReLU has
// no such constant. Left: sigma' by dual numbers.
#include "proofs-check/claims/lysep/lipschitz/activation_points.hpp"

namespace lysep::activation_m2_claim {
namespace {

using Terms = ActivationPoint;

Sides bounded(const Terms& t, const Ball& right) {
  if (!t.constants.M2) return hypothesis_not_met();
  const bool one_point = (t.x - t.y).is_zero();
  return {one_point ? Ball(0.0) : abs(t.slope(t.x) - t.slope(t.y)), right};
}
Ball M2(const Terms& t) { return t.constants.M2.value_or(Ball(0.0)); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "activation-m2";
  claim.equation = "Lemma 3.3";
  claim.statement = "|sigma'(x) - sigma'(y)| <= M2 |x - y|";
  claim.hypotheses = {"sigma' is Lipschitz continuous: all activations but ReLU"};
  claim.constant_is_best_possible = true;
  claim.arrays = activation_arrays();
  claim.generate = activation_instance;
  claim.group = activation_group;
  set_sides<Terms>(
      claim, [](const Instance& i) { return ActivationPoint(i); },
      [](const Terms& t) { return bounded(t, M2(t) * t.distance()); },
      {{"0.99 M2", [](const Terms& t) { return bounded(t, Ball(0.99) * M2(t) * t.distance()); }},
       {"M1 for M2", [](const Terms& t) { return bounded(t, t.constants.B * t.distance()); }},
       {"M1^2 for M2", [](const Terms& t) { return bounded(t, squared(t.constants.B) * t.distance()); }},
       {"without |x - y|", [](const Terms& t) { return bounded(t, M2(t)); }},
       {"2 M1", [](const Terms& t) { return bounded(t, Ball(2.0) * t.constants.B); }, true},
       {"|sigma''(x)| <= M2",
        [](const Terms& t) {
          return t.constants.M2 ? Sides{abs(t.bend(t.x)), M2(t)} : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::activation_m2_claim
