// Corrects Special Case 1: the two differ by a term of second order in alpha, here alpha^2 g1 ((w1 + w1') w2 - 1), g1 =
// w2 (w1 w2 - 1).
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_special_case_1_corrected_claim {
namespace {

using namespace bsum;
using Terms = TwoBlocks;

Sides with(const Terms& t, const Ball& factor, const Ball& first) {
  if (!t.is_known) return hypothesis_not_met();
  const TwoUpdates b(t);
  return {b.cyclic - b.at_once, factor * b.g1 * ((t.x + first) * t.y - Ball(1.0)), true, TwoUpdates(t).size};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-special-case-1-corrected";
  claim.source = "bsum";
  claim.equation = "Special Case 1";
  claim.statement = "w2 of (10) - w2 of back-propagation = alpha^2 g1 ((w1 + w1') w2 - 1), f = (w1 w2 - 1)^2/2";
  claim.hypotheses = {"0 < alpha < 1"};
  claim.relation = Relation::equals;
  claim.arrays = two_blocks_arrays();
  claim.generate = [](Draw& draw) {
    const double size = draw.magnitude(-1, 1);
    return two_blocks_of("random", draw.symmetric(size), draw.symmetric(size), draw.uniform(0.01, 0.99),
                         draw.integer(1, 8));
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return with(t, t.c * t.c, TwoUpdates(t).first); },
      {{"alpha for alpha^2", [](const Terms& t) { return with(t, t.c, TwoUpdates(t).first); }},
       {"0", [](const Terms& t) { return with(t, Ball(0.0), TwoUpdates(t).first); }},
       {"w1 for w1'", [](const Terms& t) { return with(t, t.c * t.c, t.x); }}});
  return claim;
}

}  // namespace lysep::bsum_special_case_1_corrected_claim
