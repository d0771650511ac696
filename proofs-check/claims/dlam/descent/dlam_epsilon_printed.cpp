// The rule of section 4.1.2 keeps (7). FALSE: where eps falls under a fixed state, a_l lies outside its new box and F
// is infinite (for ReLU with a < -eps the box of z_l is empty besides). Witness: h = ReLU, z = 1, a = 5, eps = 10, R =
// 1/2: eps becomes 0.01 and |a - h(z)| = 4.
#include "proofs-check/claims/dlam/descent/epsilon_box.hpp"

namespace lysep::dlam_epsilon_printed_claim {

Claim claim() {
  using Terms = EpsilonBox;
  Claim claim = false_dlam_claim("dlam-epsilon-printed", "4.1.2, (7)",
                                 "|a_l - h(z_l)| <= eps' after the printed rule: F stays finite", left_outside);
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "eps > 0, R >= 0", "|a_l - h(z_l)| <= eps"};
  claim.arrays = epsilon_box_arrays();
  claim.generate = epsilon_box_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.within(t.a, printed_epsilon(t.eps, t.R)) : hypothesis_not_met(); },
      {{"the mended rule",
        [](const Terms& t) { return t.hypothesis ? t.within(t.a, mended_epsilon(t.eps, t.R)) : hypothesis_not_met(); }},
       {"10 eps'",
        [](const Terms& t) {
          return t.hypothesis ? t.within(t.a, Ball(10.0) * printed_epsilon(t.eps, t.R)) : hypothesis_not_met();
        }},
       {"where eps does not fall",
        [](const Terms& t) {
          return t.hypothesis && printed_epsilon(t.eps, t.R) >= t.eps ? t.within(t.a, printed_epsilon(t.eps, t.R))
                                                                      : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_epsilon_printed_claim
