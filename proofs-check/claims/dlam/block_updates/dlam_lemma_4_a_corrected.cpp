// Lemma 4's line for (6): grad + tau o (a^{k+1} - a^k) + v = 0 with v in the subdifferential of the indicator at
// a^{k+1}, its normal cone: <v, Y - a^{k+1}> <= 0 for every Y in the box.
#include "proofs-check/claims/dlam/block_updates/box_multiplier.hpp"

namespace lysep::dlam_lemma_4_a_corrected_claim {

Claim claim() {
  using Terms = BoxMultiplier;
  Claim claim = dlam_claim("dlam-lemma-4-a-corrected", "Lemma 4, (6)",
                           "<v, Y - a^{k+1}> <= 0, v = -(grad + tau (a^{k+1} - a^k))");
  set_box_multiplier(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.normal(t.tau); },
      {{"rho for tau", [](const Terms& t) { return t.normal(t.at.rho); }},
       {"tau/2", [](const Terms& t) { return t.normal(Ball(0.5) * t.tau); }},
       {"v = grad + tau da",
        [](const Terms& t) {
          const Sides s = t.normal(t.tau);
          return Sides{-s.left, s.right, s.hypothesis, s.scale};
        }},
       {"2 <v, Y - a^{k+1}>",
        [](const Terms& t) {
          const Sides s = t.normal(t.tau);
          return Sides{Ball(2.0) * s.left, s.right, s.hypothesis, s.scale};
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_4_a_corrected_claim
