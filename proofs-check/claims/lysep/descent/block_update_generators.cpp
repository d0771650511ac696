// The families of block updates: random, extreme, and near equality of a constant. Each of the last kills the mutants
// that drop what the constant is made of.
#include "proofs-check/claims/lysep/descent/iterate.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {
namespace {

using Kind = Activation::Kind;

/// sin at a minimum over c_1 with a large target: the curvature 2 W B is nearly all of C_1.
Instance large_target(Draw& draw) {
  const double W = draw.magnitude(-1, 1), B = draw.magnitude(2, 4) * W, c = 1.5707963267948966 + draw.symmetric(1e-3);
  const StateData state =
      scalar_chain({Kind::sin}, {draw.magnitude(-1, 1), W}, 1.0, {c, 0.5}, {draw.symmetric(1e-6), B});
  return update_of(state, "large target", BlockKind::auxiliary, 1, 2.0);
}

/// tanh near 0 with target 0: the curvature 4 W^2 needs the term M1^2 ||W||^2.
Instance small_everything(Draw& draw) {
  const double W = draw.magnitude(-1, 1), c = draw.magnitude(-7, -4);
  const StateData state = scalar_chain({Kind::tanh}, {draw.magnitude(-1, 1), W}, 1.0, {c, 0.0}, {c, -W * c});
  return update_of(state, "small", BlockKind::auxiliary, 1, 2.0);
}

/// sin at a minimum with a tiny W_L: the curvature is of first order in ||W||.
Instance tiny_output(Draw& draw) {
  const double v = draw.magnitude(-5, -2), c = 1.5707963267948966 + draw.symmetric(1e-2);
  const StateData state = scalar_chain({Kind::sin}, {draw.magnitude(-1, 1)}, -v, {c}, {0.0});
  return update_of(state, "tiny W_L", BlockKind::auxiliary, 1, 2.0);
}

/// sigmoid with a large residual: the curvature is 2 ||W||^2, the 1 in C_{L-1}.
Instance large_residual(Draw& draw) {
  const double v = draw.uniform(0.2, 0.7);
  const StateData state = scalar_chain({Kind::sigmoid}, {draw.magnitude(-1, 1)}, draw.sign() * v, {draw.symmetric(1.0)},
                                       {draw.magnitude(2, 4)});
  return update_of(state, "large residual", BlockKind::auxiliary, 1, 2.0);
}

/// A large lambda_L: the curvature in W_L is 2 lambda.
Instance large_regulariser(Draw& draw) {
  const StateData state =
      scalar_chain({draw.pick(std::vector<Kind>{Kind::tanh, Kind::sigmoid, Kind::sin})}, {draw.magnitude(-1, 1)},
                   draw.sign() * draw.magnitude(-1, 0.5), {draw.symmetric(1.0)}, {draw.magnitude(3, 5)});
  return update_of(state, "large lambda", BlockKind::output_weights, 2, 2.0);
}

}  // namespace

Instance update_of(const StateData& state, const char* family, BlockKind kind, Index layer, double factor) {
  Instance instance = instance_at_layer(family, state, layer);
  instance.set("block", static_cast<int>(kind));
  instance.set("factor", factor);
  return instance;
}

Instance bounded_network(Draw& draw) {
  Instance instance;
  instance.family = "random";
  instance.state = random_state(draw, bounded_activations());
  if (draw.chance(0.1)) {
    instance.family = "extreme";
    auto& layers = instance.state->layers;
    auto& layer = layers[static_cast<std::size_t>(draw.integer(0, static_cast<int>(layers.size()) - 1))];
    layer.W *= draw.chance(0.3) ? 0.0 : draw.magnitude(-8, 4);
  }
  return instance;
}

Instance block_update(Draw& draw) {
  const double which = draw.uniform(0, 1);
  if (which < 0.06) return large_target(draw);
  if (which < 0.12) return small_everything(draw);
  if (which < 0.18) return tiny_output(draw);
  if (which < 0.24) return large_residual(draw);
  if (which < 0.30) return large_regulariser(draw);
  const Instance network = bounded_network(draw);
  const Index hidden = network.state->depth() - 1;
  const double factor = factor_of(draw);
  const auto kind = static_cast<BlockKind>(draw.pick(std::vector<int>{0, 0, 1, 1, 1, 2, 3}));
  const Index layer = kind == BlockKind::output_weights ? hidden + 1 : draw.integer(1, static_cast<int>(hidden));
  return update_of(*network.state, network.family.c_str(), kind, layer, factor);
}

Instance auxiliary_step(Draw& draw) {
  const double which = draw.uniform(0, 1);
  if (which < 0.08) return large_target(draw);
  if (which < 0.16) return small_everything(draw);
  if (which < 0.24) return tiny_output(draw);
  if (which < 0.32) return large_residual(draw);
  const Instance network = bounded_network(draw);
  const Index layer = draw.integer(1, static_cast<int>(network.state->depth()) - 1);
  return update_of(*network.state, network.family.c_str(), BlockKind::auxiliary, layer, factor_of(draw));
}

Instance output_step(Draw& draw) {
  if (draw.chance(0.2)) return large_regulariser(draw);
  Instance network = bounded_network(draw);
  if (draw.chance(0.1)) {
    network.family = "margins of hundreds";
    network.state->layers.back().W *= 300.0;
  }
  return update_of(*network.state, network.family.c_str(), BlockKind::output_weights, network.state->depth(),
                   factor_of(draw));
}

std::vector<Instance> updates_of_state(const StateData& state) {
  std::vector<Instance> updates;
  for (const double factor : {1.0, 2.0}) {
    updates.push_back(update_of(state, "state", BlockKind::output_weights, state.depth(), factor));
    for (Index l = state.depth() - 1; l >= 1; --l) {
      updates.push_back(update_of(state, "state", BlockKind::auxiliary, l, factor));
    }
  }
  for (Index l = state.depth() - 1; l >= 1; --l) {
    updates.push_back(update_of(state, "state", BlockKind::layer_weights, l, 1.0));
    updates.push_back(update_of(state, "state", BlockKind::bias, l, 1.0));
  }
  return updates;
}

}  // namespace lysep
