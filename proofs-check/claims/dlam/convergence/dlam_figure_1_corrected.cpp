// Figure 1 with a fixed eps: F does not increase; nor does it where eps grows, which leaves the point feasible. Along a
// whole training run its trace is the check.
#include "proofs-check/claims/dlam/convergence/epsilon_sweep.hpp"

namespace lysep::dlam_figure_1_corrected_claim {

Claim claim() {
  using Terms = EpsilonSweep;
  Claim claim = dlam_claim("dlam-figure-1-corrected", "Figure 1", "F^{k+1} <= F^k where eps is fixed");
  set_epsilon_sweep(claim);
  const auto with = [](const Terms& t, double eps, double factor = 1, bool shared_bias = true) {
    return t.hypothesis ? t.falls(Ball(eps) * t.settings.eps, factor, shared_bias) : hypothesis_not_met();
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [with](const Terms& t) { return with(t, 1); },
      {{"eps/10", [with](const Terms& t) { return with(t, 0.1); }},
       {"L_b = rho, N = 3",
        [with](const Terms& t) { return t.point.samples() == 3 ? with(t, 1, 1, false) : hypothesis_not_met(); }},
       {"0.9 F^k", [with](const Terms& t) { return with(t, 1, 0.9); }},
       {"2 eps", [with](const Terms& t) { return with(t, 2); }, true}});
  return claim;
}

}  // namespace lysep::dlam_figure_1_corrected_claim
