#pragma once
// The program run as a user runs it, in a folder of its own.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
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
  Result run(const std::string& arguments, const std::string& before = "") const {
    const std::string command = "cd " + folder_ + "; " + before + " { " + LYSEP_PROGRAM + " " + arguments + "; } >" +
                                folder_ + "/.out 2>" + folder_ + "/.err";
    const int status = std::system(command.c_str());
    Result result{WIFEXITED(status) ? WEXITSTATUS(status) : -1, text(".out"), text(".err")};
    fs::remove(folder_ + "/.out");
    fs::remove(folder_ + "/.err");
    return result;
  }
  std::string text(const std::string& name) const {
    std::ifstream in(folder_ + "/" + name);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// As one line tells it: with one blank between words.
  static std::string printed(const std::string& text) { return std::regex_replace(text, std::regex(" +"), " "); }
  /// What follows ./lysep in the command of a reference run.
  static std::string arguments_of(const Json& row) {
    const std::string prefix = "./lysep ", command = row["command"];
    EXPECT_TRUE(command.starts_with(prefix + "train ")) << command;
    return command.substr(prefix.size());
  }
  Json json(const std::string& name) const { return Json::parse(text(name)); }

  /// Bad input: exit code 2, one line on standard error that says what is required, nothing on disk.
  void expect_refused(const std::string& arguments, const std::string& part) const {
    const auto files = [&] {
      std::set<std::string> names;
      for (const auto& entry : fs::recursive_directory_iterator(folder_)) names.insert(entry.path());
      return names;
    };
    const auto before = files();
    const Result r = run(arguments);
    EXPECT_EQ(r.code, 2) << arguments;
    EXPECT_EQ(r.out, "") << arguments;
    EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << arguments << ": " << r.err;
    EXPECT_NE(r.err.find(part), std::string::npos) << arguments << ": " << r.err;
    EXPECT_EQ(files(), before) << arguments;
  }

  std::string folder_ = fs::temp_directory_path() / ("lysep_program_test_" + std::to_string(getpid()));
};

inline std::string hash_in(const std::string& line) {
  std::smatch match;
  return std::regex_search(line, match, std::regex("hash=([0-9a-f]{16})\n$")) ? match[1].str() : "none";
}

inline double value_in(const std::string& line, const std::string& name) {
  std::smatch match;
  return std::regex_search(line, match, std::regex("(?:^| )" + name + "=([^ \n]+)")) ? std::stod(match[1]) : NAN;
}

/// A quick run.
inline constexpr const char* small = "train --samples 300 --test-samples 50 --depth 3 --width 5 --seed 1 ";

}  // namespace lysep::testing_support
