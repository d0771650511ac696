#pragma once
// The program run as a user runs it, in a folder of its own.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

namespace lysep::testing_support {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct Result {
  int code;
  std::string out, err;
};

class Program : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  /// With what the shell does before, such as setting a limit.
  Result run(const std::string& arguments, const std::string& before = "") const;
  std::string text(const std::string& name) const;
  Json json(const std::string& name) const;
  /// As one line tells it: with one blank between words.
  static std::string printed(const std::string& text);
  /// The record of the only run in FOLDER/runs; all of them by their names, without what differs from run to run.
  std::string only_record(const std::string& folder = "out") const;
  std::map<std::string, Json> timeless_records(const std::string& folder) const;
  /// Writes a record with the SHA-256 of what it holds now.
  void write_record(const std::string& file, Json record) const;
  /// What follows ./lysep in the command of a reference run.
  static std::string arguments_of(const Json& row);
  /// Bad input: exit code 2, one line on standard error that says what is required, nothing on disk.
  void expect_refused(const std::string& arguments, const std::string& part) const;

  std::string folder_ = fs::temp_directory_path() / ("lysep_program_test_" + std::to_string(getpid()));
};

/// The hash at the end of a last line, "none" where there is none.
std::string hash_in(const std::string& line);
/// The number behind name= in a line, NAN where there is none.
double value_in(const std::string& line, const std::string& name);

/// A quick run.
inline constexpr const char* small = "train --samples 300 --test-samples 50 --depth 3 --width 5 --seed 1 ";

}  // namespace lysep::testing_support
