// Corrects bsum-proposition-1-proof: l is non-increasing, as the statement of C2 has it.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_proposition_1_proof_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-proposition-1-proof-corrected";
  claim.source = "bsum";
  claim.equation = "Appendix C.1";
  claim.statement = "2 lambda ||V1 - V2||^2/8 <= mean of f(V1), f(V2) - f((V1 + V2)/2), s concave, l non-increasing";
  claim.hypotheses = {"s concave and non-decreasing", "l convex and non-increasing", "lambda > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = block_pair_arrays();
  claim.generate = [](Draw& draw) { return block_pair_instance(draw, false); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(BlockForm{.last = true, .reflected = true, .falling = true}, true, 2.0); },
      {{"l non-decreasing",
        [](const Terms& t) { return t.convex(BlockForm{.last = true, .reflected = true}, true, 2.0); }},
       {"s convex", [](const Terms& t) { return t.convex(BlockForm{.last = true, .falling = true}, true, 2.0); }},
       {"concave",
        [](const Terms& t) { return t.concave(BlockForm{.last = true, .reflected = true, .falling = true}, true); }},
       {"4 lambda for 2 lambda",
        [](const Terms& t) {
          return t.convex(BlockForm{.last = true, .reflected = true, .falling = true}, true, 4.0);
        }},
       {"lambda for 2 lambda",
        [](const Terms& t) { return t.convex(BlockForm{.last = true, .reflected = true, .falling = true}, true, 1.0); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_proposition_1_proof_corrected_claim
