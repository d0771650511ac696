// Corrects (A.3): on the ball ||V - W|| <= lambda the linear bound has the minimiser D = W - lambda G/||G||. Best
// possible: V = D. The radius stands in lambda.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_equation_a_3_corrected_claim {
namespace {

using namespace bsum;
using Terms = Model;

Sides with(const Terms& t, double factor) {
  if (!(norm(difference(t.V, t.W)) <= t.lambda) || t.is_zero_gradient()) return hypothesis_not_met();
  const Matrix<Ball> D = t.ball_minimiser(Ball(factor) * t.lambda);
  return {inner(t.G, difference(t.W, t.V)), inner(t.G, difference(t.W, D)), true, norm(t.G) * t.lambda};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.3-corrected";
  claim.source = "bsum";
  claim.equation = "A.5, (A.3)";
  claim.statement = "<G, W - V> <= lambda ||G|| = <G, W - D>, D = W - lambda G/||G||, ||V - W|| <= lambda";
  claim.hypotheses = {"||V - W|| <= lambda", "G != 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = model_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = model_instance(draw);
    if (draw.chance(0.6)) i.set("V", Matrix<double>(i.matrix("W") - draw.uniform(0.0, 2.0) * i.matrix("G")));
    const double radius = (i.matrix("V") - i.matrix("W")).norm();
    i.set("lambda", radius * (draw.chance(0.8) ? 1.0 + 1e-12 : draw.uniform(0.8, 2.0)));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, 1.0); },
      {{"lambda/2", [](const Terms& t) { return with(t, 0.5); }},
       {"0.99 lambda", [](const Terms& t) { return with(t, 0.99); }},
       {"2 lambda", [](const Terms& t) { return with(t, 2.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_3_corrected_claim
