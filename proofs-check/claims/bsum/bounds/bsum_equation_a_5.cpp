// (A.4), (A.5): the minimiser of the bound (9) of the smooth part and lambda ||.||_1 is D = soft(W - G/gamma,
// lambda/gamma), whose growth is at least quadratic: h(V) - h(D) >= (gamma/2) ||V - D||^2. Best possible: equality
// where lambda = 0.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_equation_a_5_claim {
namespace {

using namespace bsum;
using Terms = Model;

Sides with(const Terms& t, const Ball& threshold, double modulus) {
  if (!t.is_positive()) return hypothesis_not_met();
  const Matrix<Ball> D = soft_threshold(t.minimiser(), threshold);
  return {Ball(0.5 * modulus) * t.gamma * norm_squared(difference(t.V, D)), t.with_l1(t.V) - t.with_l1(D), true,
          t.size(D)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.5";
  claim.source = "bsum";
  claim.equation = "(A.4), (A.5)";
  claim.statement =
      "(gamma/2) ||V - D||^2 <= h(V) - h(D), h of (9) + lambda ||.||_1, D = soft(W - G/gamma, lambda/gamma)";
  claim.hypotheses = {"gamma > 0", "lambda >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = model_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = model_instance(draw);
    if (draw.chance(0.4))
      i.set("V", Matrix<double>(i.matrix("W") - i.matrix("G") / i.number("gamma") +
                                draw.matrix(i.matrix("W").rows(), i.matrix("W").cols(), draw.magnitude(-3, 0))));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return with(t, t.lambda / t.gamma, 1.0); },
      {{"the threshold lambda", [](const Terms& t) { return with(t, t.lambda, 1.0); }},
       {"the threshold 2 lambda/gamma", [](const Terms& t) { return with(t, Ball(2.0) * t.lambda / t.gamma, 1.0); }},
       {"no threshold", [](const Terms& t) { return with(t, Ball(0.0), 1.0); }},
       {"1.01 gamma", [](const Terms& t) { return with(t, t.lambda / t.gamma, 1.01); }},
       {"0 for gamma", [](const Terms& t) { return with(t, t.lambda / t.gamma, 0.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_5_claim
