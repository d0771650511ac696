// What is true of BSUM's updates: descent, the search for gamma, alpha, orders, threads, points where nothing moves.
#include "core/methods/bsum/block_steps.hpp"
#include "core/methods/bsum/lipschitz.hpp"
#include "core/methods/bsum/options.hpp"
#include "tests/core/methods/bsum/bsum_support.hpp"

namespace lysep {
namespace {

using oracle::Real;
using testing_support::bsum_net_of;
using testing_support::bsum_problem;
using testing_support::bsum_state;
using testing_support::BsumRun;
using testing_support::BsumShape;
using testing_support::text;

/// gamma of every update is above the second derivative of what is smooth along its whole step, and each falls by at
/// least (gamma/2) alpha (2 - alpha) ||D - W||^2, in 100 digits.
void expect_descent(const StateData& start, const OptionValues& changes, const std::string& what) {
  SCOPED_TRACE(what);
  ASSERT_EQ(bsum_problem(start, changes), "");
  oracle::BsumNet net = bsum_net_of(start, changes);
  BsumRun<> run(start, changes);
  const OptionValues values = testing_support::bsum_options(changes);
  const Real alpha(alpha_named(word(values, "alpha"))->first);
  const bool newton = word(values, "bound") == "newton";
  run.method.sweep([&](const BlockUpdate<double>& update) {
    const auto j = static_cast<std::size_t>(update.l - 1);
    const Matrix<double>& K = run.state.chain.at(update.l).K;
    oracle::BsumNet next = net;
    next.W[j] = testing_support::rows_of(K);
    oracle::Rows step = next.W[j];
    for (std::size_t i = 0; i < step.size(); ++i)
      for (std::size_t k = 0; k < step[i].size(); ++k) step[i][k] -= net.W[j][i][k];
    const Real squares = oracle::norm2(step), gamma(update.step);
    ASSERT_GT(squares, 0);
    const Real share = newton ? Real(gamma / 2) : gamma;  // at least gamma/2 of d^T (H + gamma I) d
    EXPECT_GE(f(net) - f(next), share / 2 * (2 - alpha) / alpha * squares * (1 - Real("1e-9"))) << "block " << j + 1;
    for (const Real& part : {Real(0), Real("0.5"), Real(1)}) {
      oracle::BsumNet between = net;
      for (std::size_t i = 0; i < step.size(); ++i)
        for (std::size_t k = 0; k < step[i].size(); ++k) between.W[j][i][k] += part * step[i][k];
      EXPECT_LE(second_derivative(between, j, step), (newton ? Real(gamma / 2) : gamma) * squares) << "block " << j + 1;
    }
    net = next;
  });
}

TEST(Bsum, GammaOfLipschitzMakesEveryUpdateFall) {
  std::uint64_t seed = 400;
  for (const char* activation : {"tanh", "sigmoid", "sin", "softplus", "isrlu:2", "bent-identity", "elu", "identity"}) {
    for (const auto loss : loss_names) {
      for (const auto output : output_activation_names) {
        if (loss == "softmax-cross-entropy" && output != "identity") continue;
        if (loss == "binary-cross-entropy" && output != "logistic") continue;
        if (++seed % 2 == 0) continue;
        OptionValues changes = {{"loss", std::string(loss)}, {"output-activation", std::string(output)}};
        changes["alpha"] = seed % 4 == 1 ? "constant:1.5" : "constant:1";
        if (seed % 5 == 0) changes["regulariser"] = "ridge", changes["mu"] = 0.5;
        if (seed % 7 == 0) changes["bound"] = "newton";
        expect_descent(bsum_state(activation, {}, seed), changes, text(activation, loss, output));
      }
    }
  }
  for (const char* regulariser : {"l1", "ball"}) {
    OptionValues changes = {{"regulariser", regulariser}, {"radius", 1.25}};
    if (std::string(regulariser) == "l1") changes["mu"] = 0.05;
    StateData start = bsum_state("tanh", {}, ++seed);
    for (auto& layer : start.layers) layer.W *= 1.2 / std::sqrt(layer.W.squaredNorm());
    expect_descent(start, changes, regulariser);
  }
}

/// One weight, one sample, f = 2 w^2 at w = 1 (gamma = 1 as printed): w -> -3 w.
TEST(Bsum, GammaOneDivergesAndIsTold) {
  StateData start = bsum_state("identity", {1, 1, 1, 2, 1, true}, 1);
  start.X(0, 0) = start.layers[0].W(0, 0) = start.layers[1].W(0, 0) = 1.4142135623730951;
  start.Y(0, 0) = 0;
  BsumRun<> run(start, {{"gamma", "1"}});
  Index layer = 0;
  std::string what;
  int sweeps = 0;
  double rises = 0;
  try {
    for (; sweeps < 50; ++sweeps) {
      run.method.sweep();
      rises += run.figure(6);
    }
  } catch (const NonFinite& stop) {
    what = stop.what();
    layer = stop.layer();
  }
  EXPECT_LT(sweeps, 10);
  EXPECT_GE(layer, 1);
  EXPECT_TRUE(what.starts_with("non-finite ")) << what;
  EXPECT_TRUE(std::isfinite(run.method.objective()));  // that of the last good block
  EXPECT_GE(rises, 1);
  BsumRun<> proved(start, {});
  double before = proved.method.objective();
  for (int k = 0; k < 50; ++k) {
    proved.method.sweep();
    EXPECT_LE(proved.method.objective(), before);
    before = proved.method.objective();
  }
}

TEST(Bsum, BacktrackingTakesTheFirstPowerOfTwoWhoseBoundHolds) {
  for (const char* bound : {"gradient", "newton"}) {
    const StateData start = bsum_state("relu", {}, 502);
    BsumRun<> run(start, {{"gamma", "backtracking"}, {"bound", bound}});
    for (int sweep = 0; sweep < 5; ++sweep) {
      const double before = run.method.objective();
      run.method.sweep([&](const BlockUpdate<double>& update) {
        int exponent = 0;
        EXPECT_EQ(std::frexp(update.step, &exponent), 0.5);
      });
      EXPECT_GE(before - run.method.objective(), run.figure(5) * (1 - 1e-9));
    }
  }
  // f_1 = 8 w^2 for W_2 = 2: the bound holds from gamma = 16 on, from 1 in five trials; then from 8 in two.
  StateData start = bsum_state("identity", {1, 1, 1, 2, 1, true}, 1);
  start.X(0, 0) = 1.4142135623730951;
  start.layers[0].W(0, 0) = 1, start.layers[1].W(0, 0) = 2, start.Y(0, 0) = 1e-3;
  BsumRun<> run(start, {{"gamma", "backtracking"}});
  std::vector<double> gammas;
  const SweepReport report =
      run.method.sweep([&](const BlockUpdate<double>& update) { gammas.push_back(update.step); });
  EXPECT_EQ(gammas.at(0), 16);
  EXPECT_GE(report.trials, 6);
}

/// What is smooth of f at the new point is at most its model there, and was not at half of gamma; by the oracle. The
/// sum of |w_ij| is in neither.
TEST(Bsum, BacktrackingLooksAtWhatIsSmooth) {
  for (const OptionValues& changes :
       {OptionValues{{"regulariser", "l1"}, {"mu", 0.5}}, OptionValues{{"regulariser", "ridge"}, {"mu", 4.0}}}) {
    OptionValues options = changes;
    options["gamma"] = "backtracking";
    oracle::BsumNet net = bsum_net_of(bsum_state("tanh", {}, 511), options);
    BsumRun<> run(bsum_state("tanh", {}, 511), options);
    const auto smooth = [&](const oracle::BsumNet& at) { return at.regulariser == "ridge" ? f(at) : loss(at); };
    int halved = 0;
    run.method.sweep([&](const BlockUpdate<double>& update) {
      const auto j = static_cast<std::size_t>(update.l - 1);
      const auto holds = [&](const Real& gamma) {
        oracle::BsumNet next = net;
        next.W[j] = minimiser(net, j, "gradient", gamma);
        const oracle::Rows g = gradient(net, j);
        Real model = smooth(net);
        for (std::size_t i = 0; i < g.size(); ++i) {
          for (std::size_t k = 0; k < g[i].size(); ++k) {
            const Real move = next.W[j][i][k] - net.W[j][i][k];
            model += g[i][k] * move + gamma / 2 * move * move;
          }
        }
        return smooth(next) <= model;
      };
      EXPECT_TRUE(holds(update.step));
      if (update.step > 1) {
        EXPECT_FALSE(holds(update.step / 2));
        ++halved;
      }
      net.W[j] = minimiser(net, j, "gradient", update.step);
    });
    EXPECT_EQ(halved > 0, net.regulariser == "ridge");
  }
}

/// The plain options that a method is made of without a command line.
TEST(Bsum, ItsPlainOptionsBeginAsThoseOfTheCommandLine) {
  const BsumOptions plain, entry = bsum_options_of(testing_support::bsum_options({}));
  EXPECT_EQ(std::tie(plain.bound, plain.rule, plain.gamma, plain.random_order, plain.regulariser, plain.mu,
                     plain.radius, plain.tolerance),
            std::tie(entry.bound, entry.rule, entry.gamma, entry.random_order, entry.regulariser, entry.mu,
                     entry.radius, entry.tolerance));
  EXPECT_EQ(std::tie(plain.alpha.rule, plain.alpha.first, plain.alpha.parameter, plain.loss.kind, plain.loss.output,
                     plain.loss.c),
            std::tie(entry.alpha.rule, entry.alpha.first, entry.alpha.parameter, entry.loss.kind, entry.loss.output,
                     entry.loss.c));
}

TEST(Bsum, AlphaIsCountedOverTheBlocksOwnUpdates) {
  const StateData start = bsum_state("tanh", {}, 503);
  const auto alphas = [&](const char* rule) {
    BsumRun<> run(start, {{"alpha", rule}});
    std::vector<double> seen;
    for (int k = 0; k < 4; ++k) {
      run.method.sweep();
      seen.push_back(run.figure(3));
    }
    return seen;
  };
  EXPECT_EQ(alphas("constant:0.25"), (std::vector<double>{0.25, 0.25, 0.25, 0.25}));
  EXPECT_EQ(alphas("power:1,1"), (std::vector<double>{1, 1.0 / 2, 1.0 / 3, 1.0 / 4}));
  EXPECT_EQ(alphas("power:1,0.5"), (std::vector<double>{1, 1 / std::sqrt(2.0), 1 / std::sqrt(3.0), 0.5}));
  EXPECT_NEAR(alphas("power:1,2").at(3), 1.0 / 16, 1e-15);
  const std::vector<double> sequence = alphas("sequence:0.5,0.5");
  EXPECT_EQ(sequence.at(1), 0.375);
  EXPECT_EQ(sequence.at(2), 0.375 * (1 - 0.5 * 0.375));
}

TEST(Bsum, ARandomOrderUpdatesEveryBlockOnce) {
  BsumShape shape;
  shape.depth = 5;
  BsumRun<> run(bsum_state("tanh", shape, 504), {{"order", "random"}});
  bool other = false;
  for (int k = 0; k < 5; ++k) {
    std::vector<Index> order;
    run.method.sweep([&](const BlockUpdate<double>& update) { order.push_back(update.l); });
    other = other || !std::is_sorted(order.begin(), order.end());
    std::sort(order.begin(), order.end());
    EXPECT_EQ(order, (std::vector<Index>{1, 2, 3, 4, 5}));
  }
  EXPECT_TRUE(other);
}

/// 600 samples are three blocks.
TEST(Bsum, ThreadsChangeNoBit) {
  const StateData start = [] {
    StateData state = bsum_state("tanh", {600, 3, 4, 3, 2, false}, 505);
    return state;
  }();
  for (const char* bound : {"gradient", "newton", "proximal"}) {
    BsumRun<> one(start, {{"bound", bound}}), three(start, {{"bound", bound}}, 3);
    for (int k = 0; k < 3; ++k) one.method.sweep(), three.method.sweep();
    EXPECT_EQ(hash_of(data_of(one.state)), hash_of(data_of(three.state))) << bound;
  }
}

/// The norms that the bounds keep are those of the samples before: none of them may stay.
TEST(Bsum, AtOtherSamplesItGoesOnAsOneThatBeginsThere) {
  const BsumShape shape{20, 3, 4, 3, 2, false};
  const StateData start = bsum_state("tanh", shape, 506), other = bsum_state("tanh", shape, 507);
  BsumRun<> run(start, {});
  run.method.sweep();
  StateData at_other = data_of(run.state);
  at_other.X = 3 * other.X;
  at_other.labels = other.labels;
  BsumRun<> fresh(at_other, {});
  run.state.blocks[0].X = fresh.state.blocks[0].X;
  run.state.blocks[0].labels = other.labels;
  run.method.restart();
  EXPECT_EQ(run.method.objective(), fresh.method.objective());
  run.method.sweep();
  fresh.method.sweep();
  EXPECT_EQ(run.figure(2), fresh.figure(2));
  EXPECT_EQ(hash_of(data_of(run.state)), hash_of(data_of(fresh.state)));
}

/// All gradients are 0, and no direction is the steepest.
TEST(Bsum, TheLinearBoundMovesNothingAtAStationaryPoint) {
  StateData start = bsum_state("tanh", {}, 508);
  start.X.setZero();
  BsumRun<> run(start, {{"bound", "linear"}});
  run.method.sweep();
  for (Index l = 1; l <= 3; ++l) EXPECT_EQ(run.state.chain.at(l).K, start.layers[static_cast<std::size_t>(l - 1)].W);
}

/// ||g + gamma d|| of the last block at its end, at most the tolerance's part of ||g||.
TEST(Bsum, AnInnerSolveTellsItsResidual) {
  for (const double tolerance : {1e-2, 1e-6}) {
    BsumRun<> run(bsum_state("tanh", {}, 509), {{"bound", "proximal"}, {"gamma", "3"}, {"tolerance", tolerance}});
    run.method.sweep();
    EXPECT_GT(run.figure(8), 0.0);
    EXPECT_LE(run.figure(8), tolerance * run.figure(4));
  }
}

/// A matrix that is not positive definite: the block stays, and the search goes on.
TEST(Bsum, AnIndefiniteHessianMovesNothing) {
  StateData start = bsum_state("sin", {1, 1, 1, 2, 1, true}, 1);
  start.X(0, 0) = 1, start.layers[0].W(0, 0) = 1.5, start.layers[1].W(0, 0) = 1, start.Y(0, 0) = -9;
  BsumRun<> run(start, {{"bound", "newton"}, {"gamma", "0.001"}});
  Index rejected = 0;
  run.method.sweep([&](const BlockUpdate<double>& update) {
    if (update.l != 1) return;
    EXPECT_EQ(update.step, 0);
    EXPECT_EQ(run.state.chain.at(1).K(0, 0), 1.5);
    ++rejected;
  });
  EXPECT_EQ(rejected, 1);
}

}  // namespace
}  // namespace lysep
