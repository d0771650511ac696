#include "experiments/runs/run_data.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/sha256.hpp"

namespace lysep {
namespace {

class RunData : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_ + "/there/run");
    write("d.csv", "0,1\n");
    write("there/d.csv", "0,1\n");
    spec_.data = "csv:" + folder_ + "/d.csv";
    spec_.file_sha256 = sha256_of(folder_ + "/d.csv");
    spec_.files_from_run = {"../d.csv"};
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ + "/" + name) << text; }

  std::string folder_ = std::filesystem::temp_directory_path() / ("lysep_run_data_" + std::to_string(getpid()));
  RunSpec spec_;
};

/// Whatever is asked of a file later is told of the bytes that were looked at first.
TEST_F(RunData, AFileIsHashedOnceForARun) {
  find_moved_data(spec_, folder_ + "/there/run");
  EXPECT_EQ(spec_.data, "csv:" + folder_ + "/d.csv");
  write("d.csv", "changed\n");
  EXPECT_NO_THROW(require_recorded_files(spec_));
  nlohmann::ordered_json options;
  put_data(options, spec_);
  EXPECT_EQ(options["file_sha256"], spec_.file_sha256);
}

TEST_F(RunData, AChangedFileGivesWayToTheOneBesideTheRun) {
  write("d.csv", "changed\n");
  find_moved_data(spec_, folder_ + "/there/run");
  EXPECT_EQ(spec_.data, "csv:" + folder_ + "/there/run/../d.csv");
  EXPECT_NO_THROW(require_recorded_files(spec_));
}

TEST_F(RunData, AChangedFileAloneIsRefused) {
  write("d.csv", "changed\n");
  std::filesystem::remove(folder_ + "/there/d.csv");
  find_moved_data(spec_, folder_ + "/there/run");
  EXPECT_THROW(require_recorded_files(spec_), BadInput);
  std::filesystem::remove(folder_ + "/d.csv");
  EXPECT_THROW(require_recorded_files(spec_), BadInput);
}

}  // namespace
}  // namespace lysep
