#include "proofs-check/claims/lysep/descent/strict.hpp"

#include "proofs-check/frame/network_generators.hpp"

namespace lysep {

Instance update_or_rest(Draw& draw) {
  if (!draw.chance(0.3)) {
    Instance instance = block_update(draw);
    while (instance.family == "extreme") instance = block_update(draw);
    return instance;
  }
  StateData state = random_state(draw, bounded_activations());
  const auto hidden = static_cast<int>(state.depth()) - 1;
  const double factor = draw.chance(0.5) ? 2.0 : draw.uniform(0.1, 2.0);
  if (hidden == 1 || draw.chance(0.4)) {
    state.layers.back().W.setZero();
    return update_of(state, "stationary, W_L = 0", BlockKind::auxiliary, draw.integer(1, hidden), factor);
  }
  for (auto& layer : state.layers) layer.r.setZero();
  const auto kind = draw.pick(std::vector<BlockKind>{BlockKind::auxiliary, BlockKind::layer_weights, BlockKind::bias});
  return update_of(state, "stationary, feasible", kind, draw.integer(1, hidden - 1), factor);
}

Ball change_of(const UpdateOutcome& o) { return o.stationary ? Ball(0.0) : o.after - o.before; }

}  // namespace lysep
