#pragma once
// What the tests of the library share: points of three classes, options as words, the program beside it.
#include <fmt/format.h>

#include <lysep/check.hpp>
#include <lysep/training.hpp>

#include "tests/experiments/program.hpp"

namespace lysep::testing_support {

/// Points of three classes around a circle, by a small generator of its own.
struct Points {
  std::vector<double> X;
  std::vector<int> labels;

  explicit Points(int count, int inputs = 2, unsigned seed = 1) {
    unsigned state = seed;
    const auto next = [&] {
      state = state * 1664525u + 1013904223u;
      return static_cast<double>(state >> 8) / (1 << 23) - 1;
    };
    for (int n = 0; n < count; ++n) {
      double square = 0;
      for (int i = 0; i < inputs; ++i) {
        X.push_back(next());
        square += X.back() * X.back();
      }
      labels.push_back(square < 0.3 * inputs ? 0 : square < 0.37 * inputs ? 1 : 2);
    }
  }
  std::size_t inputs() const { return X.size() / labels.size(); }
  LabelledSamples samples() const { return {X, inputs(), labels}; }
  std::string table() const {
    std::string text;
    for (std::size_t n = 0; n < labels.size(); ++n) {
      for (std::size_t i = 0; i < inputs(); ++i) text += fmt::format("{},", X[n * inputs() + i]);
      text += fmt::format("{}\n", labels[n]);
    }
    return text;
  }
};

/// "--depth 3 --standardise" as the library takes it.
inline TrainOptions options_of(const std::string& words) {
  TrainOptions options;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    if (word.starts_with("--")) {
      options.emplace_back(word.substr(2), "true");
    } else {
      options.back().second = word;
    }
  }
  return options;
}

/// Without the seconds of a sweep.
inline std::string timeless(const std::string& line) {
  return std::regex_replace(line, std::regex("seconds_per_sweep=\\S+|\n"), "");
}

class Library : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    put("points.csv", points_.table());
  }
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder_ + "/" + name) << text; }
  void expect_same_run(const std::string& options, const Points& points, const std::string& table) const {
    const Result program = run("train --data csv:" + table + " --quiet " + options);
    ASSERT_EQ(program.code, 0) << options << program.err;
    EXPECT_EQ(timeless(train(points.samples(), options_of(options)).last_line), timeless(program.out)) << options;
  }
  std::string refusal(const std::string& options) const {
    try {
      train(points_.samples(), options_of(options));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), Error::Kind::bad_input);
      return error.what();
    }
    return "none";
  }

  const Points points_{150};
};

}  // namespace lysep::testing_support
