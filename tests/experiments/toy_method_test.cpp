// A method that the program does not have, in this file alone: it trains, is traced, saved and verified as any other.
#include <filesystem>
#include <fstream>

#include "core/methods/methods.hpp"
#include "core/numbers/bad_input.hpp"
#include "core/numbers/block_sums.hpp"
#include "experiments/commands/train.hpp"
#include "experiments/commands/verify.hpp"
#include "experiments/runs/run_files.hpp"
#include "tests/support.hpp"
#include "tests/experiments/training_in_process.hpp"

namespace lysep {
namespace {

/// Coordinate descent on W_D: every weight in turn is moved by +-step where that lowers ||R||^2.
class CoordinateDescent final : public Method<double> {
 public:
  CoordinateDescent(double step, State<double>& state, ThreadPool& pool) : step_(step), state_(state), pool_(pool) {
    restart();
  }

  SweepReport sweep(const Observer<double>& after = nullptr) override {
    SweepReport report;
    Matrix<double>& W = state_.chain.at(state_.depth()).K;
    for (Index i = 0; i < W.size(); ++i) {
      for (const double move : {step_, -step_}) {
        const double before = W.data()[i];
        W.data()[i] += move;
        ++report.trials;
        const double moved = loss();
        if (moved < loss_) {
          loss_ = moved;
          break;
        }
        W.data()[i] = before;
      }
    }
    if (after) after({BlockKind::output_weights, state_.depth(), step_});
    return report;
  }
  double objective() const override { return loss_; }
  void restart() override { loss_ = loss(); }
  void visit(Archive<double>& archive) override { archive.number("loss", loss_); }

 private:
  double loss() const {
    return BlockSums<double>(state_.blocks.size(), pool_).sum(0.0, [&](std::size_t k) {
      return squared_losses(state_.chain, state_.blocks[k]);
    });
  }

  double step_, loss_ = 0;
  State<double>& state_;
  ThreadPool& pool_;
};

class ToyMethod : public testing_support::TrainingInProcess {
 protected:
  static void SetUpTestSuite() {
    methods().push_back({"coordinate-descent", "on W_D", {{"stride", "of a weight", 0.05, {}, {0, 1}, "", {}}}});
    method_makers<double>()["coordinate-descent"] = [](const OptionValues& values, Index, State<double>& state,
                                                       ThreadPool& pool) -> std::unique_ptr<Method<double>> {
      return std::make_unique<CoordinateDescent>(number(values, "stride"), state, pool);
    };
  }

  const std::string run_ = "--method coordinate-descent --stride 0.1 --samples 300 --sweeps 8 --quiet --out " + folder_;
};

TEST_F(ToyMethod, TrainsAndIsTracedSavedAndVerified) {
  ASSERT_EQ(run_train(run_), 0);
  const RecordedRun run = read_run("test", folder_);
  EXPECT_EQ(run.spec.method, "coordinate-descent");
  EXPECT_EQ(number(run.spec.training.method_options, "stride"), 0.1);
  EXPECT_EQ(run.sweeps, 8);
  std::ifstream trace(folder_ + "/trace.csv");
  std::string line;
  std::getline(trace, line);
  double last = 1e300;
  int rows = 0;
  for (; std::getline(trace, line); ++rows) {
    const double S = std::stod(line.substr(line.find(',', line.find(',') + 1) + 1));
    EXPECT_LT(S, last);
    last = S;
  }
  EXPECT_EQ(rows, 8);
  EXPECT_EQ(verify_run(folder_), 0);
}

TEST_F(ToyMethod, ItsOptionsAreCheckedAndKeptFromOtherMethods) {
  EXPECT_EQ(error_of("--method coordinate-descent --stride 2"), "train requires 0 < --stride < 1, but got 2");
  EXPECT_EQ(error_of("--method coordinate-descent --stride x"), "train requires 0 < --stride < 1, but got nan");
  EXPECT_EQ(error_of("--method adam --stride 0.5"),
            "train requires --method coordinate-descent for --stride, but got adam");
  EXPECT_EQ(error_of("--method coordinate-descent --shrink 0.5"),
            "train requires --method lysep for --shrink, but got coordinate-descent");
  const std::string unknown = error_of("--method steepest");
  EXPECT_TRUE(unknown.starts_with("train requires --method one of lysep, joint, ")) << unknown;
  EXPECT_TRUE(unknown.ends_with(", coordinate-descent, but got steepest")) << unknown;
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

TEST_F(ToyMethod, AnEditedRunIsNotVerified) {
  ASSERT_EQ(run_train(run_), 0);
  std::ifstream in(folder_ + "/run.json");
  std::string text{std::istreambuf_iterator<char>(in), {}};
  text.replace(text.find("\"stride\": 0.1"), 13, "\"stride\": 0.2");
  std::ofstream(folder_ + "/run.json") << text;
  EXPECT_EQ(verify_run(folder_), 1);
}

}  // namespace
}  // namespace lysep
