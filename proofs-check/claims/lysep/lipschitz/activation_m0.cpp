// The hypothesis |sigma| <= M0 of Lemma 3.3, with the M0 that the program uses: tanh, sigmoid, sin, erf and softsign
// 1, arctan pi/2. Each is the supremum: approached far out, attained by sin at pi/2. The others are unbounded.
#include "proofs-check/claims/lysep/lipschitz/activation_points.hpp"

namespace lysep::activation_m0_claim {
namespace {

using Terms = ActivationPoint;

Sides bounded(const Terms& t, const Ball& right) {
  return t.constants.M0 ? Sides{abs(t.value(t.x)), right} : hypothesis_not_met();
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "activation-m0";
  claim.equation = "Lemma 3.3";
  claim.statement = "|sigma(x)| <= M0";
  claim.hypotheses = {"sigma is bounded: tanh, sigmoid, sin, arctan, erf, softsign"};
  claim.constant_is_best_possible = true;
  claim.arrays = activation_arrays();
  claim.generate = bounded_activation_instance;
  claim.group = activation_group;
  set_sides<Terms>(
      claim, [](const Instance& i) { return ActivationPoint(i); },
      [](const Terms& t) { return bounded(t, *t.constants.M0); },
      {{"0.99 M0",
        [](const Terms& t) {
          return t.constants.M0 ? bounded(t, Ball(0.99) * *t.constants.M0) : hypothesis_not_met();
        }},
       {"1 for every M0", [](const Terms& t) { return bounded(t, Ball(1.0)); }},
       {"M1 for M0", [](const Terms& t) { return bounded(t, t.constants.B); }},
       {"|sigma(0)| + M1 |x|",
        [](const Terms& t) { return bounded(t, abs(t.value(Ball(0.0))) + t.constants.B * abs(t.x)); }, true}});
  return claim;
}

}  // namespace lysep::activation_m0_claim
