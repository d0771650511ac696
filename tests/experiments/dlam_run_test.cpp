// Runs of DLAM: their trace, state files, what is refused, resumed and verified.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/methods/methods.hpp"
#include "core/numbers/bad_input.hpp"
#include "experiments/commands/train.hpp"
#include "experiments/commands/verify.hpp"
#include "experiments/runs/run_files.hpp"
#include "tests/experiments/training_in_process.hpp"

namespace lysep {
namespace {

class DlamRuns : public testing_support::TrainingInProcess {
 protected:
  StateData state_in(const std::string& run) const {
    return read_state_file(at(run) + "/state.h5", nullptr, method_named("dlam")->format);
  }
  /// 600 samples are three blocks.
  std::string run(const std::string& out, const std::string& more, const std::string& activation = "relu") const {
    return "--method dlam --samples 600 --width 6 --quiet --out " + at(out) + " --activation " + activation + " " +
           more;
  }
  std::string from(const std::string& state, const std::string& out, const std::string& more) const {
    return "--method dlam --init " + at(state) + " --quiet --sweeps 1 --epsilon-rule fixed --out " + at(out) + " " +
           more;
  }
};

TEST_F(DlamRuns, TheTraceHasItsFigures) {
  ASSERT_EQ(run_train(run("run", "--sweeps 4")), 0);
  std::ifstream trace(at("run/trace.csv"));
  std::string line;
  std::getline(trace, line);
  EXPECT_EQ(line,
            "sweep,batch,F,R,penalty,violation,residual,epsilon,s,trials_W,trials_A,gap_bound,projected,CE,accuracy,"
            "trials,seconds");
  int rows = 0;
  for (; std::getline(trace, line); ++rows) {
    std::vector<double> row;
    std::istringstream in(line);
    for (std::string field; std::getline(in, field, ',');) row.push_back(std::stod(field));
    ASSERT_EQ(row.size(), 17u);
    EXPECT_NEAR(row[2], row[3] + row[4], 1e-14 * row[2]);  // no regulariser
    EXPECT_EQ(row[15], row[9] + row[10]);
  }
  EXPECT_EQ(rows, 4);
  EXPECT_NE(read_run("test", at("run")).last_line.find("sweeps=4 F="), std::string::npos);
}

TEST_F(DlamRuns, EveryRuleIsVerified) {
  for (const char* rule : {"printed", "mended", "fixed", "halve"}) {
    for (const char* more : {"", "--regulariser l1 --mu 1e-3", "--output-step fista --a-step per-sample",
                             "--loss squared --theta exact --first-trial last"}) {
      const std::string name = fmt::format("{}{}", rule, std::string(more).size());
      ASSERT_EQ(run_train(run(name, fmt::format("--sweeps 25 --epsilon-rule {} {}", rule, more))), 0);
      EXPECT_EQ(verify_run(at(name)), 0) << rule << ' ' << more;
    }
  }
}

/// s <= F before - F after, from what the trace has.
TEST_F(DlamRuns, TheStatementOfASweepIsLookedAt) {
  const SweepStatement statement = method_named("dlam")->statements(defaults_of(*method_named("dlam"))).at(0);
  SweepFigures before{2.0, std::vector<double>(10, 0.0)};
  SweepFigures after{1.5, std::vector<double>(10, 0.0)};
  after.figures[5] = 0.5;
  EXPECT_TRUE(statement.holds(before, after));
  after.figures[5] = 0.5 + 1e-9;
  EXPECT_FALSE(statement.holds(before, after));
  after.figures[9] = 1;  // projected
  EXPECT_TRUE(statement.holds(before, after));
  after = {NAN, std::vector<double>(10, 0.0)};
  EXPECT_FALSE(statement.holds(before, after));
  before.figures[2] = 0.1;  // violated
  EXPECT_TRUE(statement.holds(before, after));
}

TEST_F(DlamRuns, ARunGoesOnFromItsStateFile) {
  for (const char* activation : {"relu", "tanh", "sigmoid", "identity"}) {
    const std::string options =
        "--epsilon 0.5 --epsilon-rule fixed --rho 1e-2 --regulariser l2 --mu 1e-3 --alpha0 0.5 --sweeps";
    const auto name = [&](const char* part) { return std::string(activation) + part; };
    ASSERT_EQ(run_train(run(name("2"), options + " 2", activation)), 0);
    ASSERT_EQ(run_train(run(name("1"), options + " 1", activation)), 0);
    ASSERT_EQ(run_train(from(name("1/state.h5"), name("on"), "")), 0);
    EXPECT_EQ(hash_of(state_in(name("on"))), hash_of(state_in(name("2")))) << activation;
    const OptionValues& values = read_run("test", at(name("on"))).spec.training.method_options;
    EXPECT_EQ(number(values, "rho"), 1e-2);
    EXPECT_EQ(number(values, "alpha0"), 0.5);
    EXPECT_EQ(word(values, "regulariser"), "l2");
    EXPECT_EQ(number(values, "epsilon"), 0.5);
    EXPECT_EQ(verify_run(at(name("on"))), 0);
  }
}

TEST_F(DlamRuns, AStateFileIsLaidOutAsItsFormat) {
  ASSERT_EQ(run_train(run("run", "--sweeps 1 --epsilon-rule fixed")), 0);
  const StateData state = state_in("run");
  EXPECT_EQ(state.format, "lysep-dlam-state");
  for (Index l = 1; l <= 3; ++l) {
    const auto& layer = state.layers[l - 1];
    EXPECT_EQ(layer.b.size(), layer.W.rows());
    EXPECT_EQ(layer.variables.at("z").rows(), 600);
    EXPECT_EQ(layer.variables.count("a"), l < 3 ? 1u : 0u);
    EXPECT_EQ(layer.numbers.count("epsilon"), l < 3 ? 1u : 0u);
  }
  for (const char* name : {"rho", "mu", "alpha0", "gamma", "tau0", "eta"}) {
    EXPECT_TRUE(std::holds_alternative<double>(state.options.at(name))) << name;
  }
  EXPECT_EQ(std::get<std::string>(state.options.at("loss")), "cross-entropy");
  EXPECT_EQ(std::get<std::string>(state.options.at("regulariser")), "none");
  EXPECT_EQ(state.options.size(), 8u);
}

TEST_F(DlamRuns, WhatIsNoStartIsRefused) {
  ASSERT_EQ(run_train(run("run", "--sweeps 1 --epsilon 0.5 --epsilon-rule fixed")), 0);
  const StateData state = state_in("run");
  const std::string file = at("other.h5");
  const auto error = [&](const std::function<void(StateData&)>& change, const std::string& more = "") {
    StateData other = state;
    change(other);
    write_state_file(file, other);
    return error_of(from("other.h5", "out", more));
  };
  const auto same = [](StateData&) {};
  const auto push = [](double by) {
    return [by](StateData& s) {
      s.layers[1].variables["a"](17, 2) = std::max(0.0, s.layers[1].variables["z"](17, 2)) + 0.5 + by;
    };
  };
  const std::string beyond = error(push(2.5e-9));
  EXPECT_TRUE(beyond.starts_with("train requires |a - h(z)| <= epsilon + 1e-9 in layer 2, but got epsilon + 2."))
      << beyond;
  EXPECT_EQ(error([](StateData& s) { s.layers[1].numbers["epsilon"] = 0; }),
            "train requires epsilon > 0 in layer 2, but got 0 of " + file);
  EXPECT_EQ(error([](StateData& s) { s.layers[2].b.resize(0); }), file + " requires dataset /layers/3/b, but got none");
  EXPECT_EQ(error([](StateData& s) { s.options["loss"] = "hinge"; }),
            "train requires --loss one of cross-entropy, squared, but got hinge in " + file);
  EXPECT_EQ(error([](StateData& s) { s.options["rho"] = -1.0; }),
            "train requires 0 < --rho < 1e+300, but got -1 in " + file);
  EXPECT_EQ(error(same, "--epsilon 4"), "train requires --epsilon 0.5, as " + file + " has it, but got 4");
  EXPECT_EQ(error([](StateData& s) { s.options["regulariser"] = "l1"; }, "--theta exact"),
            "train requires --regulariser none or l2 for --theta exact, but got l1");
  EXPECT_EQ(error([](StateData& s) { s.options["loss"] = "a\nb"; }),
            "train requires --loss one of cross-entropy, squared, but got a\\x0ab in " + file);
  EXPECT_FALSE(std::filesystem::exists(at("out")));
  EXPECT_EQ(error(push(0.9e-9)), "none");  // rounding of another program
  EXPECT_EQ(verify_run(at("out")), 0);
}

TEST_F(DlamRuns, OptionsThatDoNotFitAreRefused) {
  const std::string dlam = "--method dlam --activation relu --samples 100 --sweeps 1 --quiet ";
  EXPECT_EQ(error_of("--method dlam --activation sin --samples 100 --sweeps 1"),
            "train requires an activation whose level sets are intervals for --method dlam (relu, tanh, sigmoid, "
            "identity), but got sin");
  EXPECT_EQ(
      error_of("--method dlam --activation relu --data csv:" LYSEP_SOURCE_DIR "/tests/images.csv --conv 1 --sweeps 1"),
      "train requires dense layers for --method dlam, but got a convolution");
  EXPECT_EQ(error_of(dlam + "--theta exact --regulariser l1"),
            "train requires --regulariser none or l2 for --theta exact, but got l1");
  EXPECT_EQ(error_of(dlam + "--output-step fista --loss squared"),
            "train requires --loss cross-entropy for --output-step fista, but got squared");
  EXPECT_EQ(error_of(dlam + "--mu 1"), "train requires --regulariser l1 or l2 for --mu, but got none");
  EXPECT_EQ(error_of(dlam + "--theta exact --alpha0 2"),
            "train requires --theta backtracking for --alpha0, but got exact");
  EXPECT_EQ(error_of(dlam + "--gamma 1"), "train requires 1 < --gamma < 1e+06, but got 1");
  EXPECT_EQ(error_of(dlam + "--epsilon-rule up"),
            "train requires --epsilon-rule one of mended, printed, fixed, halve, but got up");
  EXPECT_EQ(error_of(dlam + "--shrink 0.5"), "train requires --method lysep for --shrink, but got dlam");
  EXPECT_EQ(error_of("--method adam --rho 1"), "train requires --method dlam for --rho, but got adam");
  EXPECT_EQ(error_of(dlam + "--certify-every 1 --out " + at("x")),
            "train requires --method lysep or joint or gauss-newton or quasi-newton for --certify-every, but got dlam");
}

TEST_F(DlamRuns, ARunGoesOnFromItsCheckpoint) {
  for (const char* more : {"", "--a-step per-sample --first-trial last --tau0 1e-3 --alpha0 1e-2 --epsilon-rule halve",
                           "--batch 300 --refresh 4"}) {
    const RunSpec spec = [&] {
      RunSpec spec = train_spec(run("run", "--sweeps 9 " + std::string(more)));
      spec.training.checkpoint_sweeps = 5;
      spec.training.trace = true;
      return spec;
    }();
    std::optional<Checkpoint> kept;
    const std::atomic<bool> never{false};
    std::vector<std::string> whole, rest;
    const MethodEntry& method = *method_named("dlam");
    const TrainingResult once = run_training(
        spec, problem_of(spec), [&](const TraceRow& row) { whole.push_back(trace_row(method, row)); }, never,
        [&](const Checkpoint& c) { kept = c; });
    ASSERT_TRUE(kept && kept->sweep == 5);
    const TrainingResult again = run_training(
        spec, problem_of(spec), [&](const TraceRow& row) { rest.push_back(trace_row(method, row)); }, never, {},
        &*kept);
    EXPECT_EQ(hash_of(again.state), hash_of(once.state)) << more;
    EXPECT_EQ(rest, std::vector<std::string>(whole.begin() + 5, whole.end())) << more;
  }
}

TEST_F(DlamRuns, LiterallyItDivergesAndIsVerifiedToo) {
  ASSERT_EQ(run_train(run("run", "--sweeps 2000 --literal --threads 2")), 1);
  const RecordedRun record = read_run("test", at("run"));
  EXPECT_EQ(record.status.find("stopped: non-finite"), 0u) << record.status;
  EXPECT_GT(record.sweeps, 5);
  std::ifstream trace(at("run/trace.csv"));
  std::string line, last;
  while (std::getline(trace, line)) last = line;
  EXPECT_EQ(verify_run(at("run")), 0);
  EXPECT_GT(std::stod(last.substr(last.find(',', last.find(',') + 1) + 1)), 1e100);
}

}  // namespace
}  // namespace lysep
