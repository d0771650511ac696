// Runs of BSUM: their trace, state files, real targets, what is refused, resumed and verified.
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

class BsumRuns : public testing_support::TrainingInProcess {
 protected:
  StateData state_in(const std::string& run) const {
    return read_state_file(at(run) + "/state.h5", nullptr, method_named("bsum")->format);
  }
  /// 600 samples are three blocks.
  std::string run(const std::string& out, const std::string& more) const {
    return "--method bsum --samples 600 --width 6 --quiet --out " + at(out) + " " + more;
  }
  std::string regression(const std::string& out, const std::string& more) const {
    return "--method bsum --data bodyfat-like --task regression --depth 4 --width 5 --activation sigmoid "
           "--output-activation logistic --quiet --out " +
           at(out) + " " + more;
  }
  std::vector<std::string> trace_of(const std::string& run) const {
    std::ifstream in(at(run + "/trace.csv"));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }
  std::string table(const std::string& text) const {
    std::filesystem::create_directories(folder_);
    std::ofstream(at("table.csv")) << text;
    return at("table.csv");
  }
};

TEST_F(BsumRuns, TheTraceHasItsFigures) {
  ASSERT_EQ(run_train(run("run", "--sweeps 4 --regulariser ridge --mu 1e-3")), 0);
  const auto lines = trace_of("run");
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(
      lines[0],
      "sweep,batch,f,loss,regulariser,gamma,alpha,gradient,s,rises,inner,inner_residual,CE,accuracy,trials,seconds");
  std::istringstream row(lines[4]);
  std::vector<double> numbers;
  for (std::string field; std::getline(row, field, ',');) numbers.push_back(std::stod(field));
  ASSERT_EQ(numbers.size(), 16u);
  EXPECT_NEAR(numbers[2], numbers[3] + numbers[4], 1e-15);
  EXPECT_GT(numbers[4], 0);
  EXPECT_EQ(numbers[9], 0);   // rises
  EXPECT_EQ(numbers[14], 3);  // a trial a block
  EXPECT_NE(read_run("test", at("run")).last_line.find("sweeps=4 f="), std::string::npos);
  ASSERT_EQ(run_train(regression("real", "--sweeps 3 --test-samples 20")), 0);
  EXPECT_EQ(trace_of("real")[0],
            "sweep,batch,f,loss,regulariser,gamma,alpha,gradient,s,rises,inner,inner_residual,mse,trials,seconds");
  const RecordedRun record = read_run("test", at("real"));
  EXPECT_NE(record.last_line.find(" mse="), std::string::npos);
  EXPECT_EQ(record.last_line.find("accuracy"), std::string::npos);
  EXPECT_TRUE(record.result.at("test_mse").is_number());
}

/// ||H - Y||^2/||Y||^2; the squared loss is ||H - Y||^2/N.
TEST_F(BsumRuns, TheMseIsThatOfTheTargets) {
  ASSERT_EQ(run_train(regression("run", "--sweeps 2")), 0);
  const StateData state = state_in("run");
  const RecordedRun record = read_run("test", at("run"));
  EXPECT_EQ(state.Y.rows(), 252);
  EXPECT_EQ(state.Y.cols(), 1);
  EXPECT_GT(state.Y.minCoeff(), 0);
  EXPECT_LT(state.Y.maxCoeff(), 1);
  EXPECT_NEAR(record.result.at("mse").get<double>(), record.result.at("f").get<double>() * 252 / state.Y.squaredNorm(),
              1e-13);
}

TEST_F(BsumRuns, EveryBoundIsVerified) {
  int number = 0;
  for (const char* more :
       {"", "--bound newton", "--bound proximal --loss softmax-cross-entropy", "--gamma backtracking --activation relu",
        "--bound newton --gamma backtracking --activation elu:0.5", "--bound convex --activation identity",
        "--bound linear --radius 1e-3", "--gamma 400 --alpha sequence:0.9,0.5 --activation softplus --loss exponential",
        "--loss squared-hinge --regulariser l1 --mu 1e-4 --order random",
        "--loss logistic --regulariser ball --radius 3",
        "--loss binary-cross-entropy --output-activation logistic --batch 300 --refresh 2",
        "--output-activation softmax --scalar double --threads 2"}) {
    const std::string name = fmt::format("run{}", ++number);
    ASSERT_EQ(run_train(run(name, fmt::format("--sweeps 8 {}", more))), 0) << more;
    EXPECT_EQ(verify_run(at(name)), 0) << more;
  }
  ASSERT_EQ(run_train(regression("real", "--sweeps 10 --batch 100 --refresh 1 --test-samples 30")), 0);
  EXPECT_EQ(verify_run(at("real")), 0);
}

/// s <= f before - f after, from what the trace has.
TEST_F(BsumRuns, TheStatementOfASweepIsLookedAt) {
  const MethodEntry& method = *method_named("bsum");
  const auto statements = [&](const OptionValues& changes) {
    OptionValues values = defaults_of(method);
    for (const auto& [name, value] : changes) values[name] = value;
    return method.statements(values);
  };
  ASSERT_EQ(statements({}).size(), 1u);
  const SweepStatement statement = statements({}).at(0);
  SweepFigures before{2.0, std::vector<double>(9, 0.0)}, after{1.5, std::vector<double>(9, 0.0)};
  after.figures[5] = 0.5;
  EXPECT_TRUE(statement.holds(before, after));
  after.figures[5] = 0.5 + 1e-9;
  EXPECT_FALSE(statement.holds(before, after));
  after.objective = NAN;
  EXPECT_FALSE(statement.holds(before, after));
  EXPECT_EQ(statements({{"gamma", "2"}}).size(), 0u);  // nothing is claimed
  EXPECT_EQ(statements({{"bound", "linear"}}).size(), 0u);
  EXPECT_EQ(statements({{"bound", "newton"}}).size(), 1u);
  EXPECT_EQ(statements({{"bound", "proximal"}, {"gamma", "2"}}).size(), 1u);
  EXPECT_EQ(statements({{"bound", "proximal"}, {"alpha", "constant:0.5"}}).size(), 0u);
  EXPECT_EQ(statements({{"bound", "convex"}}).size(), 1u);
}

TEST_F(BsumRuns, ARunGoesOnFromItsStateFile) {
  const std::string options =
      "--regulariser ridge --mu 1e-3 --output-activation logistic --loss exponential --loss-scale 2 --activation "
      "isrlu:2";
  ASSERT_EQ(run_train(run("2", options + " --sweeps 2")), 0);
  ASSERT_EQ(run_train(run("1", options + " --sweeps 1")), 0);
  ASSERT_EQ(run_train("--method bsum --init " + at("1/state.h5") + " --sweeps 1 --quiet --out " + at("on")), 0);
  EXPECT_EQ(hash_of(state_in("on")), hash_of(state_in("2")));
  EXPECT_EQ(verify_run(at("on")), 0);
  const OptionValues& values = read_run("test", at("on")).spec.training.method_options;
  EXPECT_EQ(word(values, "output-activation"), "logistic");
  EXPECT_EQ(number(values, "loss-scale"), 2);
  ASSERT_EQ(run_train(regression("real2", "--sweeps 2")), 0);
  ASSERT_EQ(run_train(regression("real1", "--sweeps 1")), 0);
  ASSERT_EQ(run_train("--method bsum --init " + at("real1/state.h5") + " --sweeps 1 --quiet --out " + at("real")), 0);
  EXPECT_EQ(hash_of(state_in("real")), hash_of(state_in("real2")));
  EXPECT_EQ(verify_run(at("real")), 0);
  EXPECT_EQ(trace_of("real")[0], trace_of("real2")[0]);
}

TEST_F(BsumRuns, AStateFileIsLaidOutAsItsFormat) {
  ASSERT_EQ(run_train(run("run", "--sweeps 1 --activation parametric-relu:0.125 --gamma backtracking")), 0);
  const StateData state = state_in("run");
  EXPECT_EQ(state.format, "lysep-bsum-state");
  EXPECT_EQ(text_of(state.activation), "parametric-relu:0.125");
  for (const auto& layer : state.layers) {
    EXPECT_EQ(layer.b.size(), 0);
    EXPECT_EQ(layer.r.size() + layer.c.size(), 0);
    EXPECT_TRUE(layer.variables.empty());
  }
  EXPECT_EQ(state.labels.size(), 600u);
  EXPECT_EQ(std::get<std::string>(state.options.at("output-activation")), "identity");
  EXPECT_EQ(std::get<std::string>(state.options.at("loss")), "squared");
  EXPECT_EQ(std::get<std::string>(state.options.at("regulariser")), "none");
  StateData other = state;
  other.layers[0].b = Vector<double>::Zero(other.layers[0].W.rows());  // ignored: it has none
  other.options["output-activation"] = "softmax";
  other.options["loss"] = "softmax-cross-entropy";
  write_state_file(at("other.h5"), other);
  EXPECT_EQ(error_of("--method bsum --init " + at("other.h5") + " --gamma backtracking --sweeps 1"),
            "train requires --output-activation identity for --loss softmax-cross-entropy, but got softmax");
}

/// The method and a copy of it that was stopped and put back: same trace, same state.
TEST_F(BsumRuns, ARunGoesOnFromItsCheckpoint) {
  for (const char* more : {"", "--gamma backtracking --order random", "--alpha sequence:0.9,0.5 --gamma 3",
                           "--alpha power:1,0.7 --batch 300 --refresh 2", "--bound newton",
                           "--batch 200 --batch-growth 150 --refresh 2"}) {
    RunSpec spec = train_spec(run("run", "--sweeps 7 " + std::string(more)));
    spec.training.checkpoint_sweeps = 4;
    spec.training.trace = true;
    std::optional<Checkpoint> kept;
    const std::atomic<bool> never{false};
    std::vector<std::string> whole, rest;
    const MethodEntry& method = *method_named("bsum");
    const TrainingResult once = run_training(
        spec, problem_of(spec), [&](const TraceRow& row) { whole.push_back(trace_row(method, row)); }, never,
        [&](const Checkpoint& c) { kept = c; });
    ASSERT_TRUE(kept && kept->sweep == 4);
    const TrainingResult again = run_training(
        spec, problem_of(spec), [&](const TraceRow& row) { rest.push_back(trace_row(method, row)); }, never, {},
        &*kept);
    EXPECT_EQ(hash_of(again.state), hash_of(once.state)) << more;
    EXPECT_EQ(rest, std::vector<std::string>(whole.begin() + 4, whole.end())) << more;
  }
}

/// 250, 500, then all 600 samples: one, two and three blocks; f is that of the batch, and falls once it has all.
TEST_F(BsumRuns, BatchesGrowToAllSamples) {
  ASSERT_EQ(run_train(run("grown", "--batch 250 --batch-growth 250 --refresh 1 --sweeps 6")), 0);
  EXPECT_EQ(verify_run(at("grown")), 0);
  const auto rows = trace_of("grown");
  ASSERT_EQ(rows.size(), 7u);
  for (std::size_t k = 1; k <= 6; ++k) {
    EXPECT_TRUE(rows[k].starts_with(fmt::format("{},{},", k, std::min<std::size_t>(k, 3) - 1))) << rows[k];
  }
  const StateData grown = state_in("grown");
  ASSERT_EQ(grown.samples(), 600);
  ASSERT_EQ(run_train(run("whole", "--sweeps 1")), 0);
  EXPECT_NEAR(grown.X.norm(), state_in("whole").X.norm(), 1e-12);
  const RecordedRun record = read_run("test", at("grown"));
  EXPECT_EQ(record.spec.training.batch_growth, 250);
  // beside the whole from where it has grown: f after three more sweeps is that of a run from there
  ASSERT_EQ(run_train(run("three", "--batch 250 --batch-growth 250 --refresh 1 --sweeps 3")), 0);
  ASSERT_EQ(run_train("--method bsum --quiet --sweeps 3 --init " + at("three/state.h5") + " --out " + at("rest")), 0);
  EXPECT_EQ(state_in("rest").layers[0].W, grown.layers[0].W);
  EXPECT_EQ(error_of(run("x", "--batch-growth 2")), "train requires --batch for --batch-growth, but got none");
  EXPECT_EQ(error_of("--method adam --batch 20 --batch-growth 2 --sweeps 1"),
            "train requires --method bsum for --batch-growth, but got adam");
  EXPECT_EQ(error_of(run("x", "--batch 2 --batch-growth -1")),
            "train requires -1 < --batch-growth <= 1000000000, but got -1");
}

TEST_F(BsumRuns, ConvolutionsTrainToo) {
  const std::string images =
      "--method bsum --data csv:" LYSEP_SOURCE_DIR "/tests/images.csv --conv 2 --channels 2 --fc-width 4 --quiet ";
  for (const char* more : {"", "--bound newton --gamma 50", "--freeze conv"}) {
    std::filesystem::remove_all(at("run"));
    ASSERT_EQ(run_train(images + "--sweeps 5 --out " + at("run") + " " + more), 0);
    EXPECT_EQ(verify_run(at("run")), 0) << more;
    const auto lines = trace_of("run");
    const auto f = [&](std::size_t k) { return std::stod(lines[k].substr(lines[k].find(',', 2) + 1)); };
    EXPECT_LT(f(5), f(1)) << more;
  }
}

TEST_F(BsumRuns, TheLastColumnsOfATableAreTargets) {
  std::string text = "a,b,y,z\n";
  for (int k = 0; k < 20; ++k) text += fmt::format("{},{},{},{}\n", 0.1 * k, 1 - 0.05 * k, 0.5 * k, -0.25 * k);
  const std::string data = "--method bsum --quiet --width 3 --data csv:" + table(text) + " --task regression ";
  ASSERT_EQ(run_train(data + "--targets 2 --sweeps 3 --test-samples last:5 --standardise --out " + at("two")), 0);
  const StateData state = state_in("two");
  EXPECT_EQ(state.X.rows(), 15);
  EXPECT_EQ(state.X.cols(), 2);
  ASSERT_EQ(state.Y.cols(), 2);
  EXPECT_EQ(state.Y(3, 0), 1.5);
  EXPECT_EQ(state.Y(3, 1), -0.75);
  EXPECT_EQ(verify_run(at("two")), 0);
  ASSERT_EQ(run_train(data + "--sweeps 1 --drop z --out " + at("one")), 0);
  EXPECT_EQ(state_in("one").Y.cols(), 1);
  EXPECT_EQ(state_in("one").Y(3, 0), 1.5);
  EXPECT_EQ(state_in("one").X.cols(), 2);
  EXPECT_EQ(error_of(data + "--targets 4"),
            at("table.csv") + ":1:1 requires at least one column of inputs, but got none");
  EXPECT_EQ(error_of(data + "--targets 5"), at("table.csv") + ":1:1 requires 5 columns of targets, but got 4");
  EXPECT_EQ(error_of(data + "--loss squared-hinge"),
            "train requires targets of 1 or -1 for --loss squared-hinge, but got -0");
  EXPECT_EQ(error_of(data + "--loss softmax-cross-entropy"),
            "train requires labels for --loss softmax-cross-entropy, but got -0");
}

TEST_F(BsumRuns, OptionsThatDoNotFitAreRefused) {
  const std::string bsum = "--method bsum --samples 100 --sweeps 1 --quiet ";
  const std::map<std::string, std::string> refused = {
      {"--activation relu", "requires an activation whose slope is Lipschitz for --gamma lipschitz, but got relu"},
      {"--activation elu:2", "requires an activation whose slope is Lipschitz for --gamma lipschitz, but got elu:2"},
      {"--loss binary-cross-entropy --output-activation softmax",
       "requires --output-activation logistic for --loss binary-cross-entropy and --gamma lipschitz, but got softmax"},
      {"--loss softmax-cross-entropy --output-activation softmax",
       "requires --output-activation identity for --loss softmax-cross-entropy, but got softmax"},
      {"--gamma 0", "requires --gamma lipschitz, backtracking or a number > 0, but got 0"},
      {"--gamma large", "requires --gamma lipschitz, backtracking or a number > 0, but got large"},
      {"--gamma 1,2", "requires --gamma lipschitz, backtracking or a number > 0, but got 1,2"},
      {"--bound proximal --gamma backtracking",
       "requires --gamma lipschitz or a number for --bound proximal, but got backtracking"},
      {"--bound linear --gamma 2", "requires --bound gradient or newton or proximal for --gamma, but got linear"},
      {"--bound newton --regulariser l1 --mu 1", "requires --regulariser none or ridge for --bound newton, but got l1"},
      {"--regulariser ball --alpha constant:1.5",
       "requires --alpha from 0 to 1 for --regulariser ball, but got constant:1.5"},
      {"--mu 1", "requires --regulariser ridge or l1 for --mu, but got none"},
      {"--loss-scale 2", "requires --loss exponential or squared-hinge for --loss-scale, but got squared"},
      {"--tolerance 0.1", "requires --bound newton or proximal for --tolerance, but got gradient"},
      {"--bound up", "requires --bound one of gradient, newton, linear, proximal, convex, but got up"},
      {"--bound convex",
       "requires dense layers, --activation identity, --output-activation identity and --loss squared for --bound "
       "convex, but got another network or loss"},
      {"--task regression", "requires --data csv:FILE or bodyfat-like for --task regression, but got circle"},
      {"--task guess", "requires --task one of classification, regression, but got guess"},
      {"--targets 2", "requires --task regression for --targets, but got --targets"},
      {"--data bodyfat-like", "requires --task regression for --data bodyfat-like, but got classification"},
      {"--data bodyfat-like --task regression --until 0.1",
       "requires --task classification for --until, but got regression"},
      {"--data bodyfat-like --task regression --label y",
       "requires --task classification for --label, but got --label"},
      {"--certify-every 1 --out x",
       "requires --method lysep or joint or gauss-newton or quasi-newton for --certify-every, but got bsum"}};
  for (const auto& [options, error] : refused) EXPECT_EQ(error_of(bsum + options), "train " + error) << options;
  for (const char* alpha :
       {"1", "constant", "constant:", "constant:0", "constant:2", "constant:1,2", "power:1", "power:1,-1",
        "sequence:1,0.5", "sequence:0.5", "sequence:0.9,1.5", "halve:1", "constant:x"}) {
    EXPECT_EQ(
        error_of(bsum + "--alpha " + alpha),
        "train requires --alpha constant:A, power:A,P or sequence:T,A with 0 < A < 2, P >= 0, 0 < T < 1, T A < 1, "
        "but got " +
            std::string(alpha));
  }
  EXPECT_EQ(error_of("--samples 100 --sweeps 1 --activation softplus"),
            "train requires --activation one of tanh, sigmoid, sin, relu, identity, but got softplus");
  EXPECT_EQ(error_of("--method adam --data bodyfat-like --task regression"),
            "train requires --task classification for --method adam, but got regression");
  EXPECT_NE(error_of(bsum + "--activation arctan").find("bent-identity (elu"), std::string::npos);
}

TEST_F(BsumRuns, PrintedGammaDivergesAndIsToldInALine) {
  ASSERT_EQ(run_train(run("run", "--activation identity --gamma 0.001 --sweeps 500")), 1);
  const RecordedRun record = read_run("test", at("run"));
  EXPECT_EQ(record.status.find("stopped: non-finite"), 0u) << record.status;
  EXPECT_EQ(record.status.find('\n'), std::string::npos);
  EXPECT_EQ(verify_run(at("run")), 0);
}

}  // namespace
}  // namespace lysep
