#include "proofs-check/claims/review/loss_bound.hpp"

namespace lysep {

Instance with_loss_bound(const char* family, const StateData& state, double slack) {
  const PrecisionScope scope(128);
  Instance instance = instance_of_state(family, state);
  instance.set("epsilon", (Network(state).L_S() * Ball(1 + slack)).approximate());
  return instance;
}

Instance loss_bound_instance(Draw& draw) {
  const Instance instance = separation_instance(draw);
  const bool below = draw.chance(0.05);
  const double slack = below ? -draw.uniform(0.1, 0.9) : draw.magnitude(-12, draw.chance(0.2) ? 2 : -3);
  return with_loss_bound(below ? "epsilon too small" : instance.family.c_str(), *instance.state, slack);
}

void set_loss_bound(Claim& claim) {
  claim.speaks_of_state = true;
  claim.arrays = {{"epsilon", "1", "the bound on L_S"}};
  claim.at_state = [](const StateData& state) { return std::vector<Instance>{with_loss_bound("state", state, 1e-12)}; };
}

}  // namespace lysep
