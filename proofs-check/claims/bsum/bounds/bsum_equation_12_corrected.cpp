// Corrects (12): a direction of descent where f'' + gamma > 0.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum_equation_12_corrected_claim {
namespace {

using namespace bsum;
using Terms = Hyperbola;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-12-corrected";
  claim.source = "bsum";
  claim.equation = "(12)";
  claim.statement = "0 <= f'(w)(w - w'), w' = w - f'(w)/(f''(w) + gamma), f''(w) + gamma > 0";
  claim.hypotheses = {"gamma > 0", "f''(w) + gamma > 0"};
  claim.arrays = hyperbola_arrays();
  claim.generate = hyperbola_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return newton_direction(t, t.bend() + t.gamma > Ball(0.0)); },
      {{"f'' + gamma of any sign", [](const Terms& t) { return newton_direction(t, true); }},
       {"the contrary", [](const Terms& t) { return newton_direction(t, t.bend() + t.gamma > Ball(0.0), -1.0); }},
       {"f'' + gamma < 0, the contrary",
        [](const Terms& t) { return newton_direction(t, t.bend() + t.gamma < Ball(0.0), -1.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_12_corrected_claim
