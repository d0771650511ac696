#include "core/layer_separation.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::circle_state;
using testing_support::infeasible_state;

struct Trained {
  State<double> state;
  std::vector<double> losses;
  SweepReport<double> total;
};

Trained run(const StateData& start, const StepOptions& options, int sweeps, int threads = 1) {
  Trained r{state_of<double>(start), {}, {}};
  ThreadPool pool(threads);
  LayerSeparation<double> algorithm(r.state, options, pool);
  r.losses.push_back(algorithm.loss());
  for (int k = 0; k < sweeps; ++k) {
    const auto report = algorithm.sweep();
    r.total.trials += report.trials;
    r.total.steps_rejected += report.steps_rejected;
    r.total.solves_rejected += report.solves_rejected;
    r.losses.push_back(algorithm.loss());
  }
  return r;
}

StepOptions with(StepRule rule, ConstantSet constants = ConstantSet::paper, double factor = 1, double relaxation = 1) {
  StepOptions o;
  o.rule = rule;
  o.constants = constants;
  o.tau_factor = factor;
  o.relaxation = relaxation;
  return o;
}

void expect_no_increase(const std::vector<double>& losses) {
  for (std::size_t k = 1; k < losses.size(); ++k) ASSERT_LE(losses[k], losses[k - 1]) << "sweep " << k;
}

TEST(LayerSeparation, TheLossNeverIncreasesUnderAnyRule) {
  const StepOptions rules[] = {
      with(StepRule::backtracking), with(StepRule::per_sample), with(StepRule::certified, ConstantSet::paper, 2),
      with(StepRule::certified, ConstantSet::sharp, 2), with(StepRule::backtracking, ConstantSet::paper, 1, 1.95)};
  for (const StepOptions& options : rules) {
    for (const Index depth : {2, 3, 8}) {
      const Trained r = run(circle_state(depth, 4, 300), options, 40);
      expect_no_increase(r.losses);
      EXPECT_LT(r.losses.back(), r.losses.front());
      const Trained infeasible = run(infeasible_state(depth, 4, 50, 3, 0.3), options, 20);
      expect_no_increase(infeasible.losses);
    }
  }
}

TEST(LayerSeparation, DeepNetworksOfLargeScaleDescendWithoutRejectedSteps) {
  for (const double scale : {1.7320508075688772, 2.5, 4.0}) {
    const Trained r = run(circle_state(20, 10, 300, 1, {}, scale), {}, 30);
    expect_no_increase(r.losses);
    EXPECT_EQ(r.total.steps_rejected, 0);
    EXPECT_LT(r.losses.back(), 0.9 * r.losses.front());
  }
}

TEST(LayerSeparation, EveryTrainableActivationDescends) {
  for (int k = 0; k <= 4; ++k) {
    const Trained r = run(circle_state(3, 6, 200, 1, {static_cast<Activation::Kind>(k)}), {}, 30);
    expect_no_increase(r.losses);
    EXPECT_LT(r.losses.back(), r.losses.front());
  }
}

TEST(LayerSeparation, TheLossItReportsIsTheLossOfTheState) {
  const Trained r = run(infeasible_state(4, 5, 700, 3, 0.3), {}, 10);
  ThreadPool pool(1);
  EXPECT_NEAR(separation_loss(squared_norms(r.state, pool)) / r.losses.back(), 1.0, 1e-12);
  const State<double> derived = state_of<double>(data_of(r.state));  // c formed anew from (E, b, r)
  EXPECT_NEAR(separation_loss(squared_norms(derived, pool)) / r.losses.back(), 1.0, 1e-11);
}

TEST(LayerSeparation, TheNumberOfThreadsChangesNoBit) {
  for (const StepRule rule : {StepRule::backtracking, StepRule::per_sample, StepRule::certified}) {
    const StateData start = circle_state(4, 5, 900);
    const auto once = hash_of(data_of(run(start, with(rule), 10, 1).state));
    for (const int threads : {2, 3}) EXPECT_EQ(hash_of(data_of(run(start, with(rule), 10, threads).state)), once);
  }
}

/// An observer sees E_l before b_l is changed, and changes no bit; also where updates are rejected by rounding.
TEST(LayerSeparation, AnObserverChangesNoBit) {
  for (const double relaxation : {1.0, 1.95}) {
    for (const StateData& start : {circle_state(3, 4, 300), infeasible_state(4, 3, 40, 3, 1e-9)}) {
      const int sweeps = 60;
      const StepOptions options = with(StepRule::backtracking, ConstantSet::paper, 1, relaxation);
      const Trained alone = run(start, options, sweeps);
      State<double> state = state_of<double>(start);
      ThreadPool pool(1);
      LayerSeparation<double> algorithm(state, options, pool);
      std::vector<BlockKind> kinds;
      for (int k = 0; k < sweeps; ++k) {
        const Vector<double> bias = state.chain.at(1).b;
        algorithm.sweep([&](const BlockUpdate<double>& update) {
          if (k == 0) kinds.push_back(update.kind);
          if (update.l == 1 && update.kind == BlockKind::layer_weights) {
            EXPECT_EQ(state.chain.at(1).b, bias);
          }
        });
      }
      EXPECT_EQ(kinds.size(), static_cast<std::size_t>(3 * (state.depth() - 1) + 1));
      EXPECT_EQ(hash_of(data_of(state)), hash_of(data_of(alone.state)));
    }
  }
}

/// Near a minimum of E_l and b_l rounding decides: what is rejected leaves its block, and S, as they are.
TEST(LayerSeparation, UpdatesThatRoundingWouldLetGrowAreRejected) {
  StateData start = circle_state(2, 2, 20);
  start.activation = {Activation::Kind::identity};
  State<double> state = state_of<double>(start), seen = state;
  ThreadPool pool(1);
  LayerSeparation<double> alone(state, {}, pool), observed(seen, {}, pool);
  Index rejected = 0;
  for (int k = 0; k < 3000; ++k) {
    const double before = alone.loss();
    rejected += alone.sweep().solves_rejected;
    observed.sweep([](const BlockUpdate<double>&) {});
    ASSERT_LE(alone.loss(), before);
  }
  EXPECT_GT(rejected, 0);
  EXPECT_EQ(hash_of(data_of(state)), hash_of(data_of(seen)));
}

TEST(LayerSeparation, HashesOnRecord) {
  const StateData start = circle_state(4, 5, 700);
  const auto hash = [&](const StepOptions& options) { return hash_of(data_of(run(start, options, 20).state)); };
  EXPECT_EQ(hash(with(StepRule::backtracking)), 4342977865512081480u);
  EXPECT_EQ(hash(with(StepRule::per_sample)), 6190956226443152583u);
  EXPECT_EQ(hash(with(StepRule::certified, ConstantSet::paper)), 13021151492692176279u);
  EXPECT_EQ(hash(with(StepRule::certified, ConstantSet::sharp, 2)), 6159386013067425865u);
  EXPECT_EQ(hash(with(StepRule::backtracking, ConstantSet::paper, 1, 1.5)), 11773473709186781352u);
  EXPECT_EQ(hash_of(data_of(
                run(infeasible_state(3, 4, 300, 3, 0.2), with(StepRule::certified, ConstantSet::sharp), 20).state)),
            7548704821260889075u);
  // More blocks than parts of a sum.
  EXPECT_EQ(hash_of(data_of(run(circle_state(2, 2, 16900), {}, 3, 2).state)), 15281757391739881854u);
}

/// One trial a search: many fail, and the state is then that of before.
TEST(LayerSeparation, ASearchThatFailsLeavesTheStateAsItWas) {
  StepOptions options;
  options.max_trials = 1;
  options.grow = 100;
  const Trained r = run(circle_state(3, 4, 50), options, 6);
  EXPECT_GT(r.total.steps_rejected, 0);
  expect_no_increase(r.losses);
  ThreadPool pool(1);
  EXPECT_NEAR(separation_loss(squared_norms(r.state, pool)) / r.losses.back(), 1.0, 1e-12);
}

TEST(LayerSeparation, DegenerateShapesTrain) {
  for (const Index depth : {2, 3}) {
    for (const std::size_t samples : {1u, 2u, 9u}) {
      const Trained r = run(circle_state(depth, 1, samples), {}, 20);
      expect_no_increase(r.losses);
    }
  }
}

TEST(LayerSeparation, AZeroLayerIsLeftInPeace) {
  StateData start = circle_state(4, 3, 40);
  start.layers[2].W.setZero();
  for (const StepRule rule : {StepRule::backtracking, StepRule::certified, StepRule::per_sample}) {
    const Trained r = run(start, with(rule), 5);
    expect_no_increase(r.losses);
    for (const double loss : r.losses) EXPECT_TRUE(std::isfinite(loss));
  }
  start.layers[3].W.setZero();
  expect_no_increase(run(start, {}, 5).losses);
}

TEST(LayerSeparation, ANonFiniteStartIsRefused) {
  StateData start = infeasible_state(3, 3, 5, 2, 1.0);
  start.layers[1].W *= 1e200;
  State<double> state = state_of<double>(start);
  ThreadPool pool(1);
  EXPECT_THROW(LayerSeparation<double>(state, {}, pool), NonFinite);
}

TEST(LayerSeparation, ANonFiniteSolutionNamesTheLayerAndLeavesTheStateFinite) {
  StateData start = circle_state(3, 3, 20);
  start.X *= 1e170;  // X X^T overflows
  State<double> state = state_of<double>(start);
  ThreadPool pool(1);
  LayerSeparation<double> algorithm(state, {}, pool);
  try {
    for (int k = 0; k < 20; ++k) algorithm.sweep();
    FAIL() << "an overflowing Gram matrix went unnoticed";
  } catch (const NonFinite& bad) {
    EXPECT_EQ(bad.layer(), 1);
  }
  for (const auto& link : state.chain.links) EXPECT_TRUE(std::isfinite(squared_norm(link.K)));
}

TEST(LayerSeparation, RelaxationScalesTheLeastSquaresUpdates) {
  // With W_D = 0 nothing else moves: the residual of layer 1 shrinks by (1 - rho).
  StateData start = infeasible_state(2, 3, 50, 2, 0.5);
  start.layers[1].W.setZero();
  const auto residual_after = [&](double rho) {
    const Trained r = run(start, with(StepRule::certified, ConstantSet::paper, 1e-300, rho), 1);
    return data_of(r.state);
  };
  const StateData one = residual_after(1.0), half = residual_after(0.5);
  const Matrix<double> full = one.layers[0].W - start.layers[0].W, part = half.layers[0].W - start.layers[0].W;
  EXPECT_LT((part - 0.5 * full).norm(), 1e-12 * full.norm());
  EXPECT_GT(full.norm(), 0.0);
}

TEST(LayerSeparation, StepsGrowAndShrinkByTheirFactors) {
  StepOptions slow;
  slow.shrink = 0.5;
  slow.grow = 1.0;
  StepOptions fast = slow;
  fast.grow = 4.0;
  const StateData start = circle_state(3, 5, 200);
  EXPECT_LT(run(start, slow, 30).total.trials, run(start, fast, 30).total.trials);
}

}  // namespace
}  // namespace lysep
