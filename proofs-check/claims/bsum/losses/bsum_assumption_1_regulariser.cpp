// Assumption 1 for the regulariser of (16): r(W) = lambda ||W||^2 is strongly convex. The modulus is 2 lambda, not the
// lambda of the paper's wording: r(mean of W1, W2) + 2 lambda ||W1 - W2||^2 / 8 is the mean of r, so that 2 lambda is
// best possible. The arrays H1, H2 hold W1, W2 and c holds lambda.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_assumption_1_regulariser_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

Sides with(const Terms& t, const Ball& modulus) {
  if (!(t.c > Ball(0.0))) return hypothesis_not_met();
  const auto r = [&](const Matrix<Ball>& W) { return t.c * norm_squared(W); };
  const Ball mean = Ball(0.5) * (r(t.H1) + r(t.H2));
  return {modulus * t.c * squared(t.distance()) / Ball(8.0), mean - r(scaled(Ball(0.5), sum(t.H1, t.H2))), true, mean};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-assumption-1-regulariser";
  claim.source = "bsum";
  claim.equation = "Assumption 1";
  claim.statement = "(2 lambda / 8) ||W1 - W2||^2 <= mean of r(W1), r(W2) - r((W1 + W2)/2), r = lambda ||W||^2";
  claim.hypotheses = {"lambda > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) { return loss_pair_instance(draw, Loss::squared); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, Ball(2.0)); },
      {{"2.01 for 2", [](const Terms& t) { return with(t, Ball(2.01)); }},
       {"4 for 2", [](const Terms& t) { return with(t, Ball(4.0)); }},
       {"1 for 2, as printed", [](const Terms& t) { return with(t, Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_assumption_1_regulariser_claim
