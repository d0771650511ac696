// lysep predict: what a trained network says of samples, and what real arithmetic says.
#include <fmt/format.h>

#include <algorithm>

#include "core/network/chain.hpp"
#include "datasets/files/state_file.hpp"
#include "tests/experiments/program.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class Predict : public Program {
 protected:
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << bytes;
  }
  /// Points of three classes, whose names ask for quotes; with a column that is no input, the label or none, a header
  /// or none.
  static std::string table(bool label, bool header) {
    std::string text = header ? (label ? "id,x,y,kind\n" : "id,x,y\n") : "";
    for (int n = 0; n < 90; ++n) {
      const double x = n * 37 % 90 / 10.0, y = n * 53 % 90 / 30.0;
      text += fmt::format("{},{},{}", n, x, y);
      if (label) text += x < 3 ? ",low" : y < 1.5 ? ",\"left, \"\"l\"\"\"" : ",0";
      text += "\n";
    }
    return text;
  }
  void train(const std::string& options = "") const {
    write("t.csv", table(true, true));
    const Result r = run("train --data csv:t.csv --drop id --standardise --sweeps 60 --quiet --out run " + options);
    ASSERT_EQ(r.code, 0) << r.err;
  }
  static std::vector<std::vector<std::string>> rows(const std::string& text) {
    std::vector<std::vector<std::string>> all;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      all.emplace_back(1);
      bool quoted = false;
      for (std::size_t k = 0; k < line.size(); ++k) {
        if (line[k] == '"' && quoted && k + 1 < line.size() && line[k + 1] == '"') {
          all.back().back() += line[++k];
        } else if (line[k] == '"') {
          quoted = !quoted;
        } else if (line[k] == ',' && !quoted) {
          all.back().emplace_back();
        } else {
          all.back().back() += line[k];
        }
      }
    }
    return all;
  }
  /// Probabilities in long double from the state file and the points of the table.
  std::vector<std::vector<long double>> expected() const {
    StateNames names;
    const StateData state = read_state_file(folder_ + "/run/state.h5", &names);
    std::vector<std::vector<long double>> all;
    for (int n = 0; n < 90; ++n) {
      std::vector<long double> V = {std::stold(fmt::format("{}", n * 37 % 90 / 10.0)),
                                    std::stold(fmt::format("{}", n * 53 % 90 / 30.0))};
      for (std::size_t i = 0; i < 2; ++i)
        V[i] = (static_cast<double>(V[i]) - static_cast<long double>(names.mean[i])) / names.deviation[i];
      for (Index l = 0; l < state.depth(); ++l) {
        const auto& layer = state.layers[static_cast<std::size_t>(l)];
        std::vector<long double> c;
        for (Index i = 0; i < layer.W.rows(); ++i) {
          long double sum = layer.b.size() > 0 ? layer.b(i) : 0;
          for (Index j = 0; j < layer.W.cols(); ++j)
            sum += static_cast<long double>(layer.W(i, j)) * V[static_cast<std::size_t>(j)];
          c.push_back(l + 1 < state.depth() ? std::tanh(sum) : sum);
        }
        V = c;
      }
      long double total = 0;
      for (const long double z : V) total += std::exp(z);
      for (long double& z : V) z = std::exp(z) / total;
      all.push_back(V);
    }
    return all;
  }
};

TEST_F(Predict, GivesTheClassAndTheProbabilityOfEach) {
  train();
  const Result r = run("predict run --data csv:t.csv");
  ASSERT_EQ(r.code, 0) << r.err;
  const auto got = rows(r.out), given = rows(table(true, true));
  ASSERT_EQ(got.size(), 91u);
  EXPECT_EQ(got[0], (std::vector<std::string>{"label", "p_0", "p_left, \"l\"", "p_low"}));  // numbers, then texts
  const auto probabilities = expected();
  int right = 0;
  for (std::size_t n = 0; n < 90; ++n) {
    const auto& p = probabilities[n];
    ASSERT_EQ(got[n + 1].size(), 4u);
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_NEAR(std::stod(got[n + 1][j + 1]), static_cast<double>(p[j]), 1e-13);
    }
    const auto best = static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
    EXPECT_EQ("p_" + got[n + 1][0], got[0][best + 1]);
    right += got[n + 1][0] == given[n + 1][3];
  }
  EXPECT_NEAR(right / 0.9, json("run/run.json")["result"]["accuracy"].get<double>(), 1e-9);
}

TEST_F(Predict, ReadsTablesWithAndWithoutLabelAndHeader) {
  train();
  const std::string all = run("predict run --data csv:t.csv").out;
  for (const bool label : {true, false}) {
    write("u.csv", table(label, true));
    EXPECT_EQ(run("predict run --data csv:u.csv --threads 3").out, all) << label;
  }
  write("u.csv", table(false, false));
  expect_refused("predict run --data csv:u.csv", "requires a column for --drop id");  // which one, no header tells
  run("train --data csv:t.csv --drop 1 --sweeps 60 --quiet --out places");
  EXPECT_EQ(run("predict places --data csv:u.csv").out, run("predict places --data csv:t.csv").out);
  EXPECT_EQ(rows(run("predict places --data csv:u.csv --header yes").out).size(), 90u);
  EXPECT_EQ(run("predict places --data csv:u.csv --out p.csv").out, "");
  EXPECT_EQ(text("p.csv"), run("predict places --data csv:t.csv").out);
}

TEST_F(Predict, AStateFileIsEnough) {
  run("train --samples 60 --sweeps 5 --quiet --out run");  // two inputs, classes without names
  write("u.csv", "0.5,0.25\n-1,1\n");
  const auto got = rows(run("predict run/state.h5 --data csv:u.csv").out);
  ASSERT_EQ(got.size(), 3u);
  EXPECT_EQ(got[0], (std::vector<std::string>{"label", "p_0", "p_1"}));
  EXPECT_EQ(run("predict run --data csv:u.csv").out, run("predict run/state.h5 --data csv:u.csv").out);
}

TEST_F(Predict, EnclosuresHoldWhatLongDoubleGives) {
  train();
  const auto got = rows(run("predict run --data csv:t.csv --enclose").out);
  const auto probabilities = expected();
  ASSERT_EQ(got[0].size(), 4u + 6 + 1);
  EXPECT_EQ(got[0][4], "p_0_lo");
  EXPECT_EQ(got[0][9], "p_low_hi");
  for (std::size_t n = 0; n < 90; ++n) {
    for (std::size_t j = 0; j < 3; ++j) {
      const long double lo = std::stold(got[n + 1][4 + 2 * j]), hi = std::stold(got[n + 1][5 + 2 * j]),
                        p = probabilities[n][j];
      EXPECT_LE(lo, hi);
      EXPECT_LE(std::abs(lo - p), 1e-15L * (1 + p));
      EXPECT_NE(got[n + 1][4 + 2 * j], got[n + 1][5 + 2 * j]);  // 2^-64 apart, written with digits enough
      EXPECT_LE(hi - lo, 1e-18L * hi);
    }
    EXPECT_EQ(got[n + 1][10], "yes");
  }
}

/// Logits that are equal in real arithmetic, and a pair that only more bits tell apart.
TEST_F(Predict, SaysWhichDecisionsAreNotCertain) {
  run("train --samples 60 --sweeps 0 --depth 2 --width 2 --quiet --out run");
  StateData state = read_state_file(folder_ + "/run/state.h5");
  auto& last = state.layers[1].W;
  last.row(1) = last.row(0);
  write_state_file(folder_ + "/equal.h5", state);
  last(1, 0) = std::nextafter(last(0, 0), 1e300);
  write_state_file(folder_ + "/near.h5", state);
  write("u.csv", "0.5,0.25\n-0.75,0.5\n");
  const auto equal = rows(run("predict equal.h5 --data csv:u.csv --enclose --bits 64").out);
  const auto near = rows(run("predict near.h5 --data csv:u.csv --enclose --bits 64").out);
  for (std::size_t n = 1; n <= 2; ++n) {
    EXPECT_EQ(equal[n].back(), "no");
    EXPECT_LE(std::stold(equal[n][3]), 0.5L);
    EXPECT_GE(std::stold(equal[n][4]), 0.5L);
    const bool first = std::stold(near[n][3]) > std::stold(near[n][6]);  // lo of 0 above hi of 1
    const bool second = std::stold(near[n][5]) > std::stold(near[n][4]);
    const bool label_first = near[n][0] == "0";
    EXPECT_TRUE((!first && !second) || near[n].back() == (first == label_first ? "yes" : "no"));
  }
}

TEST_F(Predict, TakesImagesAsTheRunDid) {
  const auto number = [](unsigned n) {
    return std::string{static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8),
                       static_cast<char>(n)};
  };
  std::string pixels, labels, csv;
  for (int n = 0; n < 40; ++n) {
    for (int i = 0; i < 4; ++i) {
      const int pixel = (n % 2 == 0 ? 200 : 30) + n * (i + 1) % 29;
      pixels += static_cast<char>(pixel);
      csv += fmt::format("{}{}", i == 0 ? "" : ",", pixel / 255.0);
    }
    labels += static_cast<char>(n % 2);
    csv += "\n";
  }
  write("images", number(0x803) + number(40) + number(2) + number(2) + pixels);
  write("labels", number(0x801) + number(40) + labels);
  write("u.csv", csv);
  run("train --data idx:images,labels --sweeps 20 --quiet --out run");
  const Result r = run("predict run --data idx:images");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(rows(r.out).size(), 41u);
  EXPECT_EQ(run("predict run --data idx:images,labels").out, r.out);
  EXPECT_EQ(run("predict run --data csv:u.csv").out, r.out);
  write("small", number(0x803) + number(80) + number(1) + number(2) + pixels);
  expect_refused("predict run --data idx:small", "predict requires images of 4 pixels, but got 2 in small");
}

TEST_F(Predict, RefusesBadInput) {
  train();
  expect_refused("predict", "RUN|STATE.h5 is required");
  expect_refused("predict run", "predict requires --data csv:FILE or idx:IMAGES, but got none");
  expect_refused("predict run --data mnist", "requires --data csv:FILE or idx:IMAGES, but got mnist");
  expect_refused("predict nowhere --data csv:t.csv", "nowhere");
  expect_refused("predict . --data csv:t.csv", "predict requires a folder with a run, but got .");
  fs::copy(folder_ + "/run", folder_ + "/changed");
  StateData state = read_state_file(folder_ + "/run/state.h5");
  state.layers[0].W(0, 0) += 1;
  write_state_file(folder_ + "/changed/state.h5", state);
  expect_refused("predict changed --data csv:t.csv", "requires the state that the run has left, but got another in");
  write("u.csv", "id,x\n1,2\n");
  expect_refused("predict run --data csv:u.csv",
                 "u.csv:1:1 requires 2 columns of inputs, the label beside them or not, but got 1");
  write("u.csv", "id,x,kind\n1,2,low\n");
  expect_refused("predict run --data csv:u.csv",
                 "requires 2 columns of inputs, the label beside them or not, but got 1");
  write("u.csv", "id,x,y\n1,2,blue\n");
  expect_refused("predict run --data csv:u.csv", "requires finite numbers, but got \"blue\"");
  expect_refused("predict run --data csv:t.csv --bits 52", "53 <= --bits");
  expect_refused("predict run --data csv:t.csv --threads 0", "--threads");
  expect_refused("predict run --data csv:t.csv --header maybe", "--header yes or no, but got maybe");
  expect_refused("predict run --data csv:t.csv --out none/p.csv", "none/p.csv");
}

}  // namespace
}  // namespace lysep
