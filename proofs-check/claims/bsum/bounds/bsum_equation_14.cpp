// (14): the proximal bound f(v) + (gamma/2)(v - w)^2 is at least f and touches it at w, so that its minimiser D
// descends; where f is convex by gamma (D - w)^2, for any gamma > 0. Here w = D + f'(D)/gamma, whose proximal point is
// D = v by the condition of first order. Best possible: approached where f is nearly linear.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum_equation_14_claim {
namespace {

using namespace bsum;
using Terms = Hyperbola;

Sides with(const Terms& t, double factor, double stretch = 1.0) {
  if (!(t.gamma > Ball(0.0)) || !(t.s >= Ball(0.0)) || !(t.b >= Ball(0.0))) return hypothesis_not_met();
  Terms at = t;
  at.w = t.v;  // the slope at D = v
  const Ball way = Ball(stretch) * at.slope() / t.gamma, w = t.v + way;
  return {Ball(factor) * t.gamma * way * way, t.f(w) - t.f(t.v), true, abs(t.f(w)) + abs(t.f(t.v))};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-14";
  claim.source = "bsum";
  claim.equation = "(14)";
  claim.statement = "gamma (D - w)^2 <= f(w) - f(D), w = D + f'(D)/gamma, f convex, any gamma > 0";
  claim.hypotheses = {"gamma > 0", "s, b >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = hyperbola_arrays();
  claim.generate = [](Draw& draw) {
    const double s = draw.magnitude(-1, 1), v = draw.symmetric(draw.magnitude(-1, 1)), gamma = draw.magnitude(-1, 1);
    if (draw.chance(0.3)) return hyperbola_at("nearly linear", s, 0.0, 0.0, draw.sign() * draw.magnitude(5, 7), s);
    return hyperbola_at("random", s, draw.magnitude(-3, 1), 0.0, v, gamma);
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, 1.0); },
      {{"1.01 gamma", [](const Terms& t) { return with(t, 1.01); }},
       {"2 gamma", [](const Terms& t) { return with(t, 2.0); }},
       {"w = D + 2 f'(D)/gamma for the same D", [](const Terms& t) { return with(t, 1.0, 2.0); }},
       {"gamma/2, what holds for any f", [](const Terms& t) { return with(t, 0.5); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_14_claim
