// (12): the Newton step is a direction of descent, as a minimiser of (A.1). FALSE where f'' + gamma < 0: it climbs to a
// maximum, as f = -sqrt(1 + w^2) from w = 1/8, gamma = 1/8. bsum-equation-12-corrected.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum_equation_12_claim {
namespace {

using namespace bsum;
using Terms = Hyperbola;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-12";
  claim.source = "bsum";
  claim.equation = "(12)";
  claim.statement = "0 <= f'(w)(w - w'), w' = w - f'(w)/(f''(w) + gamma), any gamma > 0";
  claim.hypotheses = {"gamma > 0", "f''(w) + gamma != 0"};
  claim.expected = false;
  claim.arrays = hyperbola_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = hyperbola_instance(draw);
    if (draw.chance(0.5))
      i = hyperbola_at("bent down", -draw.magnitude(-1, 1), 0.0, draw.symmetric(1.0), 0.0, draw.magnitude(-3, 0));
    return i;
  };
  claim.counterexample = [] { return hyperbola_at("bent down", -1.0, 0.0, 0.125, 0.0, 0.125); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return newton_direction(t, true); },
      {{"4 gamma", [](const Terms& t) { return newton_direction(t, true, 1.0, 4.0); }},
       {"the contrary", [](const Terms& t) { return newton_direction(t, true, -1.0); }},
       {"f'' + gamma > 0", [](const Terms& t) { return newton_direction(t, t.bend() + t.gamma > Ball(0.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_12_claim
