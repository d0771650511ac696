// Section 5.2, deep linear networks with the squared loss: (Q) has the normal equations A^T A W B B^T/N + lambda W =
// A^T Y B^T/N. Their misfit, doubled, is the gradient; left: its derivative by dual numbers.
#include "proofs-check/claims/bsum/convexity/linear_block.hpp"

namespace lysep::bsum_deep_linear_gradient_claim {
namespace {

using namespace bsum;
using Terms = LinearBlock;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-deep-linear-gradient";
  claim.source = "bsum";
  claim.equation = "Section 5.2";
  claim.statement =
      "d/dt f(W + t V) = 2 <A^T A W B B^T/N + lambda W - A^T Y B^T/N, V> at t = 0, f = ||A W B - Y||^2/N + r";
  claim.hypotheses = {"lambda > 0"};
  claim.relation = Relation::equals;
  claim.arrays = linear_block_arrays();
  claim.generate = linear_block_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.along(t.misfit(Ball(1.0), Ball(1.0))); },
      {{"without 1/N", [](const Terms& t) { return t.along(t.misfit(t.N(), Ball(1.0))); }},
       {"2 lambda W", [](const Terms& t) { return t.along(t.misfit(Ball(1.0), Ball(2.0))); }},
       {"half of it", [](const Terms& t) { return t.along(scaled(Ball(0.5), t.misfit(Ball(1.0), Ball(1.0)))); }},
       {"without lambda W", [](const Terms& t) { return t.along(t.misfit(Ball(1.0), Ball(0.0))); }},
       {"lambda W/N", [](const Terms& t) { return t.along(t.misfit(Ball(1.0), Ball(1.0) / t.N())); }}});
  return claim;
}

}  // namespace lysep::bsum_deep_linear_gradient_claim
