// Section 5.2: (Q) has a closed form. Here with one weight, D = (A^T Y B^T/N)/(A^T A B B^T/N + lambda); f lies above
// its least value by (A^T A B B^T/N + lambda) (V - D)^2. Matrices take two eigendecompositions; their normal equations
// are bsum-deep-linear-gradient.
#include "proofs-check/claims/bsum/convexity/linear_block.hpp"

namespace lysep::bsum_deep_linear_minimum_claim {
namespace {

using namespace bsum;
using Terms = LinearBlock;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-deep-linear-minimum";
  claim.source = "bsum";
  claim.equation = "Section 5.2";
  claim.statement =
      "f(V) - f(D) = (||A||^2 ||B||^2/N + lambda) (V - D)^2, D = <A^T Y, B>/N / (||A||^2 ||B||^2/N + lambda)";
  claim.hypotheses = {"p = q = 1", "lambda > 0"};
  claim.relation = Relation::equals;
  claim.arrays = linear_block_arrays();
  claim.generate = one_weight_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.above_minimum(Ball(1.0), Ball(1.0)); },
      {{"without lambda in D", [](const Terms& t) { return t.above_minimum(Ball(0.0), Ball(1.0)); }},
       {"2 lambda in D", [](const Terms& t) { return t.above_minimum(Ball(2.0), Ball(1.0)); }},
       {"half the curvature", [](const Terms& t) { return t.above_minimum(Ball(1.0), Ball(0.5)); }},
       {"twice the curvature", [](const Terms& t) { return t.above_minimum(Ball(1.0), Ball(2.0)); }}});
  return claim;
}

}  // namespace lysep::bsum_deep_linear_minimum_claim
