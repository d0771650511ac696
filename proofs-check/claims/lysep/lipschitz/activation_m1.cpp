// The hypothesis |sigma'| <= M1 of Lemma 3.3, with the M1 = B that the program uses: tanh, sin, arctan, softsign, ReLU
// and softplus 1, sigmoid 1/4, erf 2/sqrt(pi), the identity times a factor its absolute value. Each is the supremum:
// attained at 0, by softplus approached far out. Left: sigma' by dual numbers. The first true variant is the Lipschitz
// continuity that Theorem 3.1 uses.
#include "proofs-check/claims/lysep/lipschitz/activation_points.hpp"

namespace lysep::activation_m1_claim {
namespace {

using Terms = ActivationPoint;

Sides bounded(const Terms& t, const Ball& right) { return {abs(t.slope(t.x)), right}; }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "activation-m1";
  claim.equation = "Lemma 3.3";
  claim.statement = "|sigma'(x)| <= M1";
  claim.hypotheses = {"sigma is differentiable, or ReLU with sigma'(0) = 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = activation_arrays();
  claim.generate = activation_instance;
  claim.group = activation_group;
  set_sides<Terms>(
      claim, [](const Instance& i) { return ActivationPoint(i); },
      [](const Terms& t) { return bounded(t, t.constants.B); },
      {{"0.99 M1", [](const Terms& t) { return bounded(t, Ball(0.99) * t.constants.B); }},
       {"1 for every M1", [](const Terms& t) { return bounded(t, Ball(1.0)); }},
       {"M2 for M1",
        [](const Terms& t) { return t.constants.M2 ? bounded(t, *t.constants.M2) : hypothesis_not_met(); }},
       {"|sigma(x) - sigma(y)| <= M1 |x - y|",
        [](const Terms& t) -> Sides {
          return {abs(t.value(t.x) - t.value(t.y)), t.constants.B * t.distance()};
        },
        true}});
  return claim;
}

}  // namespace lysep::activation_m1_claim
