// The rule with max and min exchanged: eps changes by a factor of at most 2, and stays within [min(eps_0, 0.01),
// max(eps_0, 1)], here after one sweep, and so after any number. Both numbers 2 are attained.
#include "proofs-check/claims/dlam/descent/epsilon_rule.hpp"

namespace lysep::dlam_epsilon_values_corrected_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : eps(i.ball("eps")), R(i.ball("R")) {
    hypothesis = eps > Ball(0.0) && R >= Ball(0.0);
  }
  Ball eps, R;
  bool hypothesis;

  Sides within(const Ball& next, double factor = 2) const {
    const Ball changed = max(next / eps, eps / next);
    const Ball beyond = max(next / max(eps, Ball(1.0)), min(eps, Ball(0.01)) / next);
    return {max(changed, Ball(2.0) * beyond), Ball(factor)};
  }
};

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-epsilon-values-corrected", "4.1.2",
                           "max(eps'/eps, eps/eps') <= 2, min(eps, 0.01) <= eps' <= max(eps, 1) for the mended rule");
  claim.hypotheses = {"eps > 0, R >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = epsilon_arrays();
  claim.generate = epsilon_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.within(mended_epsilon(t.eps, t.R)) : hypothesis_not_met(); },
      {{"max and min as printed",
        [](const Terms& t) { return t.hypothesis ? t.within(printed_epsilon(t.eps, t.R)) : hypothesis_not_met(); }},
       {"1.99 for 2",
        [](const Terms& t) {
          return t.hypothesis ? t.within(mended_epsilon(t.eps, t.R), 1.99) : hypothesis_not_met();
        }},
       {"2 eps without a bound",
        [](const Terms& t) {
          return t.hypothesis && t.R > Ball(10.0) * t.eps ? t.within(Ball(2.0) * t.eps) : hypothesis_not_met();
        }},
       {"eps/2 without a bound",
        [](const Terms& t) {
          return t.hypothesis && t.eps > Ball(10.0) * t.R ? t.within(Ball(0.5) * t.eps) : hypothesis_not_met();
        }},
       {"eps kept", [](const Terms& t) { return t.hypothesis ? t.within(t.eps) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::dlam_epsilon_values_corrected_claim
