// The working scalar against the reference scalar, and the residual form against the paper's c-form.
#include "core/methods/layer_separation/layer_separation.hpp"
#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::circle_state;
using testing_support::infeasible_state;
using testing_support::oracle_of;
using testing_support::relative_difference;

StepOptions certified() {
  StepOptions options;
  options.rule = StepRule::certified;
  return options;
}

TEST(ReferenceScalar, ResidualFormAndCFormAgreeAtHundredDigits) {
  for (const Index depth : {2, 4}) {
    const StateData start = infeasible_state(depth, 3, 12, 3, 0.5);
    oracle::Net net = oracle_of(start);
    State<mp100> state = state_of<mp100>(start);
    ThreadPool pool(1);
    LayerSeparation<mp100> algorithm(state, certified(), pool);
    for (int sweep = 0; sweep < 8; ++sweep) {
      EXPECT_LT(relative_difference(algorithm.loss(), net.S()), 1e-60) << "sweep " << sweep;
      algorithm.sweep();
      net.sweep(1);
    }
    for (Index l = 1; l < depth; ++l) {
      EXPECT_LT(relative_difference(squared_norm(state.blocks[0].c(l)), oracle::norm2(net.c[l - 1])), 1e-60);
      EXPECT_LT(relative_difference(squared_norm(state.chain.at(l).K), oracle::norm2(net.W[l - 1])), 1e-60);
    }
  }
}

TEST(ReferenceScalar, OneCertifiedSweepInDoubleIsOneSweepOfTheCForm) {
  for (const StateData& start : {infeasible_state(3, 4, 300, 2, 0.1), circle_state(3, 10, 300)}) {
    oracle::Net net = oracle_of(start);
    State<double> state = state_of<double>(start);
    ThreadPool pool(1);
    LayerSeparation<double> algorithm(state, certified(), pool);
    algorithm.sweep();
    net.sweep(1);
    EXPECT_LT(relative_difference(algorithm.loss(), net.S()), 1e-9);
    const StateData after = data_of(state);
    for (Index l = 0; l < 3; ++l) {
      for (Index i = 0; i < after.layers[l].W.rows(); ++i) {
        for (Index j = 0; j < after.layers[l].W.cols(); ++j) {
          EXPECT_NEAR(after.layers[l].W(i, j), static_cast<double>(net.W[l][i][j]), 1e-9);
        }
      }
    }
  }
}

TEST(ReferenceScalar, TheTrajectoryInDoubleIsThatInHundredDigits) {
  const StateData start = circle_state(3, 10, 200);
  State<double> working = state_of<double>(start);
  State<mp100> reference = state_of<mp100>(start);
  ThreadPool pool(2);
  LayerSeparation<double> a(working, {}, pool);
  LayerSeparation<mp100> b(reference, {}, pool);
  for (long sweep = 0, sweeps = std::max(5L, testing_support::cases(50)); sweep < sweeps; ++sweep) {
    a.sweep();
    b.sweep();
    ASSERT_LT(relative_difference(a.loss(), b.loss()), 1e-9) << "sweep " << sweep;
  }
}

}  // namespace
}  // namespace lysep
