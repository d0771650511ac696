// (7) and (10), second line: the convex combination of W and D = W - G/gamma is W - (alpha/gamma) G; and the bound (9)
// falls on the way, by alpha (2 - alpha) ||G||^2/(2 gamma).
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_equation_7_claim {
namespace {

using namespace bsum;
using Terms = Model;

Sides with(const Terms& t, const Ball& share) {
  if (!t.is_positive() || !(t.alpha >= Ball(0.0)) || !(t.alpha <= Ball(1.0))) return hypothesis_not_met();
  const Matrix<Ball> next = sum(scaled(Ball(1.0) - t.alpha, t.W), scaled(t.alpha, t.minimiser()));
  return {-t.bound(next), share * norm_squared(t.G) / (Ball(2.0) * t.gamma), true,
          t.size(next) + norm_squared(t.G) / t.gamma};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-7";
  claim.source = "bsum";
  claim.equation = "(7), (10)";
  claim.statement = "g(W) - g((1 - alpha) W + alpha D) = alpha (2 - alpha) ||G||^2/(2 gamma), D = W - G/gamma";
  claim.hypotheses = {"gamma > 0", "0 <= alpha <= 1"};
  claim.relation = Relation::equals;
  claim.arrays = model_arrays();
  claim.generate = model_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return with(t, t.alpha * (Ball(2.0) - t.alpha)); },
      {{"alpha for alpha (2 - alpha)", [](const Terms& t) { return with(t, t.alpha); }},
       {"2 alpha", [](const Terms& t) { return with(t, Ball(2.0) * t.alpha); }},
       {"alpha and 1 - alpha exchanged",
        [](const Terms& t) { return with(t, (Ball(1.0) - t.alpha) * (Ball(1.0) + t.alpha)); }},
       {"1 - (1 - alpha)^2", [](const Terms& t) { return with(t, Ball(1.0) - squared(Ball(1.0) - t.alpha)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_7_claim
