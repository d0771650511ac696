#include "core/gradient_descent.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

using oracle::Real;
using testing_support::circle_state;
using testing_support::oracle_of;

/// The oracle's CE with one parameter moved.
Real moved_CE(oracle::Net net, std::size_t l, std::size_t i, long j, const Real& h) {
  (j < 0 ? net.b[l][i] : net.W[l][i][static_cast<std::size_t>(j)]) += h;
  return net.CE();
}

TEST(GradientDescent, AStepIsMinusTheRateTimesTheGradientOfTheMeanCrossEntropy) {
  const StateData data = circle_state(4, 3, 30);
  State<double> state = state_of<double>(data);
  ThreadPool pool(1);
  gradient_descent_step(state, 0.25, pool);
  const oracle::Net net = oracle_of(data);
  const Real h("1e-30");
  for (std::size_t l = 0; l < 4; ++l) {
    const auto& before = data.layers[l];
    const auto& after = state.chain.links[l];
    for (Index i = 0; i < before.W.rows(); ++i) {
      for (Index j = l < 3 ? -1 : 0; j < before.W.cols(); ++j) {
        const Real slope = (moved_CE(net, l, i, j, h) - moved_CE(net, l, i, j, -h)) / (2 * h);
        const double step = j < 0 ? after.b(i) - before.b(i) : after.K(i, j) - before.W(i, j);
        EXPECT_NEAR(step, -0.25 * static_cast<double>(slope), 1e-15);
      }
    }
  }
}

TEST(GradientDescent, TheStateStaysFeasible) {
  State<double> state = state_of<double>(circle_state(3, 4, 300));
  ThreadPool pool(2);
  for (int k = 0; k < 5; ++k) gradient_descent_step(state, 0.5, pool);
  for (const auto& block : state.blocks) {
    Matrix<double> surrogate;
    affine(state.chain, 3, block.V(3), surrogate);
    EXPECT_EQ(surrogate, network_logits(state.chain, block.X));
    EXPECT_EQ(squared_norm(block.r(1)) + squared_norm(block.r(2)), 0.0);
  }
}

TEST(GradientDescent, ANonFiniteValueIsReportedAndTheStateKept) {
  StateData data = circle_state(3, 4, 10);
  data.layers[2].W *= 1e300;
  State<double> state = state_of<double>(data);
  ThreadPool pool(1);
  EXPECT_THROW(gradient_descent_step(state, 1e300, pool), NonFinite);
  EXPECT_EQ(hash_of(data_of(state)), hash_of(data));
}

TEST(GradientDescent, HashOnRecord) {
  State<double> state = state_of<double>(circle_state(3, 5, 700));
  ThreadPool pool(2);
  for (int k = 0; k < 20; ++k) gradient_descent_step(state, 0.5, pool);
  EXPECT_EQ(hash_of(data_of(state)), 11097505968956648347u);
}

}  // namespace
}  // namespace lysep
