// Updates of BSUM followed by enclosures.
#include "proofs-check/runs/bsum_run.hpp"

#include "tests/core/methods/bsum/bsum_support.hpp"

namespace lysep {
namespace {

OptionValues options_with(const OptionValues& changes) {
  OptionValues values = defaults_of(bsum_entry());
  for (const auto& [name, value] : changes) values.at(name) = value;
  return values;
}

State<double> start(const std::string& activation, bool regression) {
  StateData data = testing_support::circle_state(3, 4, 300);
  for (auto& layer : data.layers) layer.b.resize(0), layer.r.resize(0, 0);
  data.activation = any_activation_named(activation).value();
  if (regression) {
    data.labels.clear();
    data.Y.resize(data.X.rows(), 2);
    for (Index i = 0; i < data.Y.size(); ++i) data.Y.data()[i] = 0.01 * static_cast<double>(i % 97);
  }
  return state_of<double>(data);
}

RunReport followed(const OptionValues& changes, const std::string& activation, bool regression, int sweeps) {
  State<double> state = start(activation, regression);
  ThreadPool pool(2);
  const BsumOptions options = bsum_options_of(options_with(changes));
  Bsum<double> method(options, 0, state, pool);
  BsumRunChecker checker(state, options, pool, 128);
  for (int k = 0; k < sweeps; ++k) {
    checker.begin_sweep();
    method.sweep([&](const BlockUpdate<double>& update) { checker.after(update); });
  }
  return checker.report();
}

TEST(BsumRunChecker, EveryUpdateOfLipschitzFallsEnough) {
  using Changes = OptionValues;
  const std::tuple<Changes, const char*, bool> runs[] = {
      {Changes{}, "tanh", false},
      {Changes{}, "elu", true},
      {Changes{{"loss", "exponential"}, {"output-activation", "logistic"}, {"alpha", "constant:1.5"}}, "softplus",
       true},
      {Changes{{"loss", "softmax-cross-entropy"}, {"regulariser", "l1"}, {"mu", 1e-3}}, "isrlu:2", false},
      {Changes{{"loss", "binary-cross-entropy"}, {"output-activation", "logistic"}, {"alpha", "sequence:0.9,0.9"}},
       "sigmoid", false},
      {Changes{{"loss", "logistic"}, {"regulariser", "ridge"}, {"mu", 1e-2}, {"alpha", "power:1,0.5"}}, "sin", false},
      {Changes{{"loss", "squared-hinge"}, {"output-activation", "softmax"}, {"regulariser", "ball"}, {"radius", 0.5}},
       "bent-identity", false}};
  for (const auto& [changes, activation, regression] : runs) {
    const RunReport report = followed(changes, activation, regression, 4);
    const ClaimReport& descent = report.claims.at(0).second;
    EXPECT_EQ(descent.proved, 12) << activation;
    EXPECT_EQ(descent.refuted + descent.inconclusive + report.increase_count, 0) << activation;
    EXPECT_LE(descent.worst_ratio, 1.0) << activation;
    EXPECT_GT(descent.worst_ratio, 1e-4) << activation;
    EXPECT_EQ(report.sweeps, 4);
  }
}

/// A gamma far below what the bound needs falls short, or rises; a checker that is told a larger gamma sees it.
TEST(BsumRunChecker, SeesUpdatesThatFallTooLittle) {
  State<double> state = start("tanh", true);
  ThreadPool pool(1);
  const BsumOptions options = bsum_options_of(options_with({{"gamma", "0.05"}}));
  Bsum<double> method(options, 0, state, pool);
  BsumRunChecker checker(state, options, pool, 128);
  for (int k = 0; k < 3; ++k) {
    checker.begin_sweep();
    method.sweep([&](const BlockUpdate<double>& update) { checker.after(update); });
  }
  EXPECT_GT(checker.report().claims.at(0).second.refuted, 0);
  state = start("tanh", true);
  BsumRunChecker doubled(state, options, pool, 128);
  Bsum<double> proved(bsum_options_of(options_with({})), 0, state, pool);
  doubled.begin_sweep();
  proved.sweep([&](const BlockUpdate<double>& update) { doubled.after({update.kind, update.l, 4 * update.step}); });
  EXPECT_EQ(doubled.report().claims.at(0).second.refuted, 3);
}

/// (gamma/2) (2 - alpha)/alpha ||V - W||^2 over the fall of f: the largest of the run, in 100 digits.
TEST(BsumRunChecker, TheRatioIsThatOfTheOraclesF) {
  using Changes = OptionValues;
  const std::tuple<Changes, const char*, bool> runs[] = {
      {Changes{{"alpha", "power:1.5,1"}}, "tanh", true},
      {Changes{{"regulariser", "ridge"}, {"mu", 0.25}, {"alpha", "constant:0.5"}}, "sigmoid", false},
      {Changes{{"loss", "exponential"}, {"loss-scale", 2.0}, {"regulariser", "l1"}, {"mu", 0.125}}, "tanh", true}};
  for (const auto& [changes, activation, regression] : runs) {
    const StateData begin = testing_support::bsum_state(activation, {300, 2, 2, 3, 2, regression}, 21);
    testing_support::BsumRun<> run(begin, changes, 2);
    BsumRunChecker checker(run.state, bsum_options_of(options_with(changes)), run.pool, 128);
    oracle::Real worst = 0;
    oracle::BsumNet net = testing_support::bsum_net_of(begin, changes);
    for (int k = 0; k < 2; ++k) {
      checker.begin_sweep();
      run.method.sweep([&](const BlockUpdate<double>& update) {
        checker.after(update);
        const auto j = static_cast<std::size_t>(update.l - 1);
        oracle::BsumNet next = net;
        next.W[j] = testing_support::rows_of(run.state.chain.at(update.l).K);
        oracle::Real squares = 0;
        for (std::size_t i = 0; i < next.W[j].size(); ++i)
          for (std::size_t c = 0; c < next.W[j][i].size(); ++c)
            squares += (next.W[j][i][c] - net.W[j][i][c]) * (next.W[j][i][c] - net.W[j][i][c]);
        const oracle::Real alpha(run.figure(3)), claimed = update.step / 2 * (2 - alpha) / alpha * squares;
        worst = std::max(worst, oracle::Real(claimed / (f(net) - f(next))));
        net = next;
      });
    }
    EXPECT_NEAR(checker.report().claims.at(0).second.worst_ratio, static_cast<double>(worst), 1e-12) << activation;
  }
}

/// f = w^2 at w = 1, and a step to 0 that is told with gamma = 2 (1 + n epsilon): it falls short by n epsilon, of which
/// 16 are rounding.
TEST(BsumRunChecker, WhatRoundingMakesIsToldApart) {
  for (const auto& [units, by_rounding] : {std::pair(1.0, 1), {14.0, 1}, {18.0, 0}, {100.0, 0}}) {
    StateData begin = testing_support::bsum_state("identity", {1, 1, 1, 2, 1, true}, 1);
    begin.X(0, 0) = begin.layers[0].W(0, 0) = begin.layers[1].W(0, 0) = 1, begin.Y(0, 0) = 0;
    State<double> state = state_of<double>(begin);
    ThreadPool pool(1);
    BsumRunChecker checker(state, bsum_options_of(options_with({})), pool, 128);
    checker.begin_sweep();
    state.chain.at(1).K(0, 0) = 0;
    checker.after({BlockKind::layer_weights, 1, 2 * (1 + units * std::numeric_limits<double>::epsilon())});
    EXPECT_EQ(checker.report().increase_count, by_rounding) << units;
    EXPECT_EQ(checker.report().claims.at(0).second.refuted, 1 - by_rounding) << units;
    if (by_rounding == 0) continue;
    EXPECT_NEAR(checker.report().largest_increase, units * std::numeric_limits<double>::epsilon(), 1e-20);
  }
}

TEST(BsumRunChecker, ABlockThatStaysIsEqual) {
  State<double> state = start("tanh", true);
  ThreadPool pool(1);
  BsumRunChecker checker(state, bsum_options_of(options_with({})), pool, 128);
  checker.begin_sweep();
  checker.after({BlockKind::layer_weights, 1, 3.0});
  EXPECT_EQ(checker.report().claims.at(0).second.equal, 1);
}

}  // namespace
}  // namespace lysep
