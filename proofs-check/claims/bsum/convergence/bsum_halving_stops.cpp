// What the steps c/2^k do: on f(w) = w^2/2, gamma = 1, (10) multiplies w by 1 - c/2^k, and w stays above 0.2887880950
// of its start: it stops before the stationary point. Best possible: the product of 1 - 2^-k for all k is
// 0.28878809508660, approached for c near 1.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_halving_stops_claim {
namespace {

using namespace bsum;
using Terms = StepSizes;

Sides with(const Terms& t, double least) {
  if (!t.is_known) return hypothesis_not_met();
  Ball w(1.0);
  for (int k = 1; k <= t.K; ++k) w -= t.c * t.power_of_two(k) * w;
  return {Ball(least), w};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-halving-stops";
  claim.source = "bsum";
  claim.equation = "Section 6";
  claim.statement = "0.288788095086 <= prod_{k <= K} (1 - c/2^k) for c < 1";
  claim.hypotheses = {"0 < c < 1"};
  claim.constant_is_best_possible = true;
  claim.arrays = step_rule_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = step_rule_instance(draw);
    if (draw.chance(0.5)) i.set("c", 1.0 - draw.magnitude(-14, -8));
    if (draw.chance(0.5)) i.set("K", 60);
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, 0.288788095086); },
      {{"0.289", [](const Terms& t) { return with(t, 0.289); }},
       {"1/2", [](const Terms& t) { return with(t, 0.5); }},
       {"1/3", [](const Terms& t) { return with(t, 0.33333); }},
       {"1/4", [](const Terms& t) { return with(t, 0.25); }, true}});
  return claim;
}

}  // namespace lysep::bsum_halving_stops_claim
