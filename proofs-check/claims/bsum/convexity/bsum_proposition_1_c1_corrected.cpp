// Corrects bsum-proposition-1-c1: the weights of the later layers must not be negative, entry by entry. The modulus is
// then 2 lambda, for r = lambda ||W||^2; best possible, as l and the activations may be linear.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_proposition_1_c1_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-proposition-1-c1-corrected";
  claim.source = "bsum";
  claim.equation = "Proposition 1";
  claim.statement = "2 lambda ||V1 - V2||^2/8 <= mean of f(V1), f(V2) - f((V1 + V2)/2) under C1, A, B >= 0";
  claim.hypotheses = {"C1: s, l convex and non-decreasing", "A, B >= 0, entry by entry", "lambda > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = block_pair_arrays();
  claim.generate = [](Draw& draw) { return block_pair_instance(draw, true); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(BlockForm{}, t.has_positive_later(), 2.0); },
      {{"A, B of any sign", [](const Terms& t) { return t.convex(BlockForm{}, true, 2.0); }},
       {"4 lambda for 2 lambda", [](const Terms& t) { return t.convex(BlockForm{}, t.has_positive_later(), 4.0); }},
       {"2.01 lambda for 2 lambda", [](const Terms& t) { return t.convex(BlockForm{}, t.has_positive_later(), 2.01); }},
       {"concave", [](const Terms& t) { return t.concave(BlockForm{}, t.has_positive_later()); }},
       {"lambda for 2 lambda, as printed",
        [](const Terms& t) { return t.convex(BlockForm{}, t.has_positive_later(), 1.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_proposition_1_c1_corrected_claim
