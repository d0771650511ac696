// Where a search for a step begins, and what it counts.
#include "core/methods/layer_separation/layer_separation.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::circle_state;

StepOptions with(StepRule rule) {
  StepOptions options;
  options.rule = rule;
  return options;
}

/// A step that has grown a thousand times is too long; with one trial a search, it is halved from sweep to sweep.
TEST(StepSearch, AfterAFailedSearchTheNextBeginsAShorterStepFurther) {
  for (const StepRule rule : {StepRule::backtracking, StepRule::per_sample}) {
    StepOptions options = with(rule);
    options.shrink = 0.5;
    options.grow = 1000;
    options.max_trials = 1;
    State<double> state = state_of<double>(circle_state(2, 4, 50));
    ThreadPool pool(1);
    LayerSeparation<double> algorithm(state, options, pool);
    std::vector<double> steps;
    for (int sweep = 0; sweep < 30; ++sweep) {
      algorithm.sweep([&](const BlockUpdate<double>& update) {
        if (update.kind == BlockKind::auxiliary) steps.push_back(update.step);
      });
    }
    const auto accepted = std::count_if(steps.begin(), steps.end(), [](double step) { return step > 0.0; });
    EXPECT_GE(accepted, rule == StepRule::per_sample ? 3 : 2);  // without shrinking, the first alone
    if (rule == StepRule::per_sample) continue;
    EXPECT_LE(accepted, 6);
    std::size_t from = 0;
    for (std::size_t k = 1; k < steps.size(); ++k) {
      if (steps[k] == 0.0) continue;
      EXPECT_EQ(steps[k], 1000 * steps[from] * std::ldexp(1.0, -static_cast<int>(k - from - 1)));
      from = k;
    }
  }
}

/// A gradient of 0 keeps every step, so that the steps grow: past the largest double they begin anew.
TEST(StepSearch, AStepThatHasGrownToInfinityBeginsAnew) {
  for (const StepRule rule : {StepRule::backtracking, StepRule::per_sample}) {
    StepOptions options = with(rule);
    options.grow = 1e6;
    StateData start = circle_state(3, 4, 40);
    start.activation = *activation_named("relu");
    start.layers[1].b.setConstant(-100.0);  // the units of c_2 are off: only ||r_2|| speaks of c_2
    start.layers[1].r.setConstant(1e-160);
    State<double> state = state_of<double>(start);
    ThreadPool pool(1);
    LayerSeparation<double> algorithm(state, options, pool);
    for (int sweep = 0; sweep < 120; ++sweep) {
      const auto report =
          algorithm.sweep([&](const BlockUpdate<double>& update) { EXPECT_TRUE(is_finite(update.step)); });
      EXPECT_LT(report.trials, 3 * options.max_trials) << sweep;
    }
  }
}

/// Of a block that takes most rounds, as the common rule's are of all samples at once.
TEST(StepSearch, TrialsOfSingleSamplesAreThoseOfThePassesOverTheSamples) {
  StepOptions options = with(StepRule::per_sample);
  options.max_trials = 3;
  for (const std::size_t samples : {100, 1000}) {  // one block, and four
    State<double> state = state_of<double>(circle_state(2, 3, samples));
    ThreadPool pool(1);
    LayerSeparation<double> algorithm(state, options, pool);
    for (int sweep = 0; sweep < 10; ++sweep) {
      const Index trials = algorithm.sweep().trials;
      EXPECT_GE(trials, 2);
      EXPECT_LE(trials, 2 * options.max_trials);
    }
  }
}

/// 157 blocks: what sweeps carry along is what is computed anew from the same state.
TEST(StepSearch, TheLossCarriedThroughSweepsIsThatOfTheState) {
  for (const StepRule rule : {StepRule::backtracking, StepRule::per_sample}) {
    State<double> state = state_of<double>(circle_state(3, 4, 40000));
    ThreadPool pool(2);
    LayerSeparation<double> algorithm(state, with(rule), pool);
    for (int sweep = 0; sweep < 3; ++sweep) {
      algorithm.sweep();
      const double carried = algorithm.loss();
      EXPECT_EQ(carried, separation_loss(squared_norms(state, pool)));
      algorithm.restart();
      EXPECT_EQ(carried, algorithm.loss());
    }
  }
}

}  // namespace
}  // namespace lysep
