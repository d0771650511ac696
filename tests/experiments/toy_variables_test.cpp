// A method with variables, figures and an objective of its own, in this file alone: its state file, checkpoint, trace,
// hash and what is verified of it follow from its entry.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/methods/methods.hpp"
#include "core/numbers/bad_input.hpp"
#include "core/numbers/block_sums.hpp"
#include "datasets/files/hdf5_file.hpp"
#include "experiments/commands/train.hpp"
#include "experiments/commands/verify.hpp"
#include "experiments/runs/checkpoint_file.hpp"
#include "experiments/runs/run_files.hpp"
#include "tests/experiments/training_in_process.hpp"

namespace lysep {
namespace {

/// Every entry of u_l is multiplied by `keep` in a sweep; level_l counts the sweeps. F = sum ||u_l||^2.
class Shrinking final : public Method<double> {
 public:
  Shrinking(double keep, State<double>& state, ThreadPool& pool) : keep_(keep), state_(state), pool_(pool) {
    if (state_.numbers.empty()) state_.numbers["level"].assign(static_cast<std::size_t>(state.depth() - 1), 0.0);
    if (state_.blocks[0].variables.empty()) restart();
  }
  SweepReport sweep(const Observer<double>& = nullptr) override {
    for (auto& block : state_.blocks) {
      for (Matrix<double>& u : block.variables.at("u")) u *= keep_;
    }
    for (double& level : state_.numbers.at("level")) level += 1;
    return {1, 0, 0};
  }
  double objective() const override {
    return BlockSums<double>(state_.blocks.size(), pool_).sum(0.0, [&](std::size_t k) {
      double sum = 0;
      for (const Matrix<double>& u : state_.blocks[k].variables.at("u")) sum += squared_norm(u);
      return sum;
    });
  }
  std::vector<double> figures() const override { return {state_.numbers.at("level")[0], 0.5}; }
  void restart() override {
    for (auto& block : state_.blocks) {
      auto& u = block.variables["u"];
      u.clear();
      for (Index l = 1; l < state_.depth(); ++l) u.push_back(block.c(l));
      u.push_back(network_logits(state_.chain, block.X));
      block.c_ = block.V_ = block.r_ = {};
    }
  }
  void visit(Archive<double>&) override {}

 private:
  double keep_;
  State<double>& state_;
  ThreadPool& pool_;
};

MethodEntry entry() {
  MethodEntry entry{"shrinking",
                    "variables of its own",
                    {{"keep", "of a variable", 0.5, {}, {0, 1}, "", {}},
                     {"level", "at the start", 0.0, {}, {0, 100, false, false}, "", {}},
                     {"odd", "for nothing", "off", {"off", "on"}, {}, "", {}, "on"}}};
  entry.problem_with_start = [](const StateData& start) -> std::string {
    return start.layers[0].numbers.at("level") < 10 ? "" : "requires a level below 10, but got a higher one";
  };
  entry.objective = "F";
  entry.figures = {"level", "half"};
  entry.statements = [](const OptionValues&) -> std::vector<SweepStatement> {
    return {{"F falls by more than its half", [](const SweepFigures& before, const SweepFigures& after) {
               return after.objective < 0.5 * before.objective && after.figures[0] == before.figures[0] + 1;
             }}};
  };
  entry.format = {"toy-state", {{"u", true}}, {"level"}, {{"keep", 0.0}}, true};
  return entry;
}

class ToyVariables : public testing_support::TrainingInProcess {
 protected:
  static void SetUpTestSuite() {
    methods().push_back(entry());
    method_makers<double>()["shrinking"] = [](const OptionValues& values, Index, State<double>& state,
                                              ThreadPool& pool) -> std::unique_ptr<Method<double>> {
      return std::make_unique<Shrinking>(number(values, "keep"), state, pool);
    };
  }
  StateData state_in(const std::string& run) const {
    return read_state_file(at(run) + "/state.h5", nullptr, method_named("shrinking")->format);
  }
  /// 600 samples are three blocks.
  std::string run(const std::string& out, int sweeps, const std::string& more = "") const {
    return "--method shrinking --samples 600 --sweeps " + std::to_string(sweeps) + " --quiet --out " + at(out) + " " +
           more;
  }
};

TEST_F(ToyVariables, TheTraceAndTheLastLineHaveItsFigures) {
  ASSERT_EQ(run_train(run("run", 3)), 0);
  std::ifstream trace(at("run/trace.csv"));
  std::string line;
  std::getline(trace, line);
  EXPECT_EQ(line, "sweep,batch,F,level,half,CE,accuracy,trials,seconds");
  double last = NAN;
  for (int sweep = 1; sweep <= 3; ++sweep) {
    ASSERT_TRUE(std::getline(trace, line));
    double F = 0, level = 0, half = 0;
    ASSERT_EQ(std::sscanf(line.c_str(), "%*d,%*d,%lg,%lg,%lg,", &F, &level, &half), 3);
    EXPECT_EQ(level, sweep);
    EXPECT_EQ(half, 0.5);
    EXPECT_NEAR(F / (sweep > 1 ? last : 4 * F), 0.25, 1e-15);
    last = F;
  }
  const RecordedRun record = read_run("test", at("run"));
  EXPECT_EQ(record.last_line.find(fmt::format("sweeps=3 F={:.6e} CE=", last)), 0u) << record.last_line;
  EXPECT_EQ(record.result.at("F"), last);
  EXPECT_FALSE(record.result.contains("S") || record.result.contains("L_S"));
}

TEST_F(ToyVariables, TheStateFileHoldsThemAndARunGoesOnFromThere) {
  ASSERT_EQ(run_train(run("whole", 5)), 0);
  ASSERT_EQ(run_train(run("first", 2)), 0);
  const StateData state = state_in("first");
  ASSERT_EQ(state.depth(), 3);
  for (const auto& layer : state.layers) {
    EXPECT_EQ(layer.b.size(), layer.W.rows());
    EXPECT_EQ(layer.variables.at("u").rows(), 600);
    EXPECT_EQ(layer.r.size() + layer.c.size(), 0);
  }
  EXPECT_EQ(state.layers[0].numbers.at("level"), 2);
  EXPECT_TRUE(state.layers[2].numbers.empty());
  EXPECT_EQ(state.options.at("keep"), OptionValue(0.5));
  const std::string from = "--method shrinking --init " + at("first") + "/state.h5 --quiet --sweeps 3 --out ";
  ASSERT_EQ(run_train(from + at("second")), 0);
  EXPECT_EQ(hash_of(state_in("second")), hash_of(state_in("whole")));
  EXPECT_EQ(verify_run(at("second")), 0);
  EXPECT_EQ(error_of(from + at("other") + " --keep 0.25"),
            "train requires --keep 0.5, as " + at("first") + "/state.h5 has it, but got 0.25");
  EXPECT_EQ(error_of("--method lysep --quiet --sweeps 1 --init " + at("first") + "/state.h5"),
            at("first") + "/state.h5 requires format = \"lysep-state\", but got \"toy-state\"");
}

TEST_F(ToyVariables, TheOptionsOfAStateAreThoseOfTheRun) {
  ASSERT_EQ(run_train(run("first", 1, "--keep 0.25")), 0);
  ASSERT_EQ(run_train("--method shrinking --init " + at("first") + "/state.h5 --quiet --sweeps 1 --out " + at("on")),
            0);
  EXPECT_EQ(number(read_run("test", at("on")).spec.training.method_options, "keep"), 0.25);
  ASSERT_EQ(run_train(run("whole", 2, "--keep 0.25")), 0);
  EXPECT_EQ(hash_of(state_in("on")), hash_of(state_in("whole")));
  EXPECT_EQ(number(read_run("test", at("on")).spec.training.method_options, "level"), 1);
  EXPECT_EQ(error_of("--method shrinking --level 2 --quiet --sweeps 1 --init " + at("first/state.h5")),
            "train requires --level 1, as " + at("first/state.h5") + " has it, but got 2");
}

TEST_F(ToyVariables, AStartMayBeRefused) {
  ASSERT_EQ(run_train(run("first", 10)), 0);
  const std::string file = at("first/state.h5");
  EXPECT_EQ(error_of("--method shrinking --quiet --sweeps 1 --out " + at("on") + " --init " + file),
            "train requires a level below 10, but got a higher one of " + file);
  EXPECT_FALSE(std::filesystem::exists(at("on")));
}

TEST_F(ToyVariables, AnOptionMayStandAlone) {
  const auto word_of = [&](const std::string& options) {
    const RunSpec spec = train_spec("--method shrinking " + options);
    return word(spec.training.method_options, "odd");
  };
  EXPECT_EQ(word_of(""), "off");
  EXPECT_EQ(word_of("--odd"), "on");
  EXPECT_EQ(word_of("--odd --sweeps 3"), "on");
  EXPECT_EQ(word_of("--odd off --sweeps 3"), "off");
  EXPECT_EQ(error_of("--method shrinking --odd perhaps"), "train requires --odd one of off, on, but got perhaps");
}

TEST_F(ToyVariables, AFileWithoutAVariableABiasOrANumberIsRefused) {
  ASSERT_EQ(run_train(run("run", 1)), 0);
  const StateData state = state_in("run");
  const auto error = [&](const std::function<void(StateData&)>& change) {
    StateData other = state;
    change(other);
    write_state_file(at("other.h5"), other);
    return error_of("--method shrinking --quiet --sweeps 1 --init " + at("other.h5"));
  };
  const std::string file = at("other.h5");
  EXPECT_EQ(error([](StateData& s) { s.layers[2].variables.clear(); }),
            file + " requires dataset /layers/3/u, but got none");
  EXPECT_EQ(error([](StateData& s) { s.layers[2].b.resize(0); }), file + " requires dataset /layers/3/b, but got none");
  EXPECT_EQ(error([](StateData& s) { s.layers[0].numbers.clear(); }),
            file + " requires attribute level of /layers/1, but got none");
  EXPECT_EQ(error([](StateData& s) { s.options.clear(); }), file + " requires attribute keep of /, but got none");
  EXPECT_EQ(error([](StateData& s) { s.layers[1].variables["u"].conservativeResize(599, Eigen::NoChange); }),
            file + " requires shape 600 x 10 in /layers/2/u, but got 599 x 10");
  EXPECT_EQ(error([](StateData& s) { s.options["keep"] = 2.0; }),
            "train requires 0 < --keep < 1, but got 2 in " + file);
}

TEST_F(ToyVariables, TheHashCoversVariablesAndNumbers) {
  ASSERT_EQ(run_train(run("run", 1)), 0);
  const StateData state = state_in("run");
  StateData other = state;
  other.layers[1].variables["u"](599, 0) += 1e-9;
  EXPECT_NE(hash_of(other), hash_of(state));
  other = state;
  other.layers[1].numbers["level"] += 1;
  EXPECT_NE(hash_of(other), hash_of(state));
  other = state;
  other.layers[2].b(0) += 1e-9;
  EXPECT_NE(hash_of(other), hash_of(state));
}

TEST_F(ToyVariables, ARunGoesOnFromItsCheckpoint) {
  ASSERT_EQ(run_train(run("whole", 5)), 0);
  RunSpec spec = train_spec(run("cut", 5));
  std::optional<Checkpoint> kept;
  spec.training.checkpoint_sweeps = 3;
  const std::atomic<bool> never{false};
  run_training(
      spec, problem_of(spec), [](const TraceRow&) {}, never, [&](const Checkpoint& c) { kept = c; });
  ASSERT_TRUE(kept && kept->sweep == 3);
  const TrainingResult on = run_training(
      spec, problem_of(spec), [](const TraceRow&) {}, never, {}, &*kept);
  EXPECT_EQ(hash_of(on.state), hash_of(state_in("whole")));
}

TEST_F(ToyVariables, BatchesBeginAnew) {
  ASSERT_EQ(run_train(run("run", 5, "--batch 300 --refresh 2")), 0);
  EXPECT_EQ(state_in("run").samples(), 300);
  EXPECT_EQ(verify_run(at("run")), 0);
}

TEST_F(ToyVariables, AStatementThatDoesNotHoldIsFound) {
  ASSERT_EQ(run_train(run("run", 1, "--keep 0.75")), 0);  // of the first sweep, which follows the start
  EXPECT_EQ(verify_run(at("run")), 1);
  ASSERT_EQ(run_train(run("good", 1)), 0);
  EXPECT_EQ(verify_run(at("good")), 0);
}

}  // namespace
}  // namespace lysep
