// Corrects bsum-proposition-2: the weights of the later layers must not be negative, entry by entry.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_proposition_2_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-proposition-2-corrected";
  claim.source = "bsum";
  claim.equation = "Proposition 2";
  claim.statement = "0 <= f((V1 + V2)/2) - mean of f(V1), f(V2), s convex, l concave and non-increasing, A, B >= 0";
  claim.hypotheses = {"s convex and non-decreasing", "l concave and non-increasing", "A, B >= 0, entry by entry",
                      "no regulariser"};
  claim.arrays = block_pair_arrays();
  claim.generate = [](Draw& draw) { return block_pair_instance(draw, true); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.concave(BlockForm{.negative = true}, t.has_positive_later()); },
      {{"A, B of any sign", [](const Terms& t) { return t.concave(BlockForm{.negative = true}, true); }},
       {"convex", [](const Terms& t) { return t.convex(BlockForm{.negative = true}, t.has_positive_later(), 0.0); }},
       {"l non-decreasing",
        [](const Terms& t) { return t.concave(BlockForm{.falling = true, .negative = true}, t.has_positive_later()); }},
       {"s concave",
        [](const Terms& t) {
          return t.concave(BlockForm{.reflected = true, .negative = true}, t.has_positive_later());
        }},
       {"j = J", [](const Terms& t) { return t.concave(BlockForm{.last = true, .negative = true}, true); }, true}});
  return claim;
}

}  // namespace lysep::bsum_proposition_2_corrected_claim
