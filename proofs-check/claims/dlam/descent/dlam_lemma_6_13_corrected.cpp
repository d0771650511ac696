// Lemma 6 (13) with the square and the clip: the update of a_l keeps to its box and lowers F by at least ||tau o
// da^{o2}||_1/2, tau what Algorithm 3 stops with. Best possible: nothing clipped and tau the curvature along the
// gradient. Without the clip a leaves the box, where F is infinite: the left side has ||a - clip(a)||^2 too.
#include "proofs-check/claims/dlam/descent/output_decrease.hpp"

namespace lysep::dlam_lemma_6_13_corrected_claim {

Claim claim() {
  using Terms = OutputDecrease;
  Claim claim =
      dlam_claim("dlam-lemma-6-13-corrected", "(13)", "||tau o da^{o2}||_1/2 <= the decrease in the update of a_l");
  set_output_decrease(claim);
  claim.constant_is_best_possible = true;
  const auto by = [](double factor) {
    return [factor](const Terms& t) {
      return t.hypothesis ? t.falls_by(t.a, Ball(0.5 * factor) * t.tau) : hypothesis_not_met();
    };
  };
  set_sides<Terms>(claim, [](const Instance& i) { return Terms(i); }, by(1),
                   {{"1.01 tau", by(1.01)},
                    {"not clipped",
                     [](const Terms& t) {
                       return t.hypothesis ? t.falls_by(t.unclipped(t.tau), Ball(0.5) * t.tau) : hypothesis_not_met();
                     }},
                    {"2 tau", by(2)},
                    {"0.99 tau", by(0.99), true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_6_13_corrected_claim
