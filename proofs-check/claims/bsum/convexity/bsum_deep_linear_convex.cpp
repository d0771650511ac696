// Section 5.2: for deep linear networks (Q) is strongly convex. TRUE for the squared loss with lambda ||W||^2, with
// modulus 2 lambda; best possible: equality where A (W - V) B = 0.
#include "proofs-check/claims/bsum/convexity/linear_block.hpp"

namespace lysep::bsum_deep_linear_convex_claim {
namespace {

using namespace bsum;
using Terms = LinearBlock;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-deep-linear-convex";
  claim.source = "bsum";
  claim.equation = "Section 5.2";
  claim.statement =
      "2 lambda ||W - V||^2/8 <= mean of f(W), f(V) - f((W + V)/2), f = ||A W B - Y||^2/N + lambda ||W||^2";
  claim.hypotheses = {"lambda > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = linear_block_arrays();
  claim.generate = linear_block_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.convex(Ball(2.0)); },
      {{"2.01 lambda", [](const Terms& t) { return t.convex(Ball(2.01)); }},
       {"4 lambda", [](const Terms& t) { return t.convex(Ball(4.0)); }},
       {"2 lambda and the least of A and B: (2/N) ||A||^2 ||B||^2 more",
        [](const Terms& t) { return t.convex(Ball(2.0), Ball(2.0) * norm_squared(t.A) * norm_squared(t.B) / t.N()); }},
       {"lambda", [](const Terms& t) { return t.convex(Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_deep_linear_convex_claim
