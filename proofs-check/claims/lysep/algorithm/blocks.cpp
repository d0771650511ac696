#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

#include <fmt/format.h>

#include "core/numbers/bad_input.hpp"

namespace lysep {
namespace {

/// All units of a layer alike, and all inputs: V_l has rank 1 in every layer.
void repeat_units(StateData& state) {
  for (Index j = 1; j < state.X.cols(); ++j) state.X.col(j) = state.X.col(0);
  for (auto& layer : state.layers) {
    if (layer.b.size() == 0) break;
    for (Index i = 1; i < layer.W.rows(); ++i) {
      layer.W.row(i) = layer.W.row(0);
      layer.b(i) = layer.b(0);
      layer.r.col(i) = layer.r.col(0);
    }
  }
}

void change_a_layer(Draw& draw, StateData& state, double factor) {
  state.layers[static_cast<std::size_t>(draw.integer(0, static_cast<int>(state.depth()) - 1))].W *= factor;
}

}  // namespace

StateData varied_state(Draw& draw, const std::vector<Activation>& activations, std::string& family) {
  StateData state = random_state(draw, activations);
  const double which = draw.uniform(0, 1);
  family = "random";
  if (which < 0.10) {
    family = "two layers";
    state.layers.erase(state.layers.begin() + 1, state.layers.end() - 1);
  } else if (which < 0.18) {
    family = "feasible";
    for (auto& layer : state.layers) layer.r.setZero();
  } else if (which < 0.24) {
    family = "one sample";
    state = replicated(state, 1);
  } else if (which < 0.29) {
    family = "zero weights";
    change_a_layer(draw, state, 0.0);
  } else if (which < 0.39) {
    family = "norms 1e-8 to 1e8";
    change_a_layer(draw, state, draw.magnitude(-8, 8));
  } else if (which < 0.46) {
    family = "rank 1";
    repeat_units(state);
  } else if (which < 0.52) {
    family = "margins of hundreds";
    state.layers.back().W *= 700.0 / state.layers.back().W.cwiseAbs().maxCoeff();
  }
  return state;
}

Instance layer_instance(Draw& draw, const std::vector<Activation>& activations) {
  Instance instance;
  instance.state = varied_state(draw, activations, instance.family);
  instance.set("layer", static_cast<double>(draw.integer(1, static_cast<int>(instance.state->depth()) - 1)));
  return instance;
}

std::pair<Index, Index> shape_of(const StateData& state, Variable variable, Index l) {
  const auto& W = state.layers[static_cast<std::size_t>(l - 1)].W;
  if (variable == Variable::W) return {W.rows(), W.cols()};
  return {W.rows(), variable == Variable::b ? 1 : state.samples()};
}

Instance block_instance(Draw& draw, Variable variable, const std::string& name,
                        const std::vector<Activation>& activations) {
  Instance instance = layer_instance(draw, activations);
  const auto [rows, columns] = shape_of(*instance.state, variable, static_cast<Index>(instance.number("layer")));
  instance.set(name, draw.matrix(rows, columns, draw.magnitude(-2, 2)));
  return instance;
}

Matrix<Ball> block_matrix(const Instance& instance, const std::string& name, Variable variable, Index l) {
  const auto [rows, columns] = shape_of(*instance.state, variable, l);
  const auto& shape = instance.data.at(name).shape;
  if (shape.at(0) != static_cast<unsigned long long>(rows) || shape.at(1) != static_cast<unsigned long long>(columns)) {
    throw BadInput(
        fmt::format("{} requires the shape {} x {}, but got {} x {}", name, rows, columns, shape[0], shape[1]));
  }
  return instance.balls(name);
}

Index last_hidden_layer(const StateData& state) {
  if (state.depth() < 2) throw BadInput("a hidden layer requires L >= 2, but got 1");
  return state.depth() - 1;
}

void set_state_and_layer(Claim& claim, Index above) {
  claim.speaks_of_state = true;
  claim.arrays.push_back({"layer", "1", "l", Array::integer});
  claim.at_state = [above](const StateData& state) {
    std::vector<Instance> layers;
    for (Index l = 1; l <= state.depth() - above; ++l) layers.push_back(instance_at_layer("state", state, l));
    return layers;
  };
}

Ball lambda_as_printed(const Network& network, Index l, const LambdaSum& form) {
  const auto size = [&](const Matrix<Ball>& m) { return form.squared ? norm_squared(m) : norm(m); };
  Ball sum(0.0);
  for (Index i = 1; i < l - 1 + form.neighbours; ++i) {
    Ball product(1.0);
    for (Index j = i + form.first; j <= std::min(l - 1 + form.last, network.L); ++j) product *= size(network.W(j));
    sum += product * size(residual_by_definition(network, i));
  }
  return sum;
}

Ball loss_scale(const Network& network, const Ball& moved) {
  const Ball farther = squared(Ball(1.0) + moved);
  Ball scale = norm_squared(network.R) + norm_squared(network.surrogate);
  for (Index l = 1; l < network.L; ++l) {
    const Ball parts = norm_squared(network.c(l)) + network.norms.residual(l) + norm_squared(network.V(l));
    scale += (Ball(1.0) + network.omega(l)) * (Ball(1.0) + network.norms.layer(l)) * parts;
  }
  return farther * scale;
}

Direction::Direction(const Instance& instance, Variable kind, Index layer)
    : network(*instance.state), variable(kind), l(layer), D(block_matrix(instance, "direction", kind, layer)) {}

Sides Direction::against_derivative(const Ball& left) const {
  return {left, derivative_along(network, variable, l, D), true, loss_scale(network, norm(D))};
}

DirectionPair::DirectionPair(const Instance& instance, Variable kind, Index layer)
    : Direction(instance, kind, layer), E(block_matrix(instance, "second", kind, layer)) {}

Sides DirectionPair::against_derivative(const Ball& left) const {
  const Ball size = (Ball(1.0) + norm(D)) * (Ball(1.0) + norm(E));
  return {left, mixed_derivative(network, variable, l, D, E), true, loss_scale(network, size)};
}

}  // namespace lysep
