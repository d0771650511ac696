// Sweeps with an eps that has changed.
#include "proofs-check/claims/dlam/convergence/epsilon_sweep.hpp"

#include "proofs-check/claims/dlam/block_updates/activation_box.hpp"

namespace lysep {

bool EpsilonSweep::has_empty_box(const SweptNetwork& network) {
  const Matrix<Ball>& a = network.point.A(1);
  for (Index k = 0; k < a.size(); ++k) {
    if (activation_box(network.settings.h, a.data()[k], network.settings.eps).empty) return true;
  }
  return false;
}

void set_epsilon_sweep(Claim& claim) {
  set_sweep(claim);
  claim.hypotheses.push_back("R >= 0: risk 0 or 1");
  claim.generate = [](Draw& draw) {
    Instance instance = swept_network_instance(draw);
    instance.set("risk", draw.integer(0, 1));
    if (draw.chance(0.5)) instance.set("eps", instance.number("eps") * draw.pick<double>({1, 4, 64}));
    return instance;
  };
}

}  // namespace lysep
