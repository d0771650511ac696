// Corrects (12): a direction of descent where f'' + gamma > 0.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep {
namespace {

using namespace bsum;
using Terms = Hyperbola;

Sides with(const Terms& t, bool hypothesis, double sign = 1.0, double factor = 1.0) {
  const Ball curvature = t.bend() + Ball(factor) * t.gamma;
  if (!hypothesis || !(t.gamma > Ball(0.0)) || curvature.contains_zero()) return hypothesis_not_met();
  return {Ball(0.0), Ball(sign) * t.slope() * (t.w - t.newton(factor)), true, abs(t.slope())};
}

}  // namespace

Claim bsum_equation_12_corrected() {
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
      [](const Terms& t) { return with(t, t.bend() + t.gamma > Ball(0.0)); },
      {{"f'' + gamma of any sign", [](const Terms& t) { return with(t, true); }},
       {"the contrary", [](const Terms& t) { return with(t, t.bend() + t.gamma > Ball(0.0), -1.0); }},
       {"f'' + gamma < 0, the contrary", [](const Terms& t) { return with(t, t.bend() + t.gamma < Ball(0.0), -1.0); },
        true}});
  return claim;
}

}  // namespace lysep
