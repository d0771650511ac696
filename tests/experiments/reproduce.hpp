#pragma once
// lysep reproduce, run in a folder of its own.
#include <map>

#include "tests/experiments/program.hpp"

namespace lysep::testing_support {

class ReproduceCommand : public Program {
 protected:
  static bool has_fashion_mnist() { return fs::exists("/usr/share/datasets/fashion-mnist"); }

  /// The hash of a row's command, run by itself.
  std::string hash_of_command(const Json& row) const { return hash_in(run(arguments_of(row) + " --quiet").out); }

  std::map<std::string, fs::file_time_type> run_files() const {
    std::map<std::string, fs::file_time_type> times;
    for (const auto& entry : fs::directory_iterator(folder_ + "/out/runs")) {
      times[entry.path()] = fs::last_write_time(entry.path());
    }
    return times;
  }

  void expect_pictures(const std::string& name) const {
    EXPECT_EQ(text("out/pictures/" + name + ".png").substr(1, 3), "PNG") << name;
    EXPECT_NE(text("out/pictures/" + name + ".svg").find("</svg>"), std::string::npos) << name;
  }
};

}  // namespace lysep::testing_support
