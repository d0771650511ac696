#pragma once
// Runs of train in the test's own process, in a folder of their own.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/train.hpp"

namespace lysep::testing_support {

class TrainingInProcess : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove_all(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// What train says of wrong options.
  static std::string error_of(const std::string& options) {
    try {
      run_train(options);
    } catch (const BadInput& error) {
      return error.what();
    }
    return "none";
  }
  std::string at(const std::string& name) const { return folder_ + "/" + name; }

  const std::string folder_ = "/tmp/lysep_in_process_" + std::to_string(getpid());
};

}  // namespace lysep::testing_support
