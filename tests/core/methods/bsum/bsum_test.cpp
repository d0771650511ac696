// BSUM's updates beside the oracle's.
#include "core/methods/bsum/block_steps.hpp"
#include "core/methods/bsum/lipschitz.hpp"
#include "tests/core/methods/bsum/bsum_support.hpp"

namespace lysep {
namespace {

using oracle::Real;
using testing_support::bsum_net_of;
using testing_support::bsum_problem;
using testing_support::bsum_state;
using testing_support::BsumRun;
using testing_support::BsumShape;
using testing_support::near;
using testing_support::text;

constexpr const char* activations[] = {"tanh",     "sigmoid",       "sin",    "relu",       "identity",
                                       "softplus", "elu",           "selu",   "leaky-relu", "parametric-relu:0.5",
                                       "isrlu:2",  "bent-identity", "elu:0.5"};

/// One sweep, block after block: W_j = W_j + alpha (D_j - W_j), D_j the oracle's for the gamma of the update.
void expect_oracle_sweep(const StateData& start, const OptionValues& changes, const std::string& what) {
  SCOPED_TRACE(what);
  ASSERT_EQ(bsum_problem(start, changes), "");
  oracle::BsumNet net = bsum_net_of(start, changes);
  BsumRun<> run(start, changes);
  const OptionValues values = testing_support::bsum_options(changes);
  const Real alpha(alpha_named(word(values, "alpha"))->first);
  const std::string& bound = word(values, "bound");
  EXPECT_LT(near(f(net), run.method.objective()), 1e-12);
  Real gradients = 0, s = 0;
  double largest_gamma = 0;
  const SweepReport report = run.method.sweep([&](const BlockUpdate<double>& update) {
    const auto j = static_cast<std::size_t>(update.l - 1);
    EXPECT_EQ(update.step > 0, bound != "linear" && bound != "convex");
    const oracle::Rows g = gradient(net, j), D = minimiser(net, j, bound, Real(update.step));
    const Matrix<double>& K = run.state.chain.at(update.l).K;
    gradients += oracle::norm2(g);
    largest_gamma = std::max(largest_gamma, update.step);
    for (std::size_t i = 0; i < D.size(); ++i) {
      for (std::size_t k = 0; k < D[i].size(); ++k) {
        const Real move = D[i][k] - net.W[j][i][k];
        s += alpha * (2 - alpha) / 2 * (bound == "newton" ? Real(-g[i][k] * move) : Real(update.step * move * move));
        net.W[j][i][k] += alpha * move;
        EXPECT_LT(near(net.W[j][i][k], K(static_cast<Index>(i), static_cast<Index>(k))), 1e-9) << "block " << j + 1;
      }
    }
    EXPECT_LT(near(f(net), run.method.objective()), 1e-9) << "block " << j + 1;
  });
  EXPECT_LT(near(loss(net), run.figure(0)), 1e-9);
  EXPECT_LT(near(regularisation(net), run.figure(1)), 1e-9);
  EXPECT_EQ(run.figure(2), largest_gamma);
  EXPECT_EQ(run.figure(3), static_cast<double>(alpha));
  EXPECT_LT(near(sqrt(gradients), run.figure(4)), 1e-9);
  EXPECT_LT(near(s, run.figure(5)), 1e-9);
  EXPECT_EQ(run.figure(7) > 0, bound == "newton" || bound == "proximal");
  if (word(values, "gamma") != "backtracking") {
    EXPECT_EQ(report.trials, start.depth());
  }
  EXPECT_EQ(report.steps_rejected, 0);
}

/// With an output activation that suits the loss.
OptionValues with_loss(std::string_view loss, OptionValues changes = {}) {
  changes["loss"] = std::string(loss);
  if (loss == "binary-cross-entropy") changes["output-activation"] = "logistic";
  if (loss == "squared") changes["output-activation"] = "softplus";
  if (loss == "exponential") changes["output-activation"] = "softmax";
  if (loss == "exponential" || loss == "squared-hinge") changes["loss-scale"] = 1.5;
  return changes;
}

TEST(Bsum, AnUpdateByTheGradientIsTheOraclesForEveryLossRegulariserAndActivation) {
  std::uint64_t seed = 0;
  for (const char* activation : activations) {
    for (const auto loss : loss_names) {
      for (const char* regulariser : {"none", "ridge", "l1", "ball"}) {
        ++seed;
        if ((seed + seed / 4) % 2 != 0 && std::string(activation) != "tanh") continue;  // half of them
        OptionValues changes = with_loss(loss, {{"gamma", "1.75"}, {"regulariser", regulariser}, {"radius", 1.25}});
        changes["alpha"] = seed % 3 == 0 ? "constant:0.5" : "constant:1";
        if (seed % 4 == 1) changes["mu"] = 0.25;
        if (seed % 4 == 2) changes["mu"] = 0.375;
        if (std::string(regulariser) == "l1") changes["mu"] = 0.125;
        StateData start = bsum_state(activation, {}, seed);
        if (std::string(regulariser) == "ball") {  // the start is projected
          for (auto& layer : start.layers) layer.W *= 1.2 / std::sqrt(layer.W.squaredNorm());
        }
        expect_oracle_sweep(start, changes, text(activation, loss, regulariser));
      }
    }
  }
}

TEST(Bsum, AnUpdateByNewtonsMethodIsTheOracles) {
  std::uint64_t seed = 100;
  for (const char* activation : activations) {
    for (const auto loss : loss_names) {
      if (++seed % 3 != 0 && std::string(activation) != "tanh") continue;
      const char* regulariser = seed % 2 == 0 ? "ridge" : "none";
      const OptionValues changes = with_loss(
          loss, {{"bound", "newton"}, {"gamma", "40"}, {"regulariser", regulariser}, {"alpha", "constant:0.75"}});
      OptionValues with_mu = changes;
      if (seed % 2 == 0) with_mu["mu"] = 0.125;
      expect_oracle_sweep(bsum_state(activation, {}, seed), with_mu, text(activation, loss, regulariser));
    }
  }
}

TEST(Bsum, AProximalUpdateIsTheOracles) {
  std::uint64_t seed = 200;
  BsumShape shape;
  shape.depth = 2;
  for (const char* activation : {"tanh", "softplus"}) {
    for (const auto loss : loss_names) {
      const OptionValues changes = with_loss(
          loss, {{"bound", "proximal"}, {"gamma", "3"}, {"tolerance", 1e-13}, {"regulariser", "ridge"}, {"mu", 0.125}});
      expect_oracle_sweep(bsum_state(activation, shape, ++seed), changes, text(activation, loss, "ridge"));
    }
  }
}

TEST(Bsum, TheOtherBoundsAreTheOracles) {
  BsumShape shape;
  shape.samples = 6;
  shape.regression = true;
  const OptionValues ridge = {{"bound", "convex"}, {"regulariser", "ridge"}, {"mu", 0.0625}};
  expect_oracle_sweep(bsum_state("identity", shape, 301), ridge, "convex, ridge");
  expect_oracle_sweep(bsum_state("identity", shape, 302), {{"bound", "convex"}}, "convex");
  for (const auto loss : loss_names) {
    expect_oracle_sweep(bsum_state("tanh", {}, 303), with_loss(loss, {{"bound", "linear"}, {"radius", 0.125}}),
                        "linear");
  }
}

TEST(Bsum, ARegressionReadsItsTargets) {
  for (const auto loss : loss_names) {
    if (loss == "softmax-cross-entropy") continue;
    BsumShape shape;
    shape.outputs = 3;
    shape.regression = true;
    const bool signs = loss == "squared-hinge" || loss == "logistic";
    expect_oracle_sweep(bsum_state("tanh", shape, 310, signs), with_loss(loss, {{"gamma", "2"}}), std::string(loss));
  }
}

/// The step after refused trials is from W_j and from the values there.
TEST(Bsum, RefusedTrialsLeaveNothingBehind) {
  for (const char* bound : {"gradient", "newton"}) {
    StateData start = bsum_state("sin", {}, 506);
    start.X *= 4;
    const OptionValues changes = {{"gamma", "backtracking"}, {"bound", bound}};
    BsumRun<> run(start, changes);
    EXPECT_GT(run.method.sweep().trials, 4) << bound;  // of three blocks
    expect_oracle_sweep(start, changes, bound);
  }
}

}  // namespace
}  // namespace lysep
