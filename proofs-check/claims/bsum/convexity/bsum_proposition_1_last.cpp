// Proposition 1 for the last block, j = J, where no weight follows: TRUE under C1. The modulus 2 lambda is best
// possible.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_proposition_1_last_claim {
namespace {

using namespace bsum;
using Terms = BlockPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-proposition-1-last";
  claim.source = "bsum";
  claim.equation = "Proposition 1";
  claim.statement = "2 lambda ||V1 - V2||^2/8 <= mean of f(V1), f(V2) - f((V1 + V2)/2), f(W) = l(s(W X)) + r(W)";
  claim.hypotheses = {"C1: s, l convex and non-decreasing", "lambda > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = block_pair_arrays();
  claim.generate = [](Draw& draw) { return block_pair_instance(draw, false); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(BlockForm{.last = true}, true, 2.0); },
      {{"4 lambda for 2 lambda", [](const Terms& t) { return t.convex(BlockForm{.last = true}, true, 4.0); }},
       {"concave", [](const Terms& t) { return t.concave(BlockForm{.last = true}, true); }},
       {"l non-increasing",
        [](const Terms& t) { return t.convex(BlockForm{.last = true, .falling = true}, true, 2.0); }},
       {"s concave", [](const Terms& t) { return t.convex(BlockForm{.last = true, .reflected = true}, true, 2.0); }},
       {"lambda for 2 lambda, as printed", [](const Terms& t) { return t.convex(BlockForm{.last = true}, true, 1.0); },
        true},
       {"C2",
        [](const Terms& t) { return t.convex(BlockForm{.last = true, .reflected = true, .falling = true}, true, 2.0); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_proposition_1_last_claim
