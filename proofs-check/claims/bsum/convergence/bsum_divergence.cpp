// That the iterates of bsum-corollary-1 tend to infinity: for f = (w1 w2 - 1)^2 + (w1^2 + w2^2)/100, gamma = 1, alpha_k
// = 0.9/k, where the weight x to be updated has |x| >= k + 2 and the other |y| >= k + 3, the update has |x'| >= k + 4.
// By induction both exceed k for ever; from (2, 2) this holds at k = 3, with 8.8 and 147.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_divergence_claim {
namespace {

using namespace bsum;
using Terms = TwoBlocks;

Sides with(const Terms& t, int x_more, int y_more, double factor, double c) {
  if (!t.is_known) return hypothesis_not_met();
  if (!(abs(t.x) >= count(t.k + x_more)) || !(abs(t.y) >= count(t.k + y_more))) return hypothesis_not_met();
  return {Ball(factor) * count(t.k + 4), abs(t.updated(t.x, t.y, Ball(c) / count(t.k)))};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-divergence";
  claim.source = "bsum";
  claim.equation = "Corollary 1";
  claim.statement = "k + 4 <= |x'|, x' = x - (0.9/k) d/dx f(x, y), |x| >= k + 2, |y| >= k + 3";
  claim.hypotheses = {"|x| >= k + 2", "|y| >= k + 3", "k >= 1"};
  claim.arrays = two_blocks_arrays();
  claim.generate = [](Draw& draw) {
    const int k = draw.integer(1, 40);
    const double more = draw.magnitude(-3, 2);
    const double x = draw.sign() * (k + 2 + more * draw.uniform(0.0, 1.0)),
                 y = draw.sign() * (k + 3 + more * draw.uniform(0.0, 1.0));
    if (draw.chance(0.1)) return two_blocks_of("below", 0.5 * x, 0.1 * y, 0.9, k);
    return two_blocks_of("random", x, y, 0.9, k);
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, 2, 3, 1.0, 0.9); },
      {{"|x| >= 0, |y| >= 0", [](const Terms& t) { return with(t, -t.k, -t.k, 1.0, 0.9); }},
       {"0.009/k for 0.9/k", [](const Terms& t) { return with(t, 2, 3, 1.0, 0.009); }},
       {"100 (k + 4)", [](const Terms& t) { return with(t, 2, 3, 100.0, 0.9); }},
       {"|y| >= 0", [](const Terms& t) { return with(t, 2, -t.k, 1.0, 0.9); }},
       {"1.2 (k + 4)", [](const Terms& t) { return with(t, 2, 3, 1.2, 0.9); }, true}});
  return claim;
}

}  // namespace lysep::bsum_divergence_claim
