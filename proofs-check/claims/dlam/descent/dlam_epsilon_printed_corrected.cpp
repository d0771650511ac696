// What keeps F finite when eps changes, by whichever rule: a_l moved into its new box, a' = clip(a_l, h(z_l) -+ eps').
// Then |a' - h(z_l)| <= eps', and where eps does not fall nothing moves. (F may rise then: dlam-epsilon-projection.)
#include "proofs-check/claims/dlam/descent/epsilon_box.hpp"

namespace lysep::dlam_epsilon_printed_corrected_claim {

Claim claim() {
  using Terms = EpsilonBox;
  Claim claim = dlam_claim("dlam-epsilon-printed-corrected", "4.1.2, (7)",
                           "|a' - h(z_l)| <= eps', a' = clip(a_l, h(z_l) -+ eps'), after the printed rule");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "eps > 0, R >= 0", "|a_l - h(z_l)| <= eps"};
  claim.constant_is_best_possible = true;
  claim.arrays = epsilon_box_arrays();
  claim.generate = epsilon_box_instance;
  const auto next = [](const Terms& t) { return printed_epsilon(t.eps, t.R); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [next](const Terms& t) { return t.hypothesis ? t.within(t.clip(next(t)), next(t)) : hypothesis_not_met(); },
      {{"a_l stays", [next](const Terms& t) { return t.hypothesis ? t.within(t.a, next(t)) : hypothesis_not_met(); }},
       {"clipped to -+ eps",
        [next](const Terms& t) { return t.hypothesis ? t.within(t.clip(t.eps), next(t)) : hypothesis_not_met(); }},
       {"0.99 eps'",
        [next](const Terms& t) {
          return t.hypothesis ? t.within(t.clip(next(t)), Ball(0.99) * next(t)) : hypothesis_not_met();
        }},
       {"the mended rule",
        [](const Terms& t) {
          const Ball mended = t.hypothesis ? mended_epsilon(t.eps, t.R) : Ball(0.0);
          return t.hypothesis ? t.within(t.clip(mended), mended) : hypothesis_not_met();
        },
        true},
       {"a' = a_l where eps does not fall",
        [next](const Terms& t) {
          if (!t.hypothesis || !(next(t) >= t.eps)) return hypothesis_not_met();
          return Sides{largest_entry(difference(t.clip(next(t)), t.a)), Ball(0.0), true, largest_entry(t.centre)};
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_epsilon_printed_corrected_claim
