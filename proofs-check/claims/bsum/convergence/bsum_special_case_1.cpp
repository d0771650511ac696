// Special Case 1: with gamma = 1 the method (10) is back-propagation. FALSE for J >= 2: (10) updates the blocks one
// after the other, back-propagation all of them from one gradient. f = (w1 w2 - 1)^2/2 from (2, 1) with alpha = 1/8: w2
// = 0.795 against 0.75. bsum-special-case-1-corrected.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_special_case_1_claim {
namespace {

using namespace bsum;
using Terms = TwoBlocks;

Sides with(const Terms& t, const Ball& left) {
  return t.is_known ? Sides{left, TwoUpdates(t).at_once, true, TwoUpdates(t).size} : hypothesis_not_met();
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-special-case-1";
  claim.source = "bsum";
  claim.equation = "Special Case 1";
  claim.statement = "w2 after (10), gamma = 1, for w1 and then w2 = w2 of back-propagation, f = (w1 w2 - 1)^2/2";
  claim.hypotheses = {"0 < alpha < 1"};
  claim.relation = Relation::equals;
  claim.expected = false;
  claim.arrays = two_blocks_arrays();
  claim.generate = [](Draw& draw) {
    const double size = draw.magnitude(-1, 1);
    return two_blocks_of("random", draw.symmetric(size), draw.symmetric(size), draw.uniform(0.01, 0.99),
                         draw.integer(1, 8));
  };
  claim.counterexample = [] { return two_blocks_of("two weights", 2.0, 1.0, 0.125, 1); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, TwoUpdates(t).cyclic); },
      {{"half the step in w2", [](const Terms& t) { return with(t, Ball(0.5) * (t.y + TwoUpdates(t).cyclic)); }},
       {"w2 not updated", [](const Terms& t) { return with(t, t.y); }},
       {"w2 first", [](const Terms& t) { return with(t, TwoUpdates(t).at_once); }, true}});
  return claim;
}

}  // namespace lysep::bsum_special_case_1_claim
