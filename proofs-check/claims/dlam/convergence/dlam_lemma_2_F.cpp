// Lemma 2, its part about F: F^k converges, for it does not increase (Lemma 1 with L_b = N rho) and is not negative.
// Decided sweep by sweep, with R >= 0.
#include "proofs-check/claims/dlam/descent/sweep.hpp"

namespace lysep::dlam_lemma_2_F_claim {
namespace {

struct Terms : SweptNetwork {
  explicit Terms(const Instance& i) : SweptNetwork(i) {
    hypothesis = hypothesis && settings.risk != SweepSettings::linear;
  }

  Sides falls(double factor = 1, bool shared_bias = true) const {
    if (!hypothesis) return hypothesis_not_met();
    SweptNetwork network = *this;
    network.settings.shared_bias = shared_bias;
    const SweepOutcome report = network.sweep_once();
    return {report.after, Ball(factor) * report.before, true, report.before};
  }
};

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-lemma-2-F", "Lemma 2", "F^{k+1} <= F^k: F^k converges");
  set_sweep(claim);
  claim.hypotheses.push_back("R >= 0: risk 0 or 1");
  claim.generate = [](Draw& draw) {
    Instance instance = swept_network_instance(draw);
    instance.set("risk", draw.integer(0, 1));
    return instance;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.falls(); },
      {{"L_b = rho", [](const Terms& t) { return t.point.samples() > 2 ? t.falls(1, false) : hypothesis_not_met(); }},
       {"0.9 F^k", [](const Terms& t) { return t.falls(0.9); }},
       {"0 <= F^{k+1}",
        [](const Terms& t) {
          const Sides s = t.falls();
          return Sides{Ball(0.0), s.left, s.hypothesis, s.scale};
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_2_F_claim
