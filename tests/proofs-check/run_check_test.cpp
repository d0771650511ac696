#include "proofs-check/run_check.hpp"

#include "proofs-check/evaluation.hpp"
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
  StateData start = circle_state(3, 4, 50);
  start.activation = {Activation::Kind::relu};
  const RunReport r = follow(start, StepOptions{}, 5);
  EXPECT_EQ(r.descent.proved + r.descent.equal, 35);
  EXPECT_EQ(r.curvature_c.proved + r.curvature_W.proved, 0);
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
