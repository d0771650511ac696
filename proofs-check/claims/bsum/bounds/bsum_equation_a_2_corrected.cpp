// Corrects (A.2): where f'' + gamma > 0 the step D is the minimiser of the model, which grows by (f'' + gamma)(d -
// D)^2/2 from there; equality always.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum_equation_a_2_corrected_claim {
namespace {

using namespace bsum;
using Terms = Hyperbola;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.2-corrected";
  claim.source = "bsum";
  claim.equation = "(A.2)";
  claim.statement = "(f'' + gamma)(d - D)^2/2 <= m(d) - m(D), d = v - w, D = -f'/(f'' + gamma), f'' + gamma > 0";
  claim.hypotheses = {"gamma > 0", "f''(w) + gamma > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = hyperbola_arrays();
  claim.generate = hyperbola_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return model_grows(t, t.bend() + t.gamma > Ball(0.0), 1.0); },
      {{"1.01 of it", [](const Terms& t) { return model_grows(t, t.bend() + t.gamma > Ball(0.0), 1.01); }},
       {"D = -f'/(2 (f'' + gamma))",
        [](const Terms& t) { return model_grows(t, t.bend() + t.gamma > Ball(0.0), 1.0, 0.5); }},
       {"D = 0", [](const Terms& t) { return model_grows(t, t.bend() + t.gamma > Ball(0.0), 0.0, 0.0); }},
       {"half of it", [](const Terms& t) { return model_grows(t, t.bend() + t.gamma > Ball(0.0), 0.5); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_2_corrected_claim
