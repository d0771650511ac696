#include "proofs-check/claims/lysep/joint/joint_terms.hpp"

#include <fmt/format.h>

#include "core/methods/joint/jacobian.hpp"
#include "core/numbers/bad_input.hpp"
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep {
namespace {

/// ||R||^2 of the network, straight from its definition.
template <class T>
T loss_by_definition(const Variables<T>& v, const Network& network) {
  const Index L = network.L;
  Matrix<T> V = network.V(1).unaryExpr([](const Ball& x) { return T(x); });
  for (Index l = 1; l < L; ++l) {
    Matrix<T> c(v.W[l - 1].rows(), network.N);
    for (Index i = 0; i < c.rows(); ++i) {
      for (Index n = 0; n < network.N; ++n) c(i, n) = product_entry(v.W[l - 1], V, i, n) + v.b[l - 1](i);
    }
    V = activated_by_definition(network.chain.activation, c);
  }
  T S(0.0);
  for (Index n = 0; n < network.N; ++n) {
    std::vector<T> z;
    for (Index j = 0; j < network.J; ++j) z.push_back(product_entry(v.W[L - 1], V, j, n));
    const T R = cross_entropy_by_definition(z, network.labels[static_cast<std::size_t>(n)]);
    S += R * R;
  }
  return S;
}

/// f(entry of W or b, its number in x).
template <class T, class F>
void for_parameters(Variables<T>& v, F f) {
  Index k = 0;
  for (std::size_t l = 0; l < v.W.size(); ++l) {
    for (Index i = 0; i < v.W[l].rows(); ++i) {
      for (Index j = 0; j < v.W[l].cols(); ++j) f(v.W[l](i, j), k++);
      if (l + 1 < v.W.size()) f(v.b[l](i), k++);
    }
  }
}

}  // namespace

StateData feasible_state(const StateData& state) {
  StateData feasible = state;
  for (auto& layer : feasible.layers) {
    layer.c.resize(0, 0);
    layer.r.resize(0, 0);
  }
  return feasible;
}

JointTerms::JointTerms(const StateData& data) : network(feasible_state(data)) {
  ThreadPool pool(1);
  const State<Ball> state{network.chain, {network.block}};
  const ParameterLayout<Ball> layout(state.chain, 0);
  Jacobian<Ball> jacobian(
      state.chain, layout, 1, [&](std::size_t) { return network.N; }, pool);
  jacobian.linearise(state);
  jacobian.gradient(gradient);
  for (Index l = 1; l <= network.L; ++l) deltas.push_back(jacobian.delta(l, 0));
}

Variables<Ball> moved_parameters(const Network& network, const Matrix<Ball>& x, const Ball& t) {
  Variables<Ball> v = variables_of<Ball>(network);
  for_parameters(v, [&](Ball& entry, Index k) { entry += t * x(0, k); });
  return v;
}

Ball feasible_loss(const Variables<Ball>& v, const Network& network) { return loss_by_definition(v, network); }

Ball feasible_loss_derivative(const Network& network, const Matrix<Ball>& x) {
  Variables<Dual<Ball>> v = variables_of<Dual<Ball>>(network);
  for_parameters(v, [&](Dual<Ball>& entry, Index k) { entry.d = x(0, k); });
  return loss_by_definition(v, network).d;
}

Index parameters_of(const StateData& state) {
  Index count = 0;
  for (const auto& layer : state.layers) count += layer.W.size() + layer.b.size();
  return count;
}

Instance feasible_instance(Draw& draw, const std::vector<Activation>& activations) {
  Instance instance;
  instance.state = varied_state(draw, activations, instance.family);
  for (auto& layer : instance.state->layers) layer.r.setZero();
  return instance;
}

Instance joint_direction_instance(Draw& draw) {
  Instance instance = feasible_instance(draw, smooth_activations());
  instance.set("direction", draw.matrix(1, parameters_of(*instance.state), draw.magnitude(-2, 2)));
  return instance;
}

Matrix<Ball> joint_direction(const Instance& instance) {
  const Matrix<Ball> x = instance.balls("direction");
  const Index expected = parameters_of(*instance.state);
  if (x.rows() != 1 || x.cols() != expected) {
    throw BadInput(fmt::format("direction requires 1 x {} numbers, one for each parameter, but got {} x {}", expected,
                               x.rows(), x.cols()));
  }
  return x;
}

void set_feasible_state(Claim& claim) {
  claim.equation = "joint steps";
  claim.hypotheses.insert(claim.hypotheses.begin(), {"L >= 2", "r = 0"});
  claim.speaks_of_state = true;
}

}  // namespace lysep
