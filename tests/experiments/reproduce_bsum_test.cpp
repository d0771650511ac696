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
  const std::pair<const char*, int> figures[] = {
      {"bsum-figure-2a", 8}, {"bsum-figure-2b", 5}, {"bsum-figure-a1", 3}, {"bsum-bounds", 8}};
  for (const auto& [figure, curves] : figures) {
    const Result r = run(std::string("reproduce ") + figure + " --sweeps 2");
    ASSERT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(std::ranges::count(r.out, '\n'), curves + 2) << r.out;
  }
}

TEST_F(ReproduceBsum, OptionsThatItDoesNotHaveAreRefused) {
  for (const char* option : {"--seeds 2", "--rows 3x10", "--methods gd", "--samples 100", "--threads 2"}) {
    const Result r = run(std::string("reproduce bsum-bounds ") + option);
    EXPECT_EQ(r.code, 2);
    EXPECT_NE(r.err.find("requires --sweeps and --out alone for bsum-bounds"), std::string::npos) << r.err;
  }
}

}  // namespace
}  // namespace lysep
