// (A.1): f(w) + f' (v - w) + (f''(w) + gamma)(v - w)^2/2 is an upper bound, for a gamma > 0 that is a design parameter.
// FALSE unless gamma is at least what f'' changes by: f = sqrt(1 + w^2) from w = 2 to v = -2 with gamma = 0.01.
// bsum-equation-a.1-corrected.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum_equation_a_1_claim {
namespace {

using namespace bsum;
using Terms = Hyperbola;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.1";
  claim.source = "bsum";
  claim.equation = "(A.1)";
  claim.statement = "f(v) - f(w) - f'(w)(v - w) <= (f''(w) + gamma)(v - w)^2/2, any gamma > 0";
  claim.hypotheses = {"gamma > 0"};
  claim.expected = false;
  claim.arrays = hyperbola_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = hyperbola_instance(draw);
    if (draw.chance(0.5)) i.set("gamma", draw.magnitude(-3, 0));
    return i;
  };
  claim.counterexample = [] { return hyperbola_at("across 0", 1.0, 0.0, 2.0, -2.0, 0.0078125); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return above_model(t, is_free(t), 1.0, 1.0); },
      {{"2 gamma", [](const Terms& t) { return above_model(t, is_free(t), 1.0, 2.0); }},
       {"without f''", [](const Terms& t) { return above_model(t, is_free(t), 0.0, 1.0); }},
       {"gamma at least the change of f''", [](const Terms& t) { return above_model(t, is_bound(t), 1.0, 1.0); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_1_claim
