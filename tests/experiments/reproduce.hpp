#pragma once
// lysep reproduce, run in a folder of its own.
#include <map>

#include "tests/experiments/program.hpp"

namespace lysep::testing_support {

class ReproduceCommand : public Program {
 protected:
  static bool has_fashion_mnist() { return fs::exists("/usr/share/datasets/fashion-mnist"); }

  /// Small images in MNIST's place, of 4 x 4 pixels, until the test ends.
  void make_small_images(unsigned train, unsigned test) const {
    const auto number = [](unsigned n) {
      return std::string{static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8),
                         static_cast<char>(n)};
    };
    fs::create_directories(folder_ + "/data/mnist");
    for (const std::string part : {"train", "t10k"}) {
      const unsigned count = part == "train" ? train : test;
      std::string pixels, labels;
      for (unsigned n = 0; n < count; ++n) {
        labels += static_cast<char>(n * 7 % 10);
        for (unsigned i = 0; i < 16; ++i) pixels += static_cast<char>(n * (i + 3) * 2654435761u >> 24);
      }
      std::ofstream(folder_ + "/data/mnist/" + part + "-images-idx3-ubyte", std::ios::binary)
          << number(0x803) + number(count) + number(4) + number(4) + pixels;
      std::ofstream(folder_ + "/data/mnist/" + part + "-labels-idx1-ubyte", std::ios::binary)
          << number(0x801) + number(count) + labels;
    }
    setenv("LYSEP_DATA", (folder_ + "/data").c_str(), 1);
    setenv("LYSEP_TEST_IMAGES", "1", 1);
  }
  void TearDown() override {
    unsetenv("LYSEP_DATA");
    unsetenv("LYSEP_TEST_IMAGES");
    Program::TearDown();
  }

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
