// Corrects the remark at (15): with phi(U) = l(s(s(s(U)))), W -> phi(W X) is convex, as phi is and the affine map comes
// first.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_equation_15_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-15-corrected";
  claim.source = "bsum";
  claim.equation = "(15)";
  claim.statement = "0 <= mean of phi(V1 X), phi(V2 X) - phi((V1 + V2) X/2), phi(U) = l(s(s(s(U)))) + lambda ||.||^2";
  claim.hypotheses = {"C1: s, l convex and non-decreasing", "lambda > 0"};
  claim.arrays = block_pair_arrays();
  claim.generate = [](Draw& draw) { return block_pair_instance(draw, false); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(BlockForm{.dropped = true}, true, 0.0); },
      {{"A and B not dropped", [](const Terms& t) { return t.convex(BlockForm{}, true, 0.0); }},
       {"concave", [](const Terms& t) { return t.concave(BlockForm{.dropped = true}, true); }},
       {"4 lambda ||V1 - V2||^2/8 for 0",
        [](const Terms& t) { return t.convex(BlockForm{.dropped = true}, true, 4.0); }},
       {"2 lambda ||V1 - V2||^2/8 for 0",
        [](const Terms& t) { return t.convex(BlockForm{.dropped = true}, true, 2.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_15_corrected_claim
