// Runs split among ranks, threads in the place of processes: the same bits as alone.
#include "core/methods/methods.hpp"
#include "core/numbers/block_sums.hpp"
#include "core/training/batches.hpp"
#include "core/training/training.hpp"
#include "tests/core/numbers/thread_ranks.hpp"
#include "tests/support.hpp"
#include "tests/thorough.hpp"

namespace lysep {
namespace {

using testing_support::thorough;
using testing_support::with_ranks;

struct SplitRun {
  std::string method;
  OptionValues values = {};
  std::size_t samples = 1000, batch = 0;  // four blocks of 256, the last one short
  Index depth = 3;
  std::string activation = "tanh";
  long sweeps = 6;
  long growth = 0;  // of the batches
};

/// Each way in which a method sums over samples.
const std::vector<SplitRun>& runs() {
  static const std::vector<SplitRun> all = {
      {"lysep"},
      {"lysep", {}, 1700, 1030},
      {"lysep", {{"step", std::string("per-sample")}}},
      {"lysep", {{"step", std::string("certified")}, {"constants", std::string("sharp")}}},
      {"lysep", {{"step", std::string("certified")}, {"constants", std::string("paper")}}},
      {"lysep", {{"step", std::string("certified")}}, 17000, 0, 3, "tanh", 4},  // more blocks than parts
      {"gauss-newton", {}, 17000, 0, 3, "tanh", 4},
      {"gd"},
      {"adam", {}, 1700, 1030},
      {"quasi-newton"},
      {"gauss-newton", {}, 1000, 0, 8},
      {"gauss-newton", {}, 3000, 0, 3, "relu", 12},
      {"joint", {}, 1700, 1030, 8, "tanh", 12},
      {"dlam", {}, 1000, 0, 3, "relu"},
      {"dlam", {{"output-step", std::string("fista")}, {"a-step", std::string("per-sample")}}},
      {"dlam", {{"epsilon-rule", std::string("halve")}}, 1700, 1030},
      {"admm", {}, 1000, 0, 3, "relu"},
      {"bsum"},
      {"bsum", {}, 2100, 1030, 3, "tanh", 6, 500},
      {"bsum", {{"bound", std::string("newton")}, {"gamma", std::string("backtracking")}}, 1700, 1030},
      {"bsum", {{"bound", std::string("convex")}}, 1000, 0, 3, "identity"},
  };
  return all;
}

TrainingOptions options_of(const SplitRun& run) {
  TrainingOptions options;
  options.method = run.method;
  options.method_options = defaults_of(*method_named(run.method));
  for (const auto& [name, value] : run.values) options.method_options.at(name) = value;
  options.sweeps = run.sweeps;
  options.batch = static_cast<long>(run.batch);
  options.batch_growth = run.growth;
  options.refresh = 2;
  options.seed = 3;
  options.trace = options.trace_test = true;
  return options;
}

Problem problem_of(const SplitRun& run) {
  TrainAndTest data = circle_data(1, run.samples, 300);
  const StateFormat& format = method_named(run.method)->format;
  const StateData network = initial_state(*any_activation_named(run.activation), dense_network(2, 5, run.depth, 2), 1.7,
                                          1, format.last_bias, format.hidden_bias);
  const std::size_t size = run.batch > 0 ? run.batch : run.samples;
  StateData start = with_samples(network, data.train, batch_samples(3, run.samples, size, 0));
  if (run.batch == 0) return {std::move(start), {}, std::move(data.test)};
  return {std::move(start), std::move(data.train), std::move(data.test)};
}

/// What the first rank tells.
struct Outcome {
  TrainingResult result;
  std::vector<TraceRow> rows;
  std::vector<Checkpoint> checkpoints;
};

Outcome train(const SplitRun& run, int ranks, int threads = 1, const Checkpoint* from = nullptr,
              long checkpoint_sweeps = 0, long stop_after = 1000) {
  Outcome outcome;
  with_ranks(ranks, [&](Ranks& own) {
    TrainingOptions options = options_of(run);
    options.ranks = &own;
    options.threads = threads;
    options.checkpoint_sweeps = checkpoint_sweeps;
    std::atomic<bool> stop{false};
    const Checkpoint none;
    const Checkpoint* start = from && !own.first() ? &none : from;
    TrainingResult result = run_training<double>(
        options, problem_of(run),
        [&](const TraceRow& row) {
          if (own.first()) outcome.rows.push_back(row);
          if (own.own() == ranks - 1 && row.sweep == stop_after) stop = true;  // a signal that reaches one of them
        },
        stop,
        [&](const Checkpoint& checkpoint) {
          if (own.first()) outcome.checkpoints.push_back(checkpoint);
        },
        start);
    if (own.first()) outcome.result = std::move(result);
  });
  return outcome;
}

void expect_same(const Outcome& together, const Outcome& alone) {
  EXPECT_EQ(hash_of(together.result.state), hash_of(alone.result.state));
  EXPECT_EQ(together.result.failure, alone.result.failure);
  ASSERT_EQ(together.rows.size(), alone.rows.size());
  for (std::size_t k = 0; k < alone.rows.size(); ++k) {
    const TraceRow &a = together.rows[k], &b = alone.rows[k];
    EXPECT_EQ(a.S, b.S) << k;
    EXPECT_EQ(a.trials, b.trials) << k;
    EXPECT_EQ(a.figures, b.figures) << k;
    EXPECT_EQ(a.network.CE, b.network.CE) << k;
    EXPECT_EQ(a.network.accuracy, b.network.accuracy) << k;
    EXPECT_EQ(a.test->CE, b.test->CE) << k;
  }
  EXPECT_EQ(together.result.all.CE, alone.result.all.CE);
  EXPECT_EQ(together.result.test->CE, alone.result.test->CE);
}

class OnRanks : public testing::TestWithParam<std::size_t> {};

TEST_P(OnRanks, TheBitsAreThoseOfOneProcess) {
  const SplitRun& run = runs()[GetParam()];
  if (!thorough() && run.samples > 5000) return;
  const Outcome alone = train(run, 1);
  EXPECT_FALSE(alone.rows.empty());
  for (const int ranks : thorough() ? std::vector<int>{2, 3, 4} : std::vector<int>{2})
    expect_same(train(run, ranks, ranks == 2 ? 2 : 1), alone);
}

TEST_P(OnRanks, ARunGoesOnWithAnotherNumberOfRanks) {
  const SplitRun& run = runs()[GetParam()];
  if (!thorough() && run.samples > 5000) return;
  const std::uint64_t expected = hash_of(train(run, 1).result.state);
  const Outcome whole = train(run, 3, 1, nullptr, 3);
  ASSERT_FALSE(whole.checkpoints.empty());
  for (const int ranks : thorough() ? std::vector<int>{1, 2, 4} : std::vector<int>{2}) {
    EXPECT_EQ(hash_of(train(run, ranks, 1, &whole.checkpoints[0]).result.state), expected) << ranks;
  }
}

INSTANTIATE_TEST_SUITE_P(Method, OnRanks, testing::Range(std::size_t{0}, runs().size()), [](const auto& info) {
  return std::to_string(info.param) + "_" + [&] {
    std::string name = runs()[info.param].method;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
  }();
});

TEST(Ranks, ASignalThatReachesOneOfThemStopsAllAfterTheSameSweep) {
  const SplitRun run{"lysep"};
  const Outcome stopped = train(run, 3, 1, nullptr, 100, 2);
  EXPECT_TRUE(stopped.result.interrupted);
  EXPECT_EQ(stopped.result.last.sweep, 2);
  ASSERT_EQ(stopped.checkpoints.size(), 1u);
  EXPECT_EQ(hash_of(train(run, 2, 1, &stopped.checkpoints[0]).result.state), hash_of(train(run, 1).result.state));
}

TEST(Ranks, AConvolutionalNetworkHasTheSameBits) {
  const StateData start = testing_support::convolutional_state(3, 3, true, Padding::same, 600);
  const auto trained = [&](int count, const std::string& method) {
    std::uint64_t hash = 0;
    with_ranks(count, [&](Ranks& own) {
      TrainingOptions options = options_of({method});
      options.sweeps = 2;
      options.ranks = &own;
      const std::atomic<bool> stop{false};
      const auto result = run_training<double>(
          options, {start, {}, {}}, [](const TraceRow&) {}, stop);
      if (own.first()) hash = hash_of(result.state);
    });
    return hash;
  };
  for (const char* method : {"lysep", "joint"}) EXPECT_EQ(trained(2, method), trained(1, method)) << method;
}

TEST(Ranks, EachHoldsWholePartsAndTogetherAll) {
  for (const std::size_t blocks : {1, 5, 64, 65, 157, 1000}) {
    for (const int ranks : {1, 2, 3, 8}) {
      std::size_t next = 0, part = 0;
      for (int rank = 0; rank < ranks; ++rank) {
        const BlockShare share = share_of_rank(blocks, rank, ranks);
        EXPECT_EQ(share.first, next);
        EXPECT_EQ(share.first_part, part);
        EXPECT_EQ(share.of, blocks);
        EXPECT_EQ(share.split, ranks > 1);
        EXPECT_EQ(share.blocks > 0, share.parts > 0);
        if (blocks >= 64) {  // as equal as can be
          EXPECT_LE(share.parts, (most_parts + static_cast<std::size_t>(ranks) - 1) / static_cast<std::size_t>(ranks));
        }
        next += share.blocks;
        part += share.parts;
      }
      EXPECT_EQ(next, blocks);
      EXPECT_EQ(part, std::min(blocks, most_parts));
    }
  }
}

TEST(Ranks, ASumOfManyBlocksIsThatOfOneProcess) {
  const RandomStream stream(1, Purpose::claim_instance, 9);
  ThreadPool one(1);
  for (const std::size_t blocks : {1, 2, 130, 157}) {
    const auto value = [&](std::size_t k) { return stream.symmetric(k, 1.0); };
    const double expected = BlockSums<double>(blocks, one).sum(0.5, value);
    for (const int count : {2, 3, 8}) {
      with_ranks(count, [&](Ranks& ranks) {
        ThreadPool pool(2, ranks);
        const BlockShare share = share_of(blocks, ranks);
        const BlockSums<double> sums(share, pool);
        EXPECT_EQ(sums.sum(0.5, [&](std::size_t k) { return value(share.first + k); }), expected);
        const Ranks::Traffic& traffic = ranks.traffic();  // one message from the one before, one to the next, the total
        EXPECT_EQ(traffic.messages, 3 - (ranks.first() ? 1 : 0) - (ranks.own() == count - 1 ? 1 : 0));
        EXPECT_EQ(traffic.bytes, 8 * traffic.messages);
      });
    }
  }
}

/// docs/ranks.md: of a sum a message to the next rank and one that all get; the trials that follow the first ones of a
/// search, and what a rejected solve asks again, are sums of one or two doubles.
TEST(Ranks, ASweepSendsWhatTheModelSays) {
  constexpr long L = 6, M = 5, J = 2, d = 2;
  constexpr long sums = 2 + 3 * (L - 1);
  constexpr long doubles = J * M + 1 + 5 * (L - 1) + (L - 2) * (2 * M * M + 2 * M) + M * (d + 1) + 2 * (L - 1);
  const SplitRun run{"lysep", {}, 1000, 0, L, "tanh", 30};
  std::vector<Ranks::Traffic> after;
  with_ranks(2, [&](Ranks& own) {
    TrainingOptions options = options_of(run);
    options.ranks = &own;
    options.trace = options.trace_test = false;
    const std::atomic<bool> stop{false};
    const auto sink = [&](const TraceRow&) {
      if (own.first()) after.push_back(own.traffic());
    };
    run_training<double>(options, problem_of(run), sink, stop);
  });
  int as_few_as_can_be = 0;
  for (std::size_t k = 1; k < after.size(); ++k) {
    const long messages = after[k].messages - after[k - 1].messages - 2;  // two of a byte ask whether to stop
    const long bytes = after[k].bytes - after[k - 1].bytes - 2, more = messages / 2 - sums;
    EXPECT_GE(more, 0);
    EXPECT_GE(bytes, 16 * (doubles + more));
    EXPECT_LE(bytes, 16 * (doubles + 2 * more));
    as_few_as_can_be += more == 0;
  }
  EXPECT_GE(as_few_as_can_be, 5);
}

TEST(Ranks, AnyTellsAllWhatOneKnows) {
  for (const int count : {1, 2, 5}) {
    for (int knows = -1; knows < count; ++knows) {
      with_ranks(count, [&](Ranks& ranks) { EXPECT_EQ(ranks.any(ranks.own() == knows), knows >= 0); });
    }
  }
}

}  // namespace
}  // namespace lysep
