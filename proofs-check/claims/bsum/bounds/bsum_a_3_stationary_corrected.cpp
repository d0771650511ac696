// Corrects (A.3): with D = W - lambda G/||G||, the minimiser on the ball of radius lambda, the update (7) moves W by
// alpha lambda along -G and stays where G = 0, whose minimisers are all of the ball, W among them.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_a_3_stationary_corrected_claim {
namespace {

using namespace bsum;
using Terms = Model;

Sides with(const Terms& t, double factor) {
  if (!(t.alpha >= Ball(0.0)) || !(t.alpha <= Ball(1.0)) || !(t.lambda > Ball(0.0))) return hypothesis_not_met();
  const Matrix<Ball> D = t.is_zero_gradient() ? t.W : t.ball_minimiser(t.lambda);
  const Matrix<Ball> next = sum(scaled(Ball(1.0) - t.alpha, t.W), scaled(t.alpha, D));
  const Ball radius = factor == 0.0 ? Ball(1.0) : Ball(factor) * t.lambda;
  return {inner(t.G, difference(next, t.W)), -t.alpha * radius * norm(t.G), true, norm(t.G) * (norm(t.W) + t.lambda)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-a.3-stationary-corrected";
  claim.source = "bsum";
  claim.equation = "(A.3)";
  claim.statement =
      "||W_new - W|| = alpha lambda, <G, W_new - W> = -alpha lambda ||G||, W_new of (7) with D = W - lambda G/||G||";
  claim.hypotheses = {"0 <= alpha <= 1", "lambda > 0"};
  claim.relation = Relation::equals;
  claim.arrays = model_arrays();
  claim.generate = model_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, 1.0); },
      {{"-alpha ||G||", [](const Terms& t) { return with(t, 0.0); }},
       {"-2 alpha lambda ||G||", [](const Terms& t) { return with(t, 2.0); }},
       {"alpha lambda ||G||", [](const Terms& t) { return with(t, -1.0); }}});
  return claim;
}

}  // namespace lysep::bsum_a_3_stationary_corrected_claim
