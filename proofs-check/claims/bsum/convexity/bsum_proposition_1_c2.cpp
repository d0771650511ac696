// Proposition 1 with C2: where the activations are concave and non-decreasing and l is convex and non-increasing, f is
// strongly convex in each block. FALSE before the last block, as with C1: the mirror image of its witness.
// bsum-proposition-1-c2-corrected.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_proposition_1_c2_claim {
namespace {

using namespace bsum;
using Terms = BlockPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-proposition-1-c2";
  claim.source = "bsum";
  claim.equation = "Proposition 1";
  claim.statement = "2 lambda ||V1 - V2||^2/8 <= mean of f(V1), f(V2) - f((V1 + V2)/2) under C2";
  claim.hypotheses = {"C2: s concave and non-decreasing, l convex and non-increasing", "lambda > 0"};
  claim.expected = false;
  claim.arrays = block_pair_arrays();
  claim.generate = [](Draw& draw) { return block_pair_instance(draw, false); };
  claim.counterexample = [] { return scalar_block_pair(2.0, 0.0, 0x1p-10); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(BlockForm{.reflected = true, .falling = true}, true, 2.0); },
      {{"convex, no more",
        [](const Terms& t) { return t.convex(BlockForm{.reflected = true, .falling = true}, true, 0.0); }},
       {"concave", [](const Terms& t) { return t.concave(BlockForm{.reflected = true, .falling = true}, true); }},
       {"A, B >= 0",
        [](const Terms& t) {
          return t.convex(BlockForm{.reflected = true, .falling = true}, t.has_positive_later(), 2.0);
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_proposition_1_c2_claim
