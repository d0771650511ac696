// Proposition 2: where the activations are convex and non-decreasing and l is concave and non-increasing, without a
// regulariser, f is concave in each block. FALSE before the last block, by the witness of bsum-proposition-1-c1 with
// the other sign. bsum-proposition-2-corrected.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_proposition_2_claim {
namespace {

using namespace bsum;
using Terms = BlockPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-proposition-2";
  claim.source = "bsum";
  claim.equation = "Proposition 2";
  claim.statement =
      "0 <= f((V1 + V2)/2) - mean of f(V1), f(V2), s convex and non-decreasing, l concave and non-increasing";
  claim.hypotheses = {"s convex and non-decreasing", "l concave and non-increasing", "no regulariser"};
  claim.expected = false;
  claim.arrays = block_pair_arrays();
  claim.generate = [](Draw& draw) { return block_pair_instance(draw, false); };
  claim.counterexample = [] { return scalar_block_pair(-2.0, 0.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.concave(BlockForm{.negative = true}, true); },
      {{"convex", [](const Terms& t) { return t.convex(BlockForm{.negative = true}, true, 0.0); }},
       {"l non-decreasing",
        [](const Terms& t) { return t.concave(BlockForm{.falling = true, .negative = true}, true); }},
       {"A, B >= 0", [](const Terms& t) { return t.concave(BlockForm{.negative = true}, t.has_positive_later()); },
        true},
       {"j = J", [](const Terms& t) { return t.concave(BlockForm{.last = true, .negative = true}, true); }, true}});
  return claim;
}

}  // namespace lysep::bsum_proposition_2_claim
