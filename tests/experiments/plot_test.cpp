// lysep plot: pictures of a run, from its own files.
#include "tests/experiments/program.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class Plot : public Program {
 protected:
  void expect_pictures(const std::string& name) const {
    EXPECT_EQ(text(name + ".png").substr(1, 3), "PNG") << name;
    EXPECT_NE(text(name + ".svg").find("</svg>"), std::string::npos) << name;
  }
};

TEST_F(Plot, DrawsTheTraceAndTheRegionsOfARun) {
  run("train --samples 90 --sweeps 40 --quiet --out run");
  const Result r = run("plot run");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.out, "run/pictures/trace.png, .svg, regions.png, .svg\n");
  expect_pictures("run/pictures/trace");
  expect_pictures("run/pictures/regions");
  const std::string script = text("run/pictures/trace.gp");
  for (const char* curve :
       {"1:3 with lines lw 2 lc rgb '#2ca02c' title 'S'", "1:5 with lines lw 2 lc rgb '#d62728' title 'CE'",
        "9:5 with lines lw 2 lc rgb '#d62728' title 'CE'", "1:7 with lines"}) {
    EXPECT_NE(script.find(curve), std::string::npos) << curve;
  }
  std::istringstream trace(text("run/trace.csv"));
  std::string line, last;
  while (std::getline(trace, line)) last = line;
  std::istringstream fields(last);
  std::string shown;
  for (std::string field; std::getline(fields, field, ',');) {
    char number[40];
    std::snprintf(number, sizeof number, "%.6g ", std::stod(field));
    shown += number;
  }
  EXPECT_NE(script.find("\n" + shown + "\nEOD"), std::string::npos) << shown;
  EXPECT_EQ(run("verify run").code, 0);  // the pictures are none of the run's files
}

/// Points as they are in the file, those that the network gets wrong as often as its accuracy says.
TEST_F(Plot, PointsAreThoseOfTheFile) {
  std::ofstream data(folder_ + "/it's.csv");
  for (int n = 0; n < 60; ++n)
    data << 100 + n % 7 << "," << -3 + n % 5 * 0.5 << "," << (n % 7 > 3 ? "it's" : "not`") << "\n";
  data.close();
  EXPECT_EQ(run("train --data \"csv:it's.csv\" --header no --standardise --sweeps 1 --quiet --out run").code, 0);
  const Result r = run("plot run --out elsewhere");
  EXPECT_EQ(r.code, 0) << r.err << text("elsewhere/regions.log");
  expect_pictures("elsewhere/regions");
  const std::string script = text("elsewhere/regions.gp");
  const std::size_t begin = script.find("$points << EOD\n") + 15;
  std::istringstream points(script.substr(begin, script.find("EOD", begin) - begin));
  double x = 0, y = 0;
  int label = 0, wrong = 0, count = 0, all_wrong = 0;
  while (points >> x >> y >> label >> wrong) {
    EXPECT_NEAR(x, 100 + count % 7, 1e-3);
    EXPECT_NEAR(y, -3 + count % 5 * 0.5, 1e-4);
    EXPECT_EQ(label, count % 7 > 3 ? 0 : 1);
    all_wrong += wrong;
    ++count;
  }
  EXPECT_EQ(count, 60);
  EXPECT_NEAR(100.0 * (60 - all_wrong) / 60, json("run/run.json")["result"]["accuracy"].get<double>(), 1e-9);
  EXPECT_NE(script.find("title 'it''s'"), std::string::npos);
}

TEST_F(Plot, ANetworkOfMoreInputsHasNoRegions) {
  std::ofstream data(folder_ + "/t.csv");
  for (int n = 0; n < 30; ++n) data << n % 7 << "," << n % 5 << "," << n % 3 << "," << n % 2 << "\n";
  data.close();
  run("train --data csv:t.csv --sweeps 3 --quiet --out run");
  EXPECT_EQ(run("plot run").out, "run/pictures/trace.png, .svg\n");
  EXPECT_FALSE(fs::exists(folder_ + "/run/pictures/regions.gp"));
}

TEST_F(Plot, RefusesWhatIsNoRun) {
  expect_refused("plot nowhere", "plot requires a folder with a run, but got nowhere");
  run("train --samples 20 --sweeps 0 --quiet --out run");
  expect_refused("plot run", "plot requires a run of at least one sweep");
  expect_refused("plot", "RUN is required");
}

}  // namespace
}  // namespace lysep
