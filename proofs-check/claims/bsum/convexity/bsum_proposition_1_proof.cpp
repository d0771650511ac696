// The proof of Proposition 1 for C2 in appendix C.1 takes l as convex and non-decreasing. FALSE already at j = J: for
// l(h) = h and a concave s, f is concave but for its regulariser. With l non-increasing:
// bsum-proposition-1-proof-corrected.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_proposition_1_proof_claim {
namespace {

using namespace bsum;
using Terms = BlockPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-proposition-1-proof";
  claim.source = "bsum";
  claim.equation = "Appendix C.1";
  claim.statement = "2 lambda ||V1 - V2||^2/8 <= mean of f(V1), f(V2) - f((V1 + V2)/2), s concave, l non-decreasing";
  claim.hypotheses = {"s concave and non-decreasing", "l convex and non-decreasing", "lambda > 0"};
  claim.expected = false;
  claim.arrays = block_pair_arrays();
  claim.generate = [](Draw& draw) { return block_pair_instance(draw, false); };
  claim.counterexample = [] {
    Instance i = scalar_block_pair(-2.0, 2.0, 0x1p-10);
    i.set("loss", 0);
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(BlockForm{.last = true, .reflected = true}, true, 2.0); },
      {{"convex, no more",
        [](const Terms& t) { return t.convex(BlockForm{.last = true, .reflected = true}, true, 0.0); }},
       {"concave", [](const Terms& t) { return t.concave(BlockForm{.last = true, .reflected = true}, true); }},
       {"l non-increasing",
        [](const Terms& t) { return t.convex(BlockForm{.last = true, .reflected = true, .falling = true}, true, 2.0); },
        true},
       {"s convex", [](const Terms& t) { return t.convex(BlockForm{.last = true}, true, 2.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_proposition_1_proof_claim
