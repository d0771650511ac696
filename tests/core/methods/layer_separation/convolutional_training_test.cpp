// Algorithm 2 is Algorithm 1 on other layers: the block solves and the loss against brute-force matrices.
#include "core/methods/layer_separation/layer_separation.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using oracle::Real;
using testing_support::convolutional_oracle_of;
using testing_support::convolutional_state;

/// S in 100 digits with K(i, j) of layer l moved by h.
Real loss_with(const StateData& data, Index l, Index i, Index j, const Real& h) {
  oracle::Net net = convolutional_oracle_of(data);
  oracle::Rows K = testing_support::rows_of(data.layers[l - 1].W);
  K[i][j] += h;
  net.W[l - 1] = oracle::operator_matrix(testing_support::image_layer_of(data.layers[l - 1].shape), K,
                                         net.V(l - 1).size());  // c stays
  return net.S();
}

Real derivative(const StateData& data, Index l, Index i, Index j) {
  const Real h("1e-30");
  return (loss_with(data, l, i, j, h) - loss_with(data, l, i, j, -h)) / (2 * h);
}

/// The largest |dS/dK_ij| of layer l among every fifth column of K.
Real largest_derivative(const StateData& data, Index l) {
  Real largest = 0;
  for (Index j = 0; j < data.layers[l - 1].W.cols(); j += 5) {
    const Real d = abs(derivative(data, l, j % data.layers[l - 1].W.rows(), j));
    if (d > largest) largest = d;
  }
  return largest;
}

/// The state after the least-squares step of layer l with the weights of the norm given.
StateData solved(const StateData& data, Index l, const Vector<double>& weights) {
  const State<double> state = state_of<double>(data);
  const auto& link = state.chain.at(l);
  const auto& block = state.blocks[0];
  SquaredNorms<double> norms{layer_norms_squared(state.chain), {}, 0.0};
  for (Index k = 1; k < state.depth(); ++k) norms.residuals.push_back(squared_norm(block.r(k)));
  Matrix<double> G, H, change;
  link.shape->patch_gram(block.V(l), G);
  link.shape->patch_correlation(block.r(l), block.V(l), H);
  const Matrix<double> dK = least_squares_change<double>(G, H, link.K, weights, regularisers(norms)[l - 1]);
  StateData after = data;
  after.layers[l - 1].W += dK;
  residual_after(state.chain, block, l, dK, change);
  after.layers[l - 1].r = change.transpose();
  return after;
}

TEST(ConvolutionalTraining, GradientsVanishAfterTheSolveOfEveryKernelAndOfTheFirstDenseLayer) {
  for (const bool pooled : {false, true}) {
    const StateData data = convolutional_state(2, 3, pooled, pooled ? Padding::same : Padding::valid, 2);
    const State<double> state = state_of<double>(data);
    for (Index l = 1; l < data.depth(); ++l) {
      const Vector<double> weights = state.chain.at(l).shape->norm_weights();
      const Real before = largest_derivative(data, l);
      EXPECT_LT(largest_derivative(solved(data, l, weights), l), 1e-10 * before) << l;
      // lambda ||k||^2, and Lambda ||W_1||^2 without the 1/q, are not the paper's regularisers.
      const Vector<double> wrong = Vector<double>::Constant(weights.size(), 1.0);
      if (l > 1 && weights != wrong) {
        EXPECT_GT(largest_derivative(solved(data, l, wrong), l), 1e-6 * before) << l;
      }
    }
  }
}

TEST(ConvolutionalTraining, SNeverIncreasesAndIsThatOfTheBruteForceMatrices) {
  for (const bool pooled : {false, true}) {
    for (const StepRule rule : {StepRule::backtracking, StepRule::certified, StepRule::per_sample}) {
      ThreadPool pool(2);
      State<double> state = state_of<double>(convolutional_state(2, 3, pooled, Padding::same, 7));
      StepOptions options;
      options.rule = rule;
      LayerSeparation<double> algorithm(state, options, pool);
      double last = algorithm.loss();
      for (int k = 0; k < 5; ++k) {
        algorithm.sweep();
        EXPECT_LE(algorithm.loss(), last);
        last = algorithm.loss();
      }
      const Real S = convolutional_oracle_of(data_of(state)).S();
      EXPECT_LT(testing_support::relative_difference(last, S), 1e-10);
    }
  }
}

TEST(ConvolutionalTraining, FrozenLayersAndTheirAuxiliariesStay) {
  ThreadPool pool(1);
  const StateData start = convolutional_state(1, 3, true, Padding::same, 5);
  State<double> state = state_of<double>(start);
  StepOptions options;
  options.frozen_layers = 2;
  LayerSeparation<double> algorithm(state, options, pool);
  const double before = algorithm.loss();
  algorithm.sweep();
  EXPECT_LT(algorithm.loss(), before);
  const StateData after = data_of(state);
  for (Index l = 1; l <= 4; ++l) {
    EXPECT_EQ(after.layers[l - 1].W == start.layers[l - 1].W, l <= 2) << l;
    if (l < 3) {
      EXPECT_TRUE(after.layers[l - 1].r == start.layers[l - 1].r) << l;
    }
  }
}

/// 1 x 1 images and kernels are the scalar chain: the same numbers as dense layers.
TEST(ConvolutionalTraining, OnePixelIsTheDenseChain) {
  StateData dense = testing_support::infeasible_state(4, 3, 20, 3, 0.3), convolutional = dense;
  for (Index l = 1; l <= 2; ++l) {
    convolutional.layers[l - 1].shape = {1, Padding::same, false, {dense.layers[l - 1].W.cols(), 1, 1}};
  }
  ThreadPool pool(1);
  State<double> a = state_of<double>(dense), b = state_of<double>(convolutional);
  LayerSeparation<double> one(a, {}, pool), other(b, {}, pool);
  for (int k = 0; k < 3; ++k) {
    one.sweep();
    other.sweep();
  }
  EXPECT_EQ(hash_v1(data_of(a)), hash_v1(data_of(b)));  // of the numbers alone
}

TEST(ConvolutionalTraining, RestartTakesTheLossOfTheNewSamplesAndKeepsTheSteps) {
  ThreadPool pool(1);
  const StateData first = convolutional_state(1, 3, true, Padding::same, 5, 1);
  const StateData second = convolutional_state(1, 3, true, Padding::same, 5, 2);
  State<double> state = state_of<double>(first);
  LayerSeparation<double> algorithm(state, {}, pool);
  algorithm.sweep();
  state.blocks[0].X = second.X.transpose();
  state.blocks[0].labels = second.labels;
  start_feasible(state.chain, state.blocks[0]);
  algorithm.restart();
  const Real S = convolutional_oracle_of(data_of(state)).S();
  EXPECT_LT(testing_support::relative_difference(algorithm.loss(), S), 1e-12);
  State<double> fresh = state;
  LayerSeparation<double> without_steps(fresh, {}, pool);
  EXPECT_NE(algorithm.sweep().trials, without_steps.sweep().trials);
}

}  // namespace
}  // namespace lysep
