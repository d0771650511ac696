#include "core/training/training.hpp"

#include <numeric>
#include <set>

#include "core/methods/layer_separation/entry.hpp"
#include "core/training/batches.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

constexpr std::size_t samples = 200, in_batch = 60;

TrainingOptions options_of(const std::string& method, const OptionValues& given = {}) {
  TrainingOptions options;
  options.method = method;
  options.method_options = defaults_of(*method_named(method));
  for (const auto& [name, value] : given) options.method_options[name] = value;
  options.sweeps = 5;
  options.refresh = 2;
  options.seed = 3;
  options.trace = true;
  return options;
}

/// Circle data in batches, or all at once.
Problem problem(bool batches) {
  TrainAndTest data = circle_data(1, samples, 50);
  const StateData network = initial_state({}, dense_network(2, 5, 3, 2), 1.7, 1);
  std::vector<std::size_t> all(samples);
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (!batches) return {with_samples(network, data.train, all), {}, std::move(data.test)};
  return {with_samples(network, data.train, batch_samples(3, samples, in_batch, 0)), data.train, std::move(data.test)};
}

struct Outcome {
  TrainingResult result;
  std::vector<TraceRow> rows;
};

Outcome train(const TrainingOptions& options, const Problem& problem, long stop_after = 1000) {
  std::atomic<bool> stop{false};
  Outcome run;
  run.result = run_training<double>(
      options, problem,
      [&](const TraceRow& row) {
        run.rows.push_back(row);
        if (row.sweep == stop_after) stop = true;
      },
      stop);
  return run;
}

TEST(Training, TellsTheTestSamplesAfterEverySweepWhereAsked) {
  TrainingOptions options;
  options.method_options = defaults_of(*method_named("lysep"));
  options.sweeps = 4;
  const Outcome without = train(options, problem(false));
  options.trace_test = true;
  const Outcome with = train(options, problem(false));
  ASSERT_EQ(with.rows.size(), 4u);
  for (const TraceRow& row : without.rows) EXPECT_FALSE(row.test.has_value());
  for (const TraceRow& row : with.rows) {
    ASSERT_TRUE(row.test.has_value());
    options.sweeps = row.sweep;
    EXPECT_EQ(row.test->CE, train(options, problem(false)).result.test->CE) << row.sweep;
  }
  EXPECT_EQ(with.rows.back().test->accuracy, with.result.test->accuracy);
  EXPECT_EQ(with.result.state.layers[0].W, without.result.state.layers[0].W);
}

/// Where nobody asks for the trace the network is evaluated at the ends alone; a run without a sweep is its start.
TEST(Training, EvaluatesTheNetworkAtTheEndsWhereNobodyAsks) {
  TrainingOptions options;
  options.method_options = defaults_of(*method_named("lysep"));
  options.sweeps = 3;
  const Outcome run = train(options, problem(false));
  for (const TraceRow& row : run.rows) EXPECT_EQ(row.network.CE, run.result.start.network.CE);
  EXPECT_NE(run.result.last.network.CE, run.result.start.network.CE);
  EXPECT_EQ(run.result.start.trials, 0);
  EXPECT_EQ(run.result.start.seconds, 0);
  options.sweeps = 0;
  const TraceRow none = train(options, problem(false)).result.last;
  EXPECT_EQ(none.network.CE, run.result.start.network.CE);
  EXPECT_EQ(none.sweep, 0);
}

TEST(Batches, TakeThePlaceOfTheSamplesThatWere) {
  const TrainAndTest data = circle_data(1, samples, 50);
  const StateData network = initial_state({}, dense_network(2, 5, 3, 2), 1.7, 1);
  const StateData all = with_samples(network, data.train, batch_samples(3, samples, 150, 0));
  const StateData few = with_samples(all, data.train, {7, 3});
  ASSERT_EQ(few.labels.size(), 2u);
  EXPECT_EQ(few.labels[0], data.train.labels[7]);
  EXPECT_EQ(few.X.rows(), 2);
  EXPECT_EQ(hash_of(few), hash_of(with_samples(network, data.train, {7, 3})));
}

TEST(Batches, ARoundHoldsEverySampleAtMostOnce) {
  std::set<std::size_t> seen;
  for (std::size_t number = 0; number < samples / in_batch; ++number) {
    const auto batch = batch_samples(3, samples, in_batch, number);
    EXPECT_EQ(batch.size(), in_batch);
    for (const std::size_t sample : batch) {
      EXPECT_LT(sample, samples);
      EXPECT_TRUE(seen.insert(sample).second);
    }
  }
  EXPECT_NE(batch_samples(3, samples, in_batch, 0), batch_samples(3, samples, in_batch, samples / in_batch));
  EXPECT_NE(batch_samples(3, samples, in_batch, 0), batch_samples(4, samples, in_batch, 0));
}

TEST(Batches, ThatGrowHaveMoreAndMoreSamplesUntilTheyHaveAll) {
  const BatchPlan plan{3, 100, 20, 30, 2};
  std::vector<std::size_t> all(100);
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::vector<std::size_t> sizes;
  for (std::size_t number = 0; number < 5; ++number) {
    std::vector<std::size_t> batch = plan.samples_of(number);
    sizes.push_back(batch.size());
    EXPECT_NE(batch, std::vector<std::size_t>(all.begin(), all.begin() + static_cast<long>(batch.size())));
    std::sort(batch.begin(), batch.end());
    EXPECT_EQ(std::adjacent_find(batch.begin(), batch.end()), batch.end()) << number;
    EXPECT_LT(batch.back(), 100u);
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{20, 50, 80, 100, 100}));
  EXPECT_EQ(plan.samples_of(0), batch_samples(3, 100, 20, 0));  // what a run starts with
  const auto first = plan.samples_of(0), second = plan.samples_of(1);
  EXPECT_FALSE(std::equal(first.begin(), first.end(), second.begin()));  // an order of its own
  EXPECT_FALSE(plan.ends(0, 0));
  EXPECT_FALSE(plan.ends(1, 0));
  EXPECT_TRUE(plan.ends(2, 0));
  EXPECT_TRUE(plan.ends(6, 2));
  EXPECT_FALSE(plan.ends(8, 3));  // it has all
  EXPECT_TRUE((BatchPlan{3, 100, 100, 0, 2}.ends(8, 3)));
  EXPECT_FALSE((BatchPlan{3, 0, 100, 0, 2}.ends(8, 3)));
}

/// From every checkpoint of a run its end is the same, and a checkpoint is made where it is due.
void expect_resumable(TrainingOptions options, const Problem& start) {
  options.checkpoint_sweeps = 1;
  std::vector<Checkpoint> kept;
  const std::atomic<bool> go{false};
  const auto ignore = [](const TraceRow&) {};
  const auto keep = [&](const Checkpoint& checkpoint) { kept.push_back(checkpoint); };
  const auto hash = hash_of(run_training<double>(options, start, ignore, go, keep).state);
  ASSERT_EQ(kept.size(), 4u);  // none after the last sweep
  for (const Checkpoint& checkpoint : kept) {
    std::vector<TraceRow> rows;
    const auto row = [&](const TraceRow& of_sweep) { rows.push_back(of_sweep); };
    const TrainingResult resumed = run_training<double>(options, start, row, go, {}, &checkpoint);
    EXPECT_EQ(hash_of(resumed.state), hash) << options.method << " from sweep " << checkpoint.sweep;
    ASSERT_FALSE(rows.empty());
    EXPECT_EQ(rows.front().sweep, checkpoint.sweep + 1);
    EXPECT_GE(rows.front().seconds, checkpoint.seconds);
  }
  options.checkpoint_sweeps = 2;
  kept.clear();
  run_training<double>(options, start, ignore, go, keep);
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[1].sweep, 4);
  options.checkpoint_sweeps = 0;
  options.checkpoint_seconds = 1e-9;
  run_training<double>(options, start, ignore, go, keep);
  EXPECT_EQ(kept.size(), 6u);
}

TEST(Training, GoesOnFromEveryCheckpointToTheSameState) {
  for (const bool batches : {false, true}) {
    for (const MethodEntry& method : methods()) expect_resumable(options_of(method.name), problem(batches));
    expect_resumable(options_of("lysep", {{"step", "per-sample"}}), problem(batches));
    expect_resumable(options_of("lysep", {{"step", "certified"}}), problem(batches));
  }
}

TEST(Training, RowsAreThoseOfTheSweepsAndTheirBatches) {
  for (const MethodEntry& method : methods()) {
    const Outcome r = train(options_of(method.name), problem(true));
    ASSERT_EQ(r.rows.size(), 5u) << method.name;
    for (std::size_t k = 0; k < 5; ++k) {
      const TraceRow& row = r.rows[k];
      EXPECT_EQ(row.sweep, static_cast<long>(k) + 1);
      EXPECT_EQ(row.batch, static_cast<long>(k) / 2);
      EXPECT_EQ(row.figures.size(), method.figures.size());
      if (method.minimises_S()) {
        EXPECT_DOUBLE_EQ(row.L_S, std::sqrt(row.S / in_batch));
        EXPECT_DOUBLE_EQ(row.bound, std::sqrt(5.0) * row.L_S);  // K(1, 3)
        EXPECT_LE(row.network.CE, row.bound);
      }
      EXPECT_GE(row.trials, 1);
      if (method.name == "lysep" && k % 2 == 1) {
        EXPECT_LE(row.S, r.rows[k - 1].S);
      }
    }
    EXPECT_EQ(r.result.last.S, r.rows.back().S);
    EXPECT_EQ(r.result.state.samples(), static_cast<Index>(in_batch));
    EXPECT_EQ(r.result.state.X,
              with_samples(r.result.state, problem(true).train, batch_samples(3, samples, in_batch, 2)).X);
    ASSERT_TRUE(r.result.test.has_value());
    EXPECT_TRUE(r.result.failure.empty());
    EXPECT_FALSE(r.result.interrupted);
  }
}

TEST(Training, FiguresOfAllSamplesAreThoseOfTheTrueNetwork) {
  const Outcome whole = train(options_of("lysep"), problem(false));
  EXPECT_EQ(whole.result.all.CE, whole.result.last.network.CE);
  const StateData& data = whole.result.state;
  const Matrix<double> Z = network_logits(chain_of<double>(data), Matrix<double>(data.X.transpose()));
  Matrix<double> R;
  cross_entropy(Z, data.labels, R);
  EXPECT_NEAR(whole.result.all.CE, R.mean(), 1e-14);
  EXPECT_NEAR(whole.result.all.accuracy, 100.0 * static_cast<double>(correct_predictions(Z, data.labels)) / samples,
              1e-12);
  const Outcome batches = train(options_of("lysep"), problem(true));
  EXPECT_NE(batches.result.all.CE, batches.result.last.network.CE);
}

TEST(Training, EveryRuleIsTheOneThatItsOptionsName) {
  std::set<std::uint64_t> hashes;
  const OptionValues rules[] = {{},
                                {{"step", "per-sample"}},
                                {{"step", "certified"}},
                                {{"step", "certified"}, {"constants", "sharp"}},
                                {{"step", "certified"}, {"tau-factor", 2.0}},
                                {{"relaxation", 1.5}},
                                {{"shrink", 0.5}},
                                {{"grow", 2.0}}};
  for (const OptionValues& rule : rules) {
    TrainingOptions options = options_of("lysep", rule);
    const auto hash = hash_of(train(options, problem(false)).result.state);
    EXPECT_TRUE(hashes.insert(hash).second);
    options.threads = 3;
    EXPECT_EQ(hash_of(train(options, problem(false)).result.state), hash);
  }
  TrainingOptions frozen = options_of("lysep");
  frozen.frozen_layers = 1;
  EXPECT_EQ(train(frozen, problem(false)).result.state.layers[0].W, problem(false).start.layers[0].W);
}

TEST(Training, EndsAtTheTargetOnceItIsReached) {
  TrainingOptions options = options_of("joint");
  options.sweeps = 100;
  options.trace = false;
  const Outcome whole = train(options, problem(false));
  options.trace = true;
  options.until = 0.3;
  const Outcome run = train(options, problem(false));
  ASSERT_FALSE(run.rows.empty());
  for (const TraceRow& row : run.rows) EXPECT_EQ(row.network.CE <= 0.3, &row == &run.rows.back());
  EXPECT_LT(run.result.last.sweep, 100);
  EXPECT_EQ(whole.result.last.sweep, 100);
  EXPECT_FALSE(run.result.interrupted);
  options.until = run.rows.back().network.CE;  // equal is enough, without a trace too
  options.trace = false;
  EXPECT_EQ(train(options, problem(false)).result.last.sweep, run.result.last.sweep);
  options.until = 10;  // reached at the start
  EXPECT_EQ(train(options, problem(false)).result.last.sweep, 0);
  EXPECT_FALSE(train(options, problem(false), 0).result.interrupted);
}

TEST(Training, AStopEndsItAfterTheSweepUnderWay) {
  const Outcome r = train(options_of("lysep"), problem(false), 2);
  EXPECT_EQ(r.result.last.sweep, 2);
  EXPECT_TRUE(r.result.interrupted);
  TrainingOptions two = options_of("lysep");
  two.sweeps = 2;
  EXPECT_EQ(hash_of(r.result.state), hash_of(train(two, problem(false)).result.state));
}

TEST(Training, AValueThatIsNotFiniteStopsItAtTheLastGoodState) {
  const Outcome r = train(options_of("gd", {{"learning-rate", 1e300}}), problem(false));
  EXPECT_NE(r.result.failure.find("at sweep"), std::string::npos) << r.result.failure;
  EXPECT_TRUE(std::isfinite(r.result.last.S));
  Problem bad = problem(false);
  bad.start.layers[0].W(0, 0) = 1e300;
  bad.start.layers[1].W(0, 0) = 1e300;
  bad.start.layers[2].W *= 1e300;
  const Outcome none = train(options_of("lysep"), bad);
  EXPECT_NE(none.result.failure.find("loss of the initial state"), std::string::npos) << none.result.failure;
  EXPECT_TRUE(none.result.state.layers.empty());
}

TEST(LayerSeparationEntry, CertifiedStepsNeedBoundedActivations) {
  const auto problem_with = method_named("lysep")->problem_with_network;
  OptionValues values = defaults_of(*method_named("lysep"));
  EXPECT_EQ(problem_with(values, {*activation_named("relu")}), "");
  values["step"] = "certified";
  EXPECT_EQ(problem_with(values, {*activation_named("tanh")}), "");
  for (const char* name : {"relu", "identity"}) {
    EXPECT_NE(problem_with(values, {*activation_named(name)}).find(std::string("but got ") + name), std::string::npos);
  }
}

}  // namespace
}  // namespace lysep
