#include "proofs-check/claims/lysep/separation_bound/one_layer.hpp"

namespace lysep {

Instance one_zero_layer() {
  StateData::LayerData layer;
  layer.W = Matrix<double>::Constant(2, 1, 0.0);
  Instance instance;
  instance.family = "W_1 = 0, J = 2";
  instance.state = StateData{{Activation::Kind::identity}, Matrix<double>::Constant(1, 1, 1.0), {0}, 2, {layer}};
  return instance;
}

Instance one_layer_instance(Draw& draw) {
  Instance instance;
  if (draw.chance(0.04)) {
    instance = separation_instance(draw);
    instance.family = "two layers and more";
    return instance;
  }
  const Index N = draw.integer(1, 4), d = draw.integer(1, 3);
  const int J = draw.integer(2, 4);
  instance.family = "random";
  StateData state{{draw.pick(std::vector<Activation::Kind>{Activation::Kind::tanh, Activation::Kind::identity})},
                  draw.matrix(N, d, 1.0),
                  {},
                  J,
                  {}};
  StateData::LayerData layer;
  layer.W = draw.matrix(J, d, draw.magnitude(-1, 1.5));
  for (Index n = 0; n < N; ++n) state.labels.push_back(draw.integer(0, J - 1));
  const double which = draw.uniform(0, 1);
  if (which < 0.3) {
    instance.family = "nearly equal samples";
    state.X = Matrix<double>(state.X.row(0).replicate(N, 1)) + draw.matrix(N, d, draw.magnitude(-8, -2));
    state.labels.assign(static_cast<std::size_t>(N), state.labels[0]);
  } else if (which < 0.45) {
    instance.family = "extreme";
    layer.W *= draw.chance(0.3) ? 0.0 : draw.magnitude(-8, 3);
  }
  state.layers.push_back(layer);
  instance.state = state;
  return instance;
}

Claim one_layer_claim(const char* id, const char* statement) {
  Claim claim = network_claim(id, "(3.6)", statement);
  claim.hypotheses = {"L = 1"};
  claim.generate = one_layer_instance;
  return claim;
}

void set_one_layer_sides(Claim& claim, std::function<Sides(const Network&)> statement,
                         const std::vector<NetworkStatement>& mutants) {
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(*i.state); }, std::move(statement), mutants);
  claim.sides = [sides = claim.sides](const Instance& instance, int mutant) {
    return instance.state->depth() == 1 ? sides(instance, mutant) : hypothesis_not_met();
  };
}

}  // namespace lysep
