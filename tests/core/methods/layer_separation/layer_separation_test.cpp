#include "core/methods/layer_separation/layer_separation.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::circle_state;
using testing_support::infeasible_state;

struct Trained {
  State<double> state;
  std::vector<double> losses;
  SweepReport total;
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
  EXPECT_EQ(hash(with(StepRule::backtracking)), 15548605536581738471u);
  EXPECT_EQ(hash(with(StepRule::per_sample)), 17492656168652346571u);
  EXPECT_EQ(hash(with(StepRule::certified, ConstantSet::paper)), 12189398470422394263u);
  EXPECT_EQ(hash(with(StepRule::certified, ConstantSet::sharp, 2)), 4857684224673575417u);
  EXPECT_EQ(hash(with(StepRule::backtracking, ConstantSet::paper, 1, 1.5)), 3750869284192508544u);
  EXPECT_EQ(hash_of(data_of(
                run(infeasible_state(3, 4, 300, 3, 0.2), with(StepRule::certified, ConstantSet::sharp), 20).state)),
            16340862102508992012u);
  // More blocks than parts of a sum.
  EXPECT_EQ(hash_of(data_of(run(circle_state(2, 2, 16900), {}, 3, 2).state)), 2845939488198238512u);
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

/// Every first trial is accepted: one for W_D, c_2 and c_1, for both blocks of samples.
TEST(LayerSeparation, TrialsAndStepsAreThoseOfTheSweep) {
  StepOptions options = with(StepRule::per_sample);
  options.shrink = 1e-3;
  options.grow = 0.5;
  State<double> state = state_of<double>(infeasible_state(3, 4, 300, 2, 0.3));
  ASSERT_EQ(state.blocks.size(), 2u);
  ThreadPool pool(1);
  LayerSeparation<double> algorithm(state, options, pool);
  std::map<Index, double> last;
  for (int k = 0; k < 2; ++k) {
    const auto report = algorithm.sweep([&](const BlockUpdate<double>& update) {
      if (update.kind != BlockKind::auxiliary) return;
      const double first = 1e-3 / squared_norm(state.chain.at(update.l + 1).K);
      EXPECT_DOUBLE_EQ(update.step, k == 0 ? first : 0.5 * last[update.l]);
      last[update.l] = update.step;
    });
    EXPECT_EQ(report.trials, 1 + 2);
  }
}

TEST(LayerSeparation, ACertifiedStepIsOneTrial) {
  EXPECT_EQ(run(circle_state(4, 3, 50), with(StepRule::certified), 5).total.trials, 5 * 4);
}

TEST(LayerSeparation, AStationaryStateHasNothingToReport) {
  StateData start = circle_state(3, 2, 5);
  start.X.setZero();
  for (auto& layer : start.layers) {
    layer.W.setZero();
    layer.b.setZero();
  }
  for (const StepRule rule : {StepRule::backtracking, StepRule::per_sample, StepRule::certified}) {
    const Trained r = run(start, with(rule), 2);
    EXPECT_EQ(r.total.trials, 0);
    EXPECT_EQ(r.total.steps_rejected, 0);
    EXPECT_EQ(r.total.solves_rejected, 0);
  }
}

/// A relaxation beyond 2 must increase the residual, and nothing else moves: W_2 = 0.
TEST(LayerSeparation, EveryRejectedSolveIsCounted) {
  StateData start = circle_state(2, 1, 2);
  start.layers[1].W.setZero();
  const StepOptions options = with(StepRule::certified, ConstantSet::paper, 1e-300, 2.5);
  start.X << 1, 0, 3, 0;
  start.layers[0].r << 0.5, -0.5;  // E_1 is rejected; the mean of r is 0, and b_1 stays
  const Trained weights = run(start, options, 1);
  EXPECT_EQ(weights.total.solves_rejected, 1);
  EXPECT_EQ(weights.state.chain.at(1).K, start.layers[0].W);
  EXPECT_EQ(weights.state.chain.at(1).b, start.layers[0].b);
  start.X.setZero();
  start.layers[0].r << 0.5, 0.5;  // E_1 has nothing to do, b_1 is rejected
  EXPECT_EQ(run(start, options, 1).total.solves_rejected, 1);
}

TEST(LayerSeparation, ASearchThatFailsTellsNoStep) {
  for (const StepRule rule : {StepRule::backtracking, StepRule::per_sample}) {
    StepOptions options = with(rule);
    options.shrink = 1000;  // c_1's first step is far too long
    options.grow = 1;
    options.max_trials = 1;
    State<double> state = state_of<double>(circle_state(2, 4, 50));
    ThreadPool pool(1);
    LayerSeparation<double> algorithm(state, options, pool);
    for (int k = 0; k < 2; ++k) {
      algorithm.sweep([](const BlockUpdate<double>& update) {
        if (update.kind == BlockKind::auxiliary) {
          EXPECT_EQ(update.step, 0.0);
        }
      });
      EXPECT_EQ(squared_norm(state.blocks[0].r(1)), 0.0);
    }
  }
}

TEST(LayerSeparation, ANonFiniteGradientNamesTheOutputLayer) {
  StateData start = infeasible_state(3, 3, 5, 2, 1.0);
  start.layers[1].r *= 1e80;  // S is finite, ||grad||^2 is not
  State<double> state = state_of<double>(start);
  ThreadPool pool(1);
  LayerSeparation<double> algorithm(state, {}, pool);
  try {
    algorithm.sweep();
    FAIL();
  } catch (const NonFinite& bad) {
    EXPECT_STREQ(bad.what(), "non-finite gradient in layer 3");
  }
  EXPECT_EQ(hash_of(data_of(state)), hash_of(data_of(state_of<double>(start))));
}

/// Three classes, losses far above kappa: both of the self-consistent step's other terms decide it.
TEST(LayerSeparation, TheSharpOutputStepKnowsTheLossesAndTheMove) {
  StateData start = infeasible_state(2, 3, 40, 3, 0.1);
  start.layers[1].W *= 20;
  State<double> state = state_of<double>(start);
  ASSERT_EQ(state.blocks.size(), 1u);
  const auto& block = state.blocks[0];
  const Matrix<double> V = block.V(2), R = surrogate_losses(state.chain, block);
  Matrix<double> H;
  output_correlation(state.chain, block, H);
  const double lambda = squared_norm(block.r(1)), s = std::pow(spectral_norm(V), 2);
  const Matrix<double> g = output_gradient(state.chain, H, lambda);
  const double A = 2 * lambda + s * R.maxCoeff(),
               B = std::sqrt(2.0) * s * Matrix<double>(g * V).colwise().norm().maxCoeff();
  const double step = std::min(2 / (2 * lambda + kappa(0.0) * s), 4 / (A + std::sqrt(A * A + 8 * B)));
  ThreadPool pool(1);
  LayerSeparation<double>(state, with(StepRule::certified, ConstantSet::sharp), pool).sweep([&](const auto& update) {
    if (update.kind == BlockKind::output_weights) {
      EXPECT_NEAR(update.step, step / 2, 1e-9 * step);
    }
  });
}

}  // namespace
}  // namespace lysep
