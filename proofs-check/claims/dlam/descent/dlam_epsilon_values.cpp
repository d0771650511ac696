// The rule for eps of section 4.1.2 keeps it within a factor of 2 from sweep to sweep. FALSE: max(2 eps, 1) and
// min(eps/2, 0.01) jump, 10 -> 0.01 and 0.01 -> 1, and eps is unbounded above. Witness: eps = 10, R = 0.5: 0.01.
#include "proofs-check/claims/dlam/descent/epsilon_rule.hpp"

namespace lysep::dlam_epsilon_values_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : eps(i.ball("eps")), R(i.ball("R")) {
    hypothesis = eps > Ball(0.0) && R >= Ball(0.0);
  }
  Ball eps, R;
  bool hypothesis;

  Sides within(const Ball& next, double factor) const {
    return hypothesis ? Sides{max(next / eps, eps / next), Ball(factor)} : hypothesis_not_met();
  }
};

}  // namespace

Claim claim() {
  Claim claim =
      false_dlam_claim("dlam-epsilon-values", "4.1.2", "max(eps'/eps, eps/eps') <= 2 for the printed rule", [] {
        Instance instance;
        instance.family = "10 to 0.01";
        instance.set("eps", 10.0);
        instance.set("R", 0.5);
        return instance;
      });
  claim.hypotheses = {"eps > 0, R >= 0"};
  claim.arrays = epsilon_arrays();
  claim.generate = epsilon_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.within(printed_epsilon(t.eps, t.R), 2) : hypothesis_not_met(); },
      {{"100 for 2",
        [](const Terms& t) {
          return t.hypothesis ? t.within(printed_epsilon(t.eps, t.R), 100) : hypothesis_not_met();
        }},
       {"R > 10 eps alone",
        [](const Terms& t) {
          return t.hypothesis && t.R > Ball(10.0) * t.eps ? t.within(printed_epsilon(t.eps, t.R), 2)
                                                          : hypothesis_not_met();
        }},
       {"max and min exchanged",
        [](const Terms& t) { return t.hypothesis ? t.within(mended_epsilon(t.eps, t.R), 2) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_epsilon_values_claim
