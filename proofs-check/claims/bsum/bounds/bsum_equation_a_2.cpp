// (A.2): the bound (A.1) is strongly convex, for any gamma > 0, and W - (f'' + gamma)^-1 f' its minimiser. FALSE where
// f'' + gamma < 0: it is the maximum. bsum-equation-a.2-corrected.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum_equation_a_2_claim {
namespace {

using namespace bsum;
using Terms = Hyperbola;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.2";
  claim.source = "bsum";
  claim.equation = "(A.2)";
  claim.statement = "0 <= m(v - w) - m(D), m(d) = f' d + (f'' + gamma) d^2/2, D = -f'/(f'' + gamma), any gamma > 0";
  claim.hypotheses = {"gamma > 0", "f''(w) + gamma != 0"};
  claim.expected = false;
  claim.arrays = hyperbola_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = hyperbola_instance(draw);
    if (draw.chance(0.5))
      i = hyperbola_at("bent down", -draw.magnitude(-1, 1), 0.0, draw.symmetric(1.0), draw.symmetric(3.0),
                       draw.magnitude(-3, 0));
    return i;
  };
  claim.counterexample = [] { return hyperbola_at("bent down", -1.0, 0.0, 0.125, 0.125, 0.125); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return model_grows(t, true, 0.0); },
      {{"D = 0", [](const Terms& t) { return model_grows(t, true, 0.0, 0.0); }},
       {"D = -2 f'/(f'' + gamma)", [](const Terms& t) { return model_grows(t, true, 0.0, 2.0); }},
       {"f'' + gamma > 0", [](const Terms& t) { return model_grows(t, t.bend() + t.gamma > Ball(0.0), 0.0); }, true},
       {"(f'' + gamma)(d - D)^2/2 for 0", [](const Terms& t) { return model_grows(t, true, 1.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_2_claim
