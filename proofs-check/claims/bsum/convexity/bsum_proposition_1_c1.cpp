// Proposition 1 with C1: where the activations are convex and non-decreasing and l is convex and non-decreasing, f is
// strongly convex in each block. FALSE before the last block: a negative weight between two layers turns convex into
// concave. The witness has one unit in each layer, softplus, A = -1, l = exp: f(w) = 2 + 1/(1 + e^w) + lambda w^2,
// concave about -1. bsum-proposition-1-c1-corrected; the last block: bsum-proposition-1-last.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_proposition_1_c1_claim {
namespace {

using namespace bsum;
using Terms = BlockPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-proposition-1-c1";
  claim.source = "bsum";
  claim.equation = "Proposition 1";
  claim.statement = "2 lambda ||V1 - V2||^2/8 <= mean of f(V1), f(V2) - f((V1 + V2)/2) under C1";
  claim.hypotheses = {"C1: s, l convex and non-decreasing", "lambda > 0"};
  claim.expected = false;
  claim.arrays = block_pair_arrays();
  claim.generate = [](Draw& draw) { return block_pair_instance(draw, false); };
  claim.counterexample = [] { return scalar_block_pair(-2.0, 0.0, 0x1p-10); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(BlockForm{}, true, 2.0); },
      {{"convex, no more", [](const Terms& t) { return t.convex(BlockForm{}, true, 0.0); }},
       {"concave", [](const Terms& t) { return t.concave(BlockForm{}, true); }},
       {"A, B >= 0", [](const Terms& t) { return t.convex(BlockForm{}, t.has_positive_later(), 2.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_proposition_1_c1_claim
