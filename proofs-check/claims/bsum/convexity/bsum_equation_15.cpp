// The remark at (15): an affine map does not alter convexity, so that the other blocks may be dropped from f. FALSE:
// the map stands between two activations. Without A and B the function of the witness is exp(softplus three times),
// convex. What may be dropped is the map before the first of them: bsum-equation-15-corrected.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_equation_15_claim {
namespace {

using namespace bsum;
using Terms = BlockPair;

bool dropped_is_convex(const Terms& t) {
  const Sides s = t.convex(BlockForm{.dropped = true}, true, 0.0);
  return s.hypothesis && s.left <= s.right;
}
Sides with(const Terms& t, bool hypothesis) { return t.convex(BlockForm{}, hypothesis && dropped_is_convex(t), 0.0); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-15";
  claim.source = "bsum";
  claim.equation = "(15)";
  claim.statement = "where f without A and B is convex between V1 and V2, so is f: 0 <= mean of f - f(middle)";
  claim.hypotheses = {"f without A and B is convex between V1 and V2", "lambda > 0"};
  claim.expected = false;
  claim.arrays = block_pair_arrays();
  claim.generate = [](Draw& draw) { return block_pair_instance(draw, false); };
  claim.counterexample = [] { return scalar_block_pair(-2.0, 0.0, 0x1p-10); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, true); },
      {{"2 lambda ||V1 - V2||^2/8 for 0",
        [](const Terms& t) { return t.convex(BlockForm{}, dropped_is_convex(t), 2.0); }},
       {"concave", [](const Terms& t) { return t.concave(BlockForm{}, dropped_is_convex(t)); }},
       {"A, B >= 0", [](const Terms& t) { return with(t, t.has_positive_later()); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_15_claim
