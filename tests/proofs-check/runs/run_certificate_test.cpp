#include "proofs-check/runs/run_certificate.hpp"

#include "proofs-check/enclosures/evaluation.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::circle_state;

/// S at the exact doubles of the state, in 300 bits.
Ball exact_S(const State<double>& state) {
  const PrecisionScope scope(300);
  ThreadPool pool(1);
  StateData data = data_of(state);
  return evaluate(data, pool).S;
}

RunReport follow(const StateData& start, const StepOptions& options, int sweeps) {
  ThreadPool pool(2);
  State<double> state = state_of<double>(start);
  LayerSeparation<double> algorithm(state, options, pool);
  RunChecker checker(state, options, pool, 128);
  for (int k = 0; k < sweeps; ++k) {
    checker.begin_sweep();
    algorithm.sweep([&](const BlockUpdate<double>& update) { checker.after(update); });
  }
  return checker.report();
}

TEST(RunChecker, ProvesEveryUpdateOfACertifiedRun) {
  StepOptions options;
  options.rule = StepRule::certified;
  for (const ConstantSet set : {ConstantSet::paper, ConstantSet::sharp}) {
    options.constants = set;
    const RunReport r = follow(circle_state(4, 3, 300), options, 5);
    EXPECT_EQ(r.sweeps, 5);
    EXPECT_EQ(r.descent.proved + r.descent.equal, 5 * (1 + 3 * 3));
    EXPECT_EQ(r.descent.refuted + r.descent.inconclusive + r.increase_count, 0);
    EXPECT_EQ(r.steps_within, 5 * 4);
    EXPECT_EQ(r.steps_beyond, 0);
    EXPECT_EQ(r.curvature_c.proved, 5 * 3);
    EXPECT_EQ(r.curvature_W.proved, 5);
    EXPECT_GT(r.curvature_c.worst_ratio, 0.01);  // the power iteration finds something
    EXPECT_LT(r.curvature_c.worst_ratio, 1.0);
    EXPECT_GT(r.curvature_W.worst_ratio, 1e-4);
  }
}

TEST(RunChecker, StepsBeyondTheConstantAreCountedApart) {
  const RunReport r = follow(circle_state(3, 4, 100), StepOptions{}, 10);
  EXPECT_EQ(r.descent.proved + r.descent.equal, 70);
  EXPECT_GT(r.steps_beyond, 20);
  EXPECT_GT(r.left_ball, 0);
}

TEST(RunChecker, ActivationsWithoutConstantsAreFollowedToo) {
  for (const auto kind : {Activation::Kind::relu, Activation::Kind::identity}) {  // no M0, M2; no M0 alone
    StateData start = circle_state(3, 4, 50);
    start.activation = {kind};
    const RunReport r = follow(start, StepOptions{}, 5);
    EXPECT_EQ(r.descent.proved + r.descent.equal + r.increase_count, 35);
    for (const ClaimReport& curvature : {r.curvature_c, r.curvature_W}) {
      EXPECT_EQ(curvature.proved + curvature.equal + curvature.refuted + curvature.inconclusive, 0);
      EXPECT_EQ(curvature.verdict(), Verdict::hypothesis_not_met);
    }
    EXPECT_EQ(r.steps_within + r.steps_beyond, 0);
  }
}

TEST(RunChecker, FollowsConvolutionalRuns) {
  StepOptions options;
  options.rule = StepRule::certified;
  for (const bool pooled : {false, true}) {
    for (const Padding padding : {Padding::same, Padding::valid}) {
      for (const ConstantSet set : {ConstantSet::paper, ConstantSet::sharp}) {
        options.constants = set;
        const RunReport r = follow(testing_support::convolutional_state(1, 3, pooled, padding, 6), options, 2);
        EXPECT_EQ(r.descent_claim, "theorem-4.2");
        EXPECT_EQ(r.descent.proved + r.descent.equal, 2 * (1 + 3 * 3));
        EXPECT_EQ(r.descent.refuted + r.descent.inconclusive + r.increase_count, 0);
        EXPECT_EQ(r.steps_within, 2 * 4);
        EXPECT_EQ(r.curvature_c.proved, 2 * 3);
        EXPECT_EQ(r.curvature_W.proved, 2);
      }
    }
  }
}

TEST(RunChecker, FrozenLayersHaveNoUpdates) {
  StepOptions options;
  options.frozen_layers = 2;
  const RunReport r = follow(testing_support::convolutional_state(2, 3, true, Padding::same, 4), options, 3);
  EXPECT_EQ(r.descent.proved + r.descent.equal, 3 * (1 + 3));
  EXPECT_EQ(r.curvature_c.proved, 3);
}

/// What the checker says of a change made by hand, beside the difference of two evaluations.
void expect_difference(const StateData& start, const BlockUpdate<double>& update,
                       const std::function<void(State<double>&)>& change) {
  ThreadPool pool(1);
  State<double> state = state_of<double>(start);
  RunChecker checker(state, StepOptions{}, pool, 128);
  checker.begin_sweep();
  const Ball before = exact_S(state);
  change(state);
  checker.after(update);
  const double expected = ((exact_S(state) - before) / before).approximate();
  ASSERT_GT(expected, 0);
  EXPECT_EQ(checker.report().increase_count, 1);
  EXPECT_NEAR(checker.report().largest_increase / expected, 1, 1e-9);
  ASSERT_EQ(checker.report().increases.size(), 1u);
  EXPECT_EQ(checker.report().increases[0].kind, update.kind);
  EXPECT_EQ(checker.report().increases[0].l, update.l);
  EXPECT_EQ(checker.report().descent.refuted, 0);
}

/// Where one part of the difference hides the other: of c_l, what the layer above gains; of weights, lambda.
TEST(RunChecker, SeesEveryPartOfTheDifference) {
  using testing_support::infeasible_state;
  StateData start = infeasible_state(4, 1, 10, 2, 0.3);
  start.layers[2].r.setZero();
  start.activation = {Activation::Kind::identity};
  expect_difference(start, {BlockKind::auxiliary, 2, 0.0}, [](auto& s) {
    auto& b = s.blocks[0];
    const Matrix<double> V = b.V(3), c = b.c(2) - 1.5 * b.r(2);
    b.r(2) *= -0.5;
    b.r(3) -= s.chain.at(3).K * (c - V);
  });
  start = infeasible_state(3, 1, 10, 2, 0.3);
  start.layers[0].r *= 10;
  start.layers[1].W.setZero();
  expect_difference(start, {BlockKind::layer_weights, 2, 0.0}, [](auto& s) {
    auto& b = s.blocks[0];
    const double w = b.r(2).row(0).dot(b.V(2).row(0)) / b.V(2).squaredNorm();
    s.chain.at(2).K(0, 0) = w;
    b.r(2) -= w * b.V(2);
  });
  start = infeasible_state(2, 1, 10, 2, 0.3);
  start.layers[0].r *= 1000;
  start.layers[1].W.setZero();
  for (const double t : {0.01, -0.01}) {
    expect_difference(start, {BlockKind::output_weights, 2, 0.0}, [t](auto& s) { s.chain.at(2).K << t, -t; });
  }
}

/// Moves of every size, one after the other: the sign of every difference is that of two evaluations.
TEST(RunChecker, FollowsMovesOfEverySize) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    State<double> state = state_of<double>(testing_support::infeasible_state(4, 2, 10, 2, 0.3, seed));
    ThreadPool pool(1);
    RunChecker checker(state, StepOptions{}, pool, 128);
    checker.begin_sweep();
    const RandomStream stream(seed, Purpose::claim_instance, 6);
    std::uint64_t next = 0;
    long up = 0;
    const auto change = [&](BlockKind kind, Index l, auto&... parts) {
      const Ball before = exact_S(state);
      const double size = std::pow(10, 6 * stream.uniform(next++) - 6);
      const auto move = [&](auto& m) {
        for (Index i = 0; i < m.size(); ++i) m.data()[i] += stream.symmetric(next++, size);
      };
      (move(parts), ...);
      checker.after({kind, l, 0.0});
      up += exact_S(state) > before;
      EXPECT_EQ(checker.report().increase_count, up) << seed << " " << l;
    };
    auto& block = state.blocks[0];
    for (Index l = 3; l >= 1; --l) {
      if (l < 3) change(BlockKind::auxiliary, l, block.r(l), block.r(l + 1));
      change(BlockKind::layer_weights, l, state.chain.at(l).K, block.r(l));
      change(BlockKind::bias, l, state.chain.at(l).b);
    }
  }
}

/// Steps of nearly 2/C are told from those beyond it, so the constants are those of the evaluation; 300 samples are two
/// blocks.
TEST(RunChecker, ConstantsAreThoseOfTheEvaluation) {
  const StateData data = testing_support::infeasible_state(4, 3, 300, 2, 0.3);
  State<double> state = state_of<double>(data);
  ThreadPool pool(1);
  const Evaluation e = evaluate_to(data, 128, pool);
  for (const double factor : {1.999, 2.001}) {
    RunChecker checker(state, StepOptions{}, pool, 128);
    checker.begin_sweep();
    const auto step = [&](Index l, const Ball& unit) {
      return (Ball(factor) * unit / *e.lipschitz_paper[static_cast<std::size_t>(l - 1)]).approximate();
    };
    checker.after({BlockKind::output_weights, 4, step(4, Ball(1.0))});
    checker.after({BlockKind::auxiliary, 3, step(3, Ball(1.0))});
    checker.after({BlockKind::bias, 3, 0.0});
    checker.after({BlockKind::auxiliary, 2, step(2, e.omega[2])});
    EXPECT_EQ(checker.report().steps_within, factor < 2 ? 3 : 0);
    EXPECT_EQ(checker.report().steps_beyond, factor < 2 ? 0 : 3);
  }
}

/// A step of length 0 meets no hypothesis: it is counted every time, the increase is listed a hundred times.
TEST(RunChecker, GoesOnCheckingWhereTheListOfIncreasesEnds) {
  ThreadPool pool(1);
  State<double> state = state_of<double>(testing_support::infeasible_state(2, 1, 2, 2, 0.3));
  RunChecker checker(state, StepOptions{}, pool, 64);
  checker.begin_sweep();
  for (int k = 0; k < 120; ++k) {
    state.chain.at(2).K *= 1.125;
    checker.after({BlockKind::output_weights, 2, 0.0});
  }
  EXPECT_EQ(checker.report().increase_count, 120);
  EXPECT_EQ(checker.report().increases.size(), 100u);
  EXPECT_EQ(checker.report().descent.hypothesis_not_met, 120);
}

/// The theorem speaks of whole least-squares updates and of one step for all samples.
TEST(RunChecker, StepsThatTheTheoremDoesNotSpeakOfMeetNoHypothesis) {
  const auto not_met = [](const StepOptions& options, const BlockUpdate<double>& update) {
    ThreadPool pool(1);
    State<double> state = state_of<double>(testing_support::infeasible_state(3, 2, 10, 2, 0.3));
    RunChecker checker(state, options, pool, 64);
    checker.begin_sweep();
    state.blocks[0].r(1) *= 2.0;
    checker.after(update);
    EXPECT_EQ(checker.report().increase_count, 1);
    return checker.report().descent.hypothesis_not_met;
  };
  StepOptions relaxed, own_steps;
  relaxed.relaxation = 1.5;
  own_steps.rule = StepRule::per_sample;
  EXPECT_EQ(not_met(StepOptions{}, {BlockKind::bias, 1, 0.0}), 0);
  EXPECT_EQ(not_met(relaxed, {BlockKind::bias, 1, 0.0}), 1);
  EXPECT_EQ(not_met(own_steps, {BlockKind::bias, 1, 0.0}), 0);
  EXPECT_EQ(not_met(own_steps, {BlockKind::auxiliary, 1, 1e-9}), 1);
}

TEST(RunChecker, SeesAnIncreaseInEveryKindOfBlock) {
  const StateData start = testing_support::infeasible_state(4, 3, 40, 2, 0.3);
  expect_difference(start, {BlockKind::output_weights, 4, 0.0}, [](auto& s) { s.chain.at(4).K *= 3.0; });
  expect_difference(start, {BlockKind::auxiliary, 3, 0.0}, [](auto& s) { s.blocks[0].r(3) *= 3.0; });
  expect_difference(start, {BlockKind::auxiliary, 2, 0.0}, [](auto& s) {
    s.blocks[0].r(2) *= 3.0;
    s.blocks[0].r(3) *= 2.0;
  });
  expect_difference(start, {BlockKind::layer_weights, 2, 0.0}, [](auto& s) { s.chain.at(2).K *= 2.0; });
  expect_difference(start, {BlockKind::bias, 1, 0.0}, [](auto& s) { s.blocks[0].r(1) *= 2.0; });
}

TEST(RunChecker, SeesAnIncreaseInEveryKindOfConvolutionalBlock) {
  const StateData start = testing_support::convolutional_state(2, 3, true, Padding::same, 5);
  expect_difference(start, {BlockKind::auxiliary, 2, 0.0}, [](auto& s) { s.blocks[0].r(2) *= 3.0; });
  expect_difference(start, {BlockKind::auxiliary, 1, 0.0}, [](auto& s) {
    s.blocks[0].r(1) *= 3.0;
    s.blocks[0].r(2) *= 2.0;
  });
  expect_difference(start, {BlockKind::layer_weights, 3, 0.0}, [](auto& s) { s.chain.at(3).K *= 2.0; });
  expect_difference(start, {BlockKind::layer_weights, 2, 0.0}, [](auto& s) { s.chain.at(2).K *= 2.0; });
  expect_difference(start, {BlockKind::bias, 1, 0.0}, [](auto& s) { s.blocks[0].r(1) *= 2.0; });
}

/// A change of c_1 that no residual shows: bounds of what the layers above make of it cannot tell its sign, whole
/// forward passes can.
TEST(RunChecker, DecidesWhatTheCheapEnclosureCannot) {
  StateData start = testing_support::infeasible_state(4, 3, 10, 2, 0.3);
  start.layers[3].W *= 10.0;
  int increases = 0;
  for (const double factor : {1 - 1e-9, 1 + 1e-9}) {
    ThreadPool pool(1);
    State<double> state = state_of<double>(start);
    RunChecker checker(state, StepOptions{}, pool, 128);
    checker.begin_sweep();
    const Ball before = exact_S(state);
    state.chain.at(1).b *= factor;
    checker.after({BlockKind::bias, 1, 0.0});
    const bool increased = exact_S(state) > before;
    EXPECT_EQ(checker.report().increase_count, increased ? 1 : 0);
    EXPECT_EQ(checker.report().descent.proved, increased ? 0 : 1);
    increases += increased;
  }
  EXPECT_EQ(increases, 1);  // to first order the two are opposite
}

}  // namespace
}  // namespace lysep
