// Lemma 2, its part about steps: dW, db, dz, da -> 0, where alpha_0 and tau_0 are positive and fixed, for
//   sum_k (m/2) (||dW||^2 + ||db||^2 + ||dZ||^2 + ||dA||^2) <= F^0,  m = min(alpha_0, tau_0, rho).
// theta > 0 alone does not do: theta_k = k^-4 with ||dW|| = k has the sum of 1/k^2. Decided over three sweeps, R >= 0.
#include "proofs-check/claims/dlam/descent/sweep.hpp"

namespace lysep::dlam_lemma_2_steps_claim {
namespace {

struct Terms : SweptNetwork {
  explicit Terms(const Instance& i) : SweptNetwork(i) {
    hypothesis = hypothesis && settings.risk != SweepSettings::linear;
    if (!hypothesis) return;
    NetworkPoint at = point;
    start = F(at);
    for (int k = 0; k < 3; ++k) squares += sweep(at).squares;
  }
  Ball start, squares = Ball(0.0);

  Sides with(const Ball& m) const { return {Ball(0.5) * m * squares, start, true, start}; }
};

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-lemma-2-steps", "Lemma 2",
                 "sum_k (m/2) (||dW||^2 + ||db||^2 + ||dZ||^2 + ||dA||^2) <= F^0, m = min(alpha_0, tau_0, rho)");
  set_sweep(claim);
  claim.hypotheses.push_back("R >= 0: risk 0 or 1");
  claim.generate = [](Draw& draw) {
    Instance instance = swept_network_instance(draw);
    instance.set("risk", draw.integer(0, 1));
    return instance;
  };
  const auto least = [](const Terms& t) { return min(min(t.settings.alpha0, t.settings.tau0), t.settings.rho); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [least](const Terms& t) { return t.hypothesis ? t.with(least(t)) : hypothesis_not_met(); },
      {{"m = max(alpha_0, tau_0, rho)",
        [](const Terms& t) {
          return t.hypothesis ? t.with(max(max(t.settings.alpha0, t.settings.tau0), t.settings.rho))
                              : hypothesis_not_met();
        }},
       {"20 m",
        [least](const Terms& t) { return t.hypothesis ? t.with(Ball(20.0) * least(t)) : hypothesis_not_met(); }},
       {"m/2", [least](const Terms& t) { return t.hypothesis ? t.with(Ball(0.5) * least(t)) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_2_steps_claim
