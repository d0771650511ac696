// Corollary 1: for any smooth loss the iterates of (10) converge with steps that satisfy (8), here c/k. FALSE for f =
// (w1 w2 - 1)^2 + (w1^2 + w2^2)/100, gamma = 1, from (2, 2) with c = 0.9: w = -8.8, -147, 1.1e5, 8.5e11, ...; that they
// tend to infinity is bsum-divergence. The gradient is not Lipschitz: bsum-corollary-1-corrected.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_corollary_1_claim {
namespace {

using namespace bsum;
using Terms = TwoBlocks;

Sides at_most(const Terms& t, int updates, double factor) {
  return {t.size_after(updates), Ball(factor) * (Ball(1.0) + t.size())};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-corollary-1";
  claim.source = "bsum";
  claim.equation = "Corollary 1";
  claim.statement = "||W^(k)|| <= 10^6 (1 + ||W^(0)||) for (10) with gamma = 1, alpha_k = c/k";
  claim.hypotheses = {"0 < c < 1", "k <= 12"};
  claim.expected = false;
  claim.arrays = two_blocks_arrays();
  claim.generate = [](Draw& draw) {
    const double size = draw.uniform(0.1, 3.0);
    return two_blocks_of("random", draw.symmetric(size), draw.symmetric(size), draw.uniform(0.01, 0.99),
                         draw.integer(1, 6));
  };
  claim.counterexample = [] { return two_blocks_of("from (2, 2)", 2.0, 2.0, 0.9, 4); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.is_known && t.k <= 12 ? at_most(t, t.k, 1e6) : hypothesis_not_met(); },
      {{"10^8", [](const Terms& t) { return t.is_known && t.k <= 12 ? at_most(t, t.k, 1e8) : hypothesis_not_met(); }},
       {"10^3, from ||W^(0)|| <= 2",
        [](const Terms& t) {
          return t.is_known && t.k <= 12 && t.size() <= Ball(2.0) ? at_most(t, t.k, 1e3) : hypothesis_not_met();
        }},
       {"one update", [](const Terms& t) { return t.is_known ? at_most(t, 1, 1e6) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::bsum_corollary_1_claim
