#include "proofs-check/claims/algorithm/blocks.hpp"

#include <fmt/format.h>

#include "core/bad_input.hpp"

namespace lysep {
namespace {

using Kind = Activation::Kind;

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

void keep_first_sample(StateData& state) {
  state.X.conservativeResize(1, Eigen::NoChange);
  state.labels.resize(1);
  for (auto& layer : state.layers) {
    if (layer.r.size() > 0) layer.r.conservativeResize(1, Eigen::NoChange);
  }
}

void change_a_layer(Draw& draw, StateData& state, double factor) {
  state.layers[static_cast<std::size_t>(draw.integer(0, static_cast<int>(state.depth()) - 1))].W *= factor;
}

Instance instance_at_layer(const StateData& state, Index l) {
  Instance instance;
  instance.family = "state";
  instance.state = state;
  instance.set("layer", static_cast<double>(l));
  return instance;
}

}  // namespace

std::vector<Activation> every_activation() {
  std::vector<Activation> all = differentiable_activations();
  all.push_back({Kind::relu});
  return all;
}

std::vector<Activation> differentiable_activations() {
  std::vector<Activation> smooth;
  for (const Kind k : {Kind::tanh, Kind::sigmoid, Kind::sin, Kind::identity, Kind::arctan, Kind::erf, Kind::softsign,
                       Kind::softplus}) {
    smooth.push_back({k});
  }
  return smooth;
}

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
    keep_first_sample(state);
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
  if (shape.at(0) != static_cast<hsize_t>(rows) || shape.at(1) != static_cast<hsize_t>(columns)) {
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
    for (Index l = 1; l <= state.depth() - above; ++l) layers.push_back(instance_at_layer(state, l));
    return layers;
  };
}

Ball loss_where(const Network& network, Variable variable, Index l, const Matrix<Ball>& block) {
  auto v = variables_of<Ball>(network);
  with_block(v, variable, l, [&](auto& changed) {
    for (Index i = 0; i < changed.size(); ++i) changed.data()[i] = block.data()[i];
  });
  return separation_loss_by_definition(v, network);
}

Ball loss_by_definition(const Network& network) {
  return separation_loss_by_definition(variables_of<Ball>(network), network);
}

Ball derivative_along(const Network& network, Variable variable, Index l, const Matrix<Ball>& D) {
  auto v = variables_of<Dual<Ball>>(network);
  with_block(v, variable, l, [&](auto& block) { seed_direction<Ball>(block, D); });
  return separation_loss_by_definition(v, network).d;
}

Ball derivative_where(const Network& network, Variable variable, Index l, const Matrix<Ball>& block,
                      const Matrix<Ball>& D) {
  auto v = variables_of<Dual<Ball>>(network);
  with_block(v, variable, l, [&](auto& at) {
    for (Index i = 0; i < at.size(); ++i) at.data()[i] = Dual<Ball>(block.data()[i], D.data()[i]);
  });
  return separation_loss_by_definition(v, network).d;
}

Matrix<Ball> target(const Network& network, Index l) {
  Matrix<Ball> B = network.c(l);
  for (Index i = 0; i < B.rows(); ++i) {
    for (Index n = 0; n < B.cols(); ++n) B(i, n) -= network.b(l)(i);
  }
  return B;
}

Matrix<Ball> residual_by_definition(const Network& network, Index l) {
  Matrix<Ball> r = target(network, l);
  for (Index i = 0; i < r.rows(); ++i) {
    for (Index n = 0; n < r.cols(); ++n) r(i, n) -= definition_detail::entry(network.W(l), network.V(l), i, n);
  }
  return r;
}

Ball omega_after(const Network& network, Index l) { return l + 1 < network.L ? network.omega(l + 1) : Ball(1.0); }

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

}  // namespace lysep
