#pragma once
// What the tests of the joint methods share: the Jacobian by differences in 100 digits.
#include "core/methods/joint/problem.hpp"
#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep::testing_support {

/// R_n of the network at its parameters moved by h along parameter number i.
inline Matrix<mp100> moved_losses(const State<mp100>& state, const ParameterLayout<mp100>& layout, Index i,
                                  const mp100& h) {
  Matrix<mp100> unit = Matrix<mp100>::Constant(1, layout.count(), mp100(0.0)), all(1, state.samples());
  unit(0, i) = 1;
  Chain<mp100> moved = state.chain;
  layout.move(state.chain, h, unit, moved);
  Index first = 0;
  for (const auto& block : state.blocks) {
    Matrix<mp100> R;
    cross_entropy(network_logits(moved, block.X), block.labels, R);
    all.middleCols(first, R.cols()) = R;
    first += R.cols();
  }
  return all;
}

/// dR_n / d(parameter i): N x P.
inline Matrix<double> jacobian_by_differences(const StateData& data, Index frozen) {
  const State<mp100> state = state_of<mp100>(data);
  const ParameterLayout<mp100> layout(state.chain, frozen);
  const mp100 h("1e-30");
  Matrix<double> J(state.samples(), layout.count());
  for (Index i = 0; i < J.cols(); ++i) {
    const Matrix<mp100> up = moved_losses(state, layout, i, h), down = moved_losses(state, layout, i, -h);
    for (Index n = 0; n < J.rows(); ++n) J(n, i) = to_double(mp100((up(0, n) - down(0, n)) / (2 * h)));
  }
  return J;
}

/// The same network with r = 0.
inline StateData feasible(StateData data) {
  for (auto& layer : data.layers) layer.r.resize(0, 0);
  return data;
}

inline Matrix<double> losses_of(const State<double>& state) {
  Matrix<double> all(state.samples(), 1);
  Index first = 0;
  for (const auto& block : state.blocks) {
    const Matrix<double> R = surrogate_losses(state.chain, block);
    all.middleRows(first, R.cols()) = R.transpose();
    first += R.cols();
  }
  return all;
}

/// A row of numbers of no pattern.
inline Matrix<double> some_row(Index count, std::uint64_t seed = 1) {
  const RandomStream random(seed, Purpose::claim_instance, 0);
  Matrix<double> row(1, count);
  for (Index i = 0; i < count; ++i) row(0, i) = random.symmetric(static_cast<std::uint64_t>(i), 1.0);
  return row;
}

/// Equal but for rounding, in the size of the whole.
inline void expect_near(const Matrix<double>& got, const Matrix<double>& expected, double tolerance) {
  ASSERT_EQ(got.rows(), expected.rows());
  ASSERT_EQ(got.cols(), expected.cols());
  EXPECT_LE((got - expected).norm(), tolerance * expected.norm());
}

/// Weights of zero: the gradient vanishes.
inline StateData at_rest(Index depth, std::size_t samples) { return circle_state(depth, 3, samples, 1, {}, 0.0); }

/// Three classes, two hidden layers; a convolutional network with pooling.
inline StateData dense_problem(Index samples = 30) {
  return feasible(infeasible_state(3, 4, static_cast<std::size_t>(samples), 3, 0.0));
}
inline StateData image_problem() { return feasible(convolutional_state(2, 3, true, Padding::same, 6)); }

}  // namespace lysep::testing_support
