// Lemma 6 (13): the update of a_l lowers F by at least ||tau o da||_1/2. FALSE, a misprint of the square, as (10).
// Witness: h the identity, a wide box, W = rho = tau = 1, b = 0, a^k = 3/4, z_{l+1} = 1: phi falls by 1/32, the bound
// is 1/8.
#include "proofs-check/claims/dlam/descent/output_decrease.hpp"

namespace lysep::dlam_lemma_6_13_claim {

Claim claim() {
  using Terms = OutputDecrease;
  Claim claim =
      false_dlam_claim("dlam-lemma-6-13", "(13)", "||tau o da||_1/2 <= the decrease in the update of a_l", [] {
        Instance instance = scalar_penalty(1, 0.75, 0, 1, 1);
        instance.set("activation", 4);
        instance.set("z", Matrix<double>(Matrix<double>::Zero(1, 1)));
        instance.set("eps", 16.0);
        instance.set("tau", 1.0);
        return instance;
      });
  set_output_decrease(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.falls_by(t.a, Ball(0.5) * t.tau, false) : hypothesis_not_met(); },
      {{"||tau o da||_1/8",
        [](const Terms& t) {
          return t.hypothesis ? t.falls_by(t.a, Ball(0.125) * t.tau, false) : hypothesis_not_met();
        }},
       {"||tau o da^{o2}||_1/2",
        [](const Terms& t) { return t.hypothesis ? t.falls_by(t.a, Ball(0.5) * t.tau) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_6_13_claim
