// The soft threshold of appendix A.6 as printed, whose third case, u + lambda/gamma, holds for u <= lambda/gamma.
// FALSE: at u = 0 it gives lambda/gamma, where the minimiser is 0. It must be u <= -lambda/gamma:
// bsum-soft-threshold-corrected.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep {
namespace {

using namespace bsum;
using Terms = Model;

/// (gamma/2) (u - v)^2 + lambda |v| at the printed or the right proximal point is at most that at V; u stands in W.
Sides at_most(const Terms& t, const Ball& prox) {
  if (!t.is_positive() || t.W.size() != 1) return hypothesis_not_met();
  const Ball u = t.W(0, 0);
  const auto h = [&](const Ball& v) { return Ball(0.5) * t.gamma * squared(u - v) + t.lambda * abs(v); };
  const Ball scale =
      t.gamma * (squared(u) + squared(t.V(0, 0)) + squared(prox)) + t.lambda * (abs(t.V(0, 0)) + abs(prox));
  return {h(prox), h(t.V(0, 0)), true, scale};
}
Ball threshold(const Terms& t) { return t.is_positive() ? t.lambda / t.gamma : Ball(0.0); }

Ball printed(const Terms& t) {
  const Ball u = t.W(0, 0);
  return u <= threshold(t) ? u + threshold(t) : u - threshold(t);
}

}  // namespace

Claim bsum_soft_threshold() {
  Claim claim;
  claim.id = "bsum-soft-threshold";
  claim.source = "bsum";
  claim.equation = "A.6";
  claim.statement =
      "h(prox(u)) <= h(v), h(v) = (gamma/2)(u - v)^2 + lambda |v|, prox(u) = u + lambda/gamma for u <= lambda/gamma";
  claim.hypotheses = {"gamma > 0", "lambda >= 0", "one weight; the third case is read where it applies"};
  claim.expected = false;
  claim.arrays = model_arrays();
  claim.generate = [](Draw& draw) {
    const double size = draw.magnitude(-1, 1), u = draw.symmetric(size), gamma = draw.magnitude(-1, 1);
    return scalar_model(u,
                        draw.chance(0.3)   ? u
                        : draw.chance(0.3) ? 0.0
                                           : draw.symmetric(size),
                        0.0, gamma, 0.5, draw.magnitude(-1, 1));
  };
  claim.counterexample = [] { return scalar_model(0.0, 0.0, 0.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return at_most(t, printed(t)); },
      {{"u for every u", [](const Terms& t) { return at_most(t, t.W(0, 0)); }},
       {"-lambda/gamma in the third case",
        [](const Terms& t) { return at_most(t, t.W(0, 0) <= threshold(t) ? t.W(0, 0) - threshold(t) : printed(t)); }},
       {"|u| >= lambda/gamma",
        [](const Terms& t) {
          return abs(t.W(0, 0)) >= threshold(t) && !(abs(t.W(0, 0)) <= threshold(t)) ? at_most(t, printed(t))
                                                                                     : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep
