// Corrects (A.1): an upper bound where gamma is at least sup f''(w') - f''(w), here s for f = s sqrt(1 + w^2) + (b/2)
// w^2.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum_equation_a_1_corrected_claim {
namespace {

using namespace bsum;
using Terms = Hyperbola;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.1-corrected";
  claim.source = "bsum";
  claim.equation = "(A.1)";
  claim.statement = "f(v) - f(w) - f'(w)(v - w) <= (f''(w) + gamma)(v - w)^2/2, gamma >= sup f'' - inf f''";
  claim.hypotheses = {"s >= 0, gamma >= s >= sup f'' - inf f''"};
  claim.arrays = hyperbola_arrays();
  claim.generate = hyperbola_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return above_model(t, is_bound(t), 1.0, 1.0); },
      {{"0 for gamma", [](const Terms& t) { return above_model(t, is_bound(t), 1.0, 0.0); }},
       {"gamma/8", [](const Terms& t) { return above_model(t, is_bound(t), 1.0, 0.125); }},
       {"without f''", [](const Terms& t) { return above_model(t, is_bound(t), 0.0, 1.0); }},
       {"2 gamma", [](const Terms& t) { return above_model(t, is_bound(t), 1.0, 2.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_1_corrected_claim
