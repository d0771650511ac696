// Section 3.1, last sentence: where f is strongly convex in each block, exact minimisation of a block never increases
// f. TRUE: by at least lambda (V - D)^2, for one weight of a deep linear network; best possible: equality where A or B
// is 0.
#include "proofs-check/claims/bsum/convexity/linear_block.hpp"

namespace lysep::bsum_block_descent_claim {
namespace {

using namespace bsum;
using Terms = LinearBlock;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-block-descent";
  claim.source = "bsum";
  claim.equation = "Section 3.1";
  claim.statement = "lambda (V - D)^2 <= f(V) - f(D), D the minimiser of the block";
  claim.hypotheses = {"p = q = 1", "lambda > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = linear_block_arrays();
  claim.generate = one_weight_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.descent(Ball(1.0)); },
      {{"1.01 lambda", [](const Terms& t) { return t.descent(Ball(1.01)); }},
       {"2 lambda", [](const Terms& t) { return t.descent(Ball(2.0)); }},
       {"||A||^2 ||B||^2/N + 2 lambda", [](const Terms& t) { return t.descent(Ball(2.0) + t.curvature() / t.lambda); }},
       {"0 for lambda", [](const Terms& t) { return t.descent(Ball(0.0)); }, true},
       {"||A||^2 ||B||^2/N + lambda", [](const Terms& t) { return t.descent(Ball(1.0) + t.curvature() / t.lambda); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_block_descent_claim
