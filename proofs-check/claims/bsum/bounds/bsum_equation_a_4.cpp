// (A.4), (A.5) as a step: with gamma at least the Lipschitz constant of the smooth part the update D = soft(W -
// grad/gamma, lambda/gamma) decreases F = f + lambda ||.||_1 by at least (gamma - a/2) ||D - W||^2; here f = (a/2) ||W
// - U||^2, a in alpha. Best possible: equality where lambda = 0.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_equation_a_4_claim {
namespace {

using namespace bsum;
using Terms = Model;

Sides with(const Terms& t, const Ball& factor, const Ball& threshold) {
  if (!t.is_positive() || !(t.alpha > Ball(0.0)) || !(t.gamma >= t.alpha)) return hypothesis_not_met();
  const auto F = [&](const Matrix<Ball>& V) {
    return Ball(0.5) * t.alpha * norm_squared(difference(V, t.U)) + t.lambda * total(absolute(V));
  };
  const Matrix<Ball> D = soft_threshold(difference(t.W, scaled(t.alpha / t.gamma, difference(t.W, t.U))), threshold);
  return {factor * norm_squared(difference(D, t.W)), F(t.W) - F(D), true, F(t.W) + F(D)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.4";
  claim.source = "bsum";
  claim.equation = "(A.4), (A.5)";
  claim.statement = "(gamma - a/2) ||D - W||^2 <= F(W) - F(D), F = a ||W - U||^2/2 + lambda ||W||_1, gamma >= a";
  claim.hypotheses = {"gamma >= a > 0", "lambda >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = model_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = model_instance(draw);
    const double a = draw.uniform(0.1, 1.0);
    i.set("alpha", a);
    i.set("gamma", draw.chance(0.5) ? a : a * draw.uniform(0.9, 5.0));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return with(t, t.gamma - Ball(0.5) * t.alpha, t.lambda / t.gamma); },
      {{"1.01 of it",
        [](const Terms& t) { return with(t, Ball(1.01) * (t.gamma - Ball(0.5) * t.alpha), t.lambda / t.gamma); }},
       {"gamma for gamma - a/2", [](const Terms& t) { return with(t, t.gamma, t.lambda / t.gamma); }},
       {"the threshold 3 lambda/gamma",
        [](const Terms& t) { return with(t, t.gamma - Ball(0.5) * t.alpha, Ball(3.0) * t.lambda / t.gamma); }},
       {"no threshold", [](const Terms& t) { return with(t, t.gamma - Ball(0.5) * t.alpha, Ball(0.0)); }},
       {"gamma/2", [](const Terms& t) { return with(t, Ball(0.5) * t.gamma, t.lambda / t.gamma); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_4_claim
