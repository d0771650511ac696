// lysep reproduce bsum-figure-2a, -2b, -a1 and bsum-bounds.
#include <sstream>

#include "tests/experiments/reproduce.hpp"

namespace lysep {
namespace {

using namespace testing_support;

using ReproduceBsum = ReproduceCommand;

/// The numbers of a curve's row: MSE after 1, 10, a tenth and all sweeps, rises, ||g||, seconds.
std::vector<double> row_of(const std::string& out, const std::string& curve) {
  const std::size_t at = out.find("  " + curve + " ");
  if (at == std::string::npos) return {};
  std::istringstream numbers(out.substr(at + 2 + curve.size(), out.find('\n', at) - at - 2 - curve.size()));
  std::vector<double> values;
  for (double value; numbers >> value;) values.push_back(value);
  return values;
}

TEST_F(ReproduceBsum, EachCurveIsThatOfItsRun) {
  const Result r = run("reproduce bsum-figure-a1 --sweeps 40 --out out");
  ASSERT_EQ(r.code, 0) << r.err;
  const Result again =
      run("train --method bsum --data bodyfat-like --task regression --depth 4 --width 10 --activation softplus "
          "--output-activation softplus --loss exponential --regulariser ridge --mu 1e-4 --gamma lipschitz --sweeps 40 "
          "--seed 1 --quiet");
  const std::size_t at = again.out.find(" mse=");
  ASSERT_NE(at, std::string::npos) << again.out;
  const std::vector<double> row = row_of(r.out, "gamma = Lip");
  ASSERT_EQ(row.size(), 7u) << r.out;
  EXPECT_NEAR(row[3], std::stod(again.out.substr(at + 5)), 1e-3 * row[3]);
  EXPECT_EQ(row[4], 0);  // f never rises
  EXPECT_LT(row[3], row[0]);
  EXPECT_TRUE(fs::exists(folder_ + "/out/bsum-figure-a1.png"));
  EXPECT_EQ(text("out/bsum-figure-a1.csv").find("curve,sweep,f,mse,seconds\n1,1,"), 0u);
}

TEST_F(ReproduceBsum, EveryFigureHasItsCurves) {
  const std::pair<const char*, int> figures[] = {{"bsum-figure-2a", 8}, {"bsum-figure-2b", 6}, {"bsum-figure-a1", 3}};
  for (const auto& [figure, curves] : figures) {
    const Result r = run(std::string("reproduce ") + figure + " --sweeps 2");
    ASSERT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(std::ranges::count(r.out, '\n'), curves + 2) << r.out;
  }
}

/// Of bsum-bounds: data, method, seed, sweeps, seconds, figure, accuracy, test_accuracy.
struct BoundsRow {
  std::string data, method;
  int seed = 0, sweeps = 0;
  double seconds = 0, figure = 0;
};
std::vector<BoundsRow> bounds_rows(const std::string& csv) {
  std::vector<BoundsRow> rows;
  std::istringstream lines(csv);
  std::string line;
  for (std::getline(lines, line); std::getline(lines, line);) {
    BoundsRow row;
    std::istringstream fields(line);
    char comma = 0;
    std::getline(fields, row.data, ',');
    fields.get();
    std::getline(fields, row.method, '"');
    fields >> comma >> row.seed >> comma >> row.sweeps >> comma >> row.seconds >> comma >> row.figure;
    EXPECT_TRUE(fields) << line;
    rows.push_back(row);
  }
  return rows;
}

TEST_F(ReproduceBsum, TheBoundsHaveTheTimeOfTheFirst) {
  const Result r = run("reproduce bsum-bounds --sweeps 150 --seeds 2 --out out");
  ASSERT_EQ(r.code, 0) << r.err;
  const std::vector<BoundsRow> rows = bounds_rows(text("out/bsum-bounds.csv"));
  std::map<std::string, std::set<std::string>> methods;
  std::map<std::pair<std::string, int>, double> first;
  for (const BoundsRow& row : rows) {
    methods[row.data].insert(row.method);
    const bool is_first = row.method == "gradient, Lip";
    if (is_first) first[{row.data, row.seed}] = row.seconds;
    if (is_first) {
      EXPECT_EQ(row.sweeps, 150);  // others have their own number
    }
    EXPECT_GE(row.seconds, (first[{row.data, row.seed}]));
    EXPECT_TRUE(std::isfinite(row.figure));
  }
  EXPECT_EQ(rows.size(), 2u * (12 + 9));
  EXPECT_EQ(methods["circle"].size(), 12u);
  EXPECT_EQ(methods["bodyfat-like"].size(), 9u);
  for (const char* other : {"joint", "gauss-newton", "quasi-newton", "gradient descent, rate 3", "adam, rate 0.1"})
    EXPECT_TRUE(methods["circle"].contains(other)) << other;
  const auto joint = std::ranges::find(rows, "joint", &BoundsRow::method);
  const Result again =
      run("train --data circle --samples 1000 --depth 3 --width 10 --activation sigmoid --scale 3 "
          "--method joint --seed 0 --quiet --sweeps " +
          std::to_string(joint->sweeps));
  const double CE = std::stod(again.out.substr(again.out.find(" CE=") + 4));
  EXPECT_NEAR(CE, joint->figure, 1e-6 * CE) << again.out;
}

TEST_F(ReproduceBsum, OptionsThatItDoesNotHaveAreRefused) {
  const Result bounds = run("reproduce bsum-bounds --methods joint");
  EXPECT_EQ(bounds.code, 2);
  EXPECT_NE(bounds.err.find("requires --seeds, --sweeps and --out alone for bsum-bounds"), std::string::npos);
  for (const char* option : {"--seeds 2", "--rows 3x10", "--methods gd", "--samples 100", "--threads 2"}) {
    const Result r = run(std::string("reproduce bsum-figure-2a ") + option);
    EXPECT_EQ(r.code, 2);
    EXPECT_NE(r.err.find("requires --sweeps and --out alone for bsum-figure-2a"), std::string::npos) << r.err;
  }
}

}  // namespace
}  // namespace lysep
