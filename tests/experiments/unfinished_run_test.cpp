// What `reproduce` keeps of a run that is not finished.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "experiments/reproduce/reference_runs.hpp"
#include "experiments/runs/checkpoint_file.hpp"

namespace lysep {
namespace {

class UnfinishedRuns : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static UnfinishedRun some_run() {
    UnfinishedRun run;
    run.record.table = "table-5.1";
    run.record.row = "3x10";
    run.record.method = "lysep";
    run.record.command = "./lysep train --seed 3";
    run.record.seed = 3;
    run.record.sweeps_to_paper = 7;
    run.record.seconds_to_paper = 0.1;
    run.record.curve = {{1, 2, 1000}, {0.25, 0.5, 7}, {0.3, 1e-300, 3}, {50, 99.9, 100},
                        {1, 2, 3},    {4, 5, 6},      {7, 8, 1.0 / 3},  {}};
    run.record.curve.figures = {{"rise", {0, 1e-300, 0.1}}, {"epsilon", {10, 5, 1.0 / 3}}};
    run.checkpoint = {12, 3, 0.7, {{"K_1", {1, 2, 1, {0.1, -0.0}}}}};
    return run;
  }
  std::string file() const {
    for (const auto& entry : std::filesystem::directory_iterator(folder_ + "/runs")) return entry.path();
    return "";
  }

  std::string folder_ = std::filesystem::temp_directory_path() / ("lysep_unfinished_" + std::to_string(getpid()));
};

TEST_F(UnfinishedRuns, AreGivenBackBitForBit) {
  const RunStore store(folder_);
  const UnfinishedRun run = some_run();
  store.keep(run);
  const auto kept = store.unfinished(run.record);
  ASSERT_TRUE(kept);
  const Curve &curve = kept->record.curve, &was = run.record.curve;
  EXPECT_EQ(curve.sweep, was.sweep);
  EXPECT_EQ(curve.seconds, was.seconds);
  EXPECT_EQ(curve.CE, was.CE);
  EXPECT_EQ(curve.accuracy, was.accuracy);
  EXPECT_EQ(curve.S, was.S);
  EXPECT_EQ(curve.L_S, was.L_S);
  EXPECT_EQ(curve.bound, was.bound);
  EXPECT_EQ(curve.figures, was.figures);
  EXPECT_EQ(kept->record.sweeps_to_paper, 7);
  EXPECT_EQ(kept->record.seconds_to_paper, 0.1);
  EXPECT_EQ(kept->checkpoint.sweep, 12);
  EXPECT_EQ(kept->checkpoint.batch, 3);
  EXPECT_EQ(kept->checkpoint.seconds, 0.7);
  ASSERT_EQ(kept->checkpoint.arrays.size(), 1u);
  EXPECT_EQ(kept->checkpoint.arrays.at("K_1").values, run.checkpoint.arrays.at("K_1").values);
}

TEST_F(UnfinishedRuns, OfAnotherProgramOrCommandBeginAnew) {
  const RunStore store(folder_);
  const UnfinishedRun run = some_run();
  for (const char* field : {"fingerprint", "command"}) {
    store.keep(run);
    SavedRun saved = read_checkpoint(file());
    saved.options[field] = "another";
    write_checkpoint(file(), saved);
    EXPECT_FALSE(store.unfinished(run.record)) << field;
  }
}

TEST_F(UnfinishedRuns, GoWithTheirRecord) {
  RunStore store(folder_);
  store.keep(some_run());
  store.add(some_run().record);
  EXPECT_TRUE(file().ends_with(".json")) << file();
  EXPECT_FALSE(store.unfinished(some_run().record));
}

TEST_F(UnfinishedRuns, AreNotKeptWithoutAFolder) {
  const RunStore store("");
  store.keep(some_run());
  EXPECT_FALSE(store.unfinished(some_run().record));
}

}  // namespace
}  // namespace lysep
