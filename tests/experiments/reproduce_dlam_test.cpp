// lysep reproduce dlam-figure-1 to -3 and dlam-table-2, on small images.
#include <cmath>
#include <sstream>

#include "tests/experiments/reproduce.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class ReproduceDlam : public ReproduceCommand {
 protected:
  /// The column of trace.csv of that name, a number a sweep.
  std::vector<double> column(const std::string& folder, const std::string& name) const {
    std::istringstream lines(text(folder + "/trace.csv"));
    std::string line, cell;
    std::getline(lines, line);
    std::size_t wanted = 0;
    for (std::istringstream cells(line); std::getline(cells, cell, ',') && cell != name;) ++wanted;
    std::vector<double> values;
    while (std::getline(lines, line)) {
      std::istringstream cells(line);
      for (std::size_t k = 0; k <= wanted; ++k) std::getline(cells, cell, ',');
      values.push_back(std::stod(cell));
    }
    return values;
  }
};

TEST_F(ReproduceDlam, Figure1CountsTheRisesOfTheTraceAndTellsWhereTheyAre) {
  make_small_images(300, 40);
  const Result r = run("reproduce dlam-figure-1 --rows mnist-100 --samples 300 --sweeps 20 --out out");
  ASSERT_EQ(r.code, 0) << r.err;
  const Json rows = json("out/results.json")["rows"];
  ASSERT_EQ(rows.size(), 4u);
  std::size_t rises = 0;
  for (const Json& row : rows) {
    fs::remove_all(folder_ + "/again");
    EXPECT_EQ(hash_in(run(arguments_of(row) + " --quiet --out again").out), row["hash"]) << row["command"];
    const std::vector<double> F = column("again", "F"), epsilon = column("again", "epsilon");
    ASSERT_EQ(F.size(), 20u);
    EXPECT_NEAR(row["objective"], F.back(), 1e-5 * F.back());
    Json expected = Json::array();
    for (std::size_t k = 1; k < F.size(); ++k) {
      if (!(F[k] > F[k - 1])) continue;
      expected.push_back({{"sweep", k + 1}, {"factor", F[k] / F[k - 1]}});
      char told[100];
      const bool fell = epsilon[k] < epsilon[k - 1] || (k > 1 && epsilon[k - 1] < epsilon[k - 2]);
      std::snprintf(told, sizeof told, "by a factor of %.3g in sweep %zu%s", F[k] / F[k - 1], k + 1,
                    fell ? ", where epsilon had fallen" : ",");
      if (expected.size() <= 5) {
        EXPECT_NE((r.out + ",").find(told), std::string::npos) << told;
      }
    }
    ASSERT_EQ(row["rises"].size(), expected.size()) << row["method"];
    for (std::size_t k = 0; k < expected.size(); ++k) {
      EXPECT_EQ(row["rises"][k]["sweep"], expected[k]["sweep"]);
      EXPECT_NEAR(row["rises"][k]["factor"], expected[k]["factor"], 1e-5 * expected[k]["factor"].get<double>());
    }
    if (row["method"] == "dlam-fixed") {
      EXPECT_EQ(row["rises"].size(), 0u);
    } else {
      rises += row["rises"].size();
    }
    const std::string line = "mnist-100 " + row["method"].get<std::string>() + " 1 ";
    char figures[100];
    std::snprintf(figures, sizeof figures, "%.3g %.3g - %.3g %zu ", F[0], F[9], F[19], expected.size());
    EXPECT_NE(printed(r.out).find(line + figures), std::string::npos) << line << figures << printed(r.out);
  }
  EXPECT_GT(rises, 0u);
  EXPECT_NE(r.out.find("dlam-fixed: F rises in 0 of 20 sweeps of mnist-100\n"), std::string::npos) << r.out;
  EXPECT_NE(r.out.find("that F falls in every sweep did not come out"), std::string::npos) << r.out;
  EXPECT_NE(r.out.find("these are 20 sweeps; the paper's are 150"), std::string::npos);
  EXPECT_NE(r.out.find("not run: mnist-500; fashion-mnist-100; fashion-mnist-500\n"), std::string::npos) << r.out;
  EXPECT_NE(r.out.find("these are runs on the first 300 images"), std::string::npos);
  expect_pictures("dlam-figure-1");
}

TEST_F(ReproduceDlam, Figures2And3AreTheAccuraciesOfTheSameRuns) {
  make_small_images(400, 40);
  const std::string options = " --rows mnist-100 --methods dlam,gd,admm --samples 200 --sweeps 12 --out out";
  const Result training = run("reproduce dlam-figure-2" + options), test = run("reproduce dlam-figure-3" + options);
  ASSERT_EQ(training.code + test.code, 0) << training.err << test.err;
  EXPECT_NE(test.out.find("3 runs asked for, 0 of them new"), std::string::npos) << test.out;
  const Json rows = json("out/results.json")["rows"];
  ASSERT_EQ(rows.size(), 3u);
  double dlam = 0, best = 0;
  for (const Json& row : rows) {
    const double accuracy = row["accuracy"];
    (row["method"] == "dlam" ? dlam : best) = std::max(row["method"] == "dlam" ? 0 : best, accuracy);
    const std::string line = "mnist-100 " + row["method"].get<std::string>() + " 1 ";
    const auto expect_cells = [&](const std::string& out, const char* name) {
      char cells[100];
      std::snprintf(cells, sizeof cells, "%.2f - - %.2f ", row["after_10"][name].get<double>(),
                    row[name].get<double>());
      EXPECT_NE(printed(out).find(line + cells), std::string::npos) << line << cells << printed(out);
    };
    expect_cells(training.out, "accuracy");
    expect_cells(test.out, "test_accuracy");
    EXPECT_NE(row["after_10"]["accuracy"], row["after_10"]["test_accuracy"]);
    EXPECT_EQ(row.contains("rises"), row["method"] == "dlam");
    const Result ten =
        run(std::regex_replace(arguments_of(row), std::regex("--sweeps 12"), "--sweeps 10") + " --quiet");
    EXPECT_NEAR(value_in(ten.out, "test_accuracy"), row["after_10"]["test_accuracy"], 0.006) << ten.out;
    EXPECT_NEAR(value_in(ten.out, "accuracy"), row["after_10"]["accuracy"], 0.006) << ten.out;
  }
  const std::string ahead = dlam >= best ? "came out" : "did not come out";
  EXPECT_NE(training.out.find("mnist-100: that DLAM is ahead of all " + ahead + ": "), std::string::npos)
      << training.out;
  EXPECT_NE(training.out.find("not run: mnist-100 with dlam-halve, adagrad, adadelta; mnist-500;"), std::string::npos)
      << training.out;
  expect_pictures("dlam-figure-2");
  expect_pictures("dlam-figure-3");
}

TEST_F(ReproduceDlam, Table2TellsSecondsBesideThePrintedOnes) {
  make_small_images(22000, 20);
  const Result r = run(
      "reproduce dlam-table-2 --rows mnist-11000@1e-4,mnist-22000@1e-4,mnist-11000@1 --sweeps 2 --threads 1 --out out");
  ASSERT_EQ(r.code, 0) << r.err;
  const Json rows = json("out/results.json")["rows"];
  ASSERT_EQ(rows.size(), 6u);
  const std::map<std::string, const char*> seconds = {
      {"mnist-11000@1e-4", "0.1692"}, {"mnist-22000@1e-4", "0.3216"}, {"mnist-11000@1", "0.7684"}};
  EXPECT_EQ(rows[0]["hash"], hash_of_command(rows[0])) << rows[0]["command"];
  for (const Json& row : rows) {
    char line[100];
    std::snprintf(line, sizeof line, "%s %s 1 %.4f %s ", row["row"].get<std::string>().c_str(),
                  row["method"].get<std::string>().c_str(), row["processor_seconds_per_sweep"].get<double>(),
                  seconds.at(row["row"]));
    EXPECT_NE(printed(r.out).find(line), std::string::npos) << line << printed(r.out);
    EXPECT_GT(row["processor_seconds_per_sweep"], 0);
    EXPECT_LT(row["processor_seconds_per_sweep"], 5);
  }
  EXPECT_NE(r.out.find("printed, of these rows: longer with more samples in 1 of 1 pairs of neighbours, with a larger "
                       "rho in 1 of 1 pairs of neighbours; of 11000 mnist by a factor of 4.54 from rho 0.0001 to 1"),
            std::string::npos)
      << r.out;
  EXPECT_NE(r.out.find("--first-trial last"), std::string::npos);
  EXPECT_NE(r.out.find("and 39 more rows"), std::string::npos) << r.out;
  expect_pictures("dlam-table-2");
}

TEST_F(ReproduceDlam, FewerImagesTakeTheirPartOfTheFirstTrials) {
  make_small_images(600, 20);
  run("reproduce dlam-figure-2 --rows mnist-100 --methods dlam,gd --samples 550 --sweeps 1 --out out");
  const Json results = json("out/results.json");
  ASSERT_EQ(results["rows"].size(), 2u);
  for (const Json& row : results["rows"]) {
    const std::string command = row["command"];
    EXPECT_NE(command.find("--samples 550 "), std::string::npos) << command;
    EXPECT_EQ(command.find(" --alpha0 0.01 --tau0 0.01") != std::string::npos, row["method"] == "dlam") << command;
  }
}

TEST_F(ReproduceDlam, ARunThatWasStoppedGoesOnToTheSameCurve) {
  make_small_images(1000, 100);
  const std::string command = "reproduce dlam-figure-1 --rows mnist-100 --methods dlam --samples 1000 --sweeps 100";
  const Result stopped = run(command +
                             " --checkpoint-every 5 --out out & until ls out/runs/*.checkpoint.h5 >/dev/null 2>&1; "
                             "do sleep 0.02; done; kill -INT $!; wait $!");
  EXPECT_EQ(stopped.code, 3);
  const Result rest = run(command + " --out out"), whole = run(command + " --out whole");
  ASSERT_EQ(rest.code + whole.code, 0) << rest.err << whole.err;
  EXPECT_NE(rest.err.find("goes on with mnist-100 dlam, seed 0, behind sweep "), std::string::npos) << rest.err;
  const auto records = [&](const std::string& folder) {
    std::map<std::string, Json> all = timeless_records(folder);
    for (auto& [name, record] : all) {
      EXPECT_EQ(record["curve"]["figures"]["rise"].size(), 100u);
      record["curve"]["figures"].erase("processor");
    }
    return all;
  };
  EXPECT_EQ(records("out"), records("whole"));
}

/// But for data and sizes the committed runs are those that the program makes today.
TEST_F(ReproduceDlam, CommittedResultsHaveTheSettingsOfThisProgram) {
  const auto setting = [](const std::string& command) {
    return std::regex_replace(
        command, std::regex(" --(data|samples|width|sweeps|seed|alpha0|tau0|rho) [^ ]+| --image-pool 2"), "");
  };
  make_small_images(11000, 20);
  std::set<std::string> settings;
  for (const char* name : {"dlam-figure-1", "dlam-figure-2"}) {
    run(std::string("reproduce ") + name + " --rows mnist-100 --samples 20 --sweeps 1 --out out");
  }
  run("reproduce dlam-table-2 --rows mnist-11000@1e-4 --sweeps 1 --out out");
  const Json runs = json("out/results.json");
  for (const Json& row : runs["rows"]) settings.insert(setting(row["command"]));
  EXPECT_EQ(settings.size(), 9u);
  std::size_t rows = 0;
  for (const char* name : {"dlam-figures", "dlam-table-2"}) {
    std::ifstream in(std::string(LYSEP_SOURCE_DIR "/experiments/reproduce/results/") + name + ".json");
    const Json results = Json::parse(in);
    for (const Json& row : results["rows"]) {
      EXPECT_EQ(row["table"], name);
      EXPECT_TRUE(settings.contains(setting(row["command"]))) << row["command"];
      EXPECT_TRUE(std::regex_match(row["hash"].get<std::string>(), std::regex("[0-9a-f]{16}")));
      ++rows;
    }
  }
  EXPECT_GT(rows, 4u);
}

TEST_F(ReproduceDlam, RefusesWhatHasNoMeaning) {
  expect_refused("reproduce table-5.1 --samples 100", "requires dlam-figure-1, -2 or -3 for --samples");
  expect_refused("reproduce dlam-table-2 --samples 100", "requires dlam-figure-1, -2 or -3 for --samples");
  expect_refused("reproduce dlam-figure-2 --samples 0", "requires 1 <= --samples < 55000, but got 0");
  expect_refused("reproduce dlam-figure-2 --samples 55000", "requires 1 <= --samples < 55000, but got 55000");
  expect_refused("reproduce dlam-figure-1 --methods lysep", "requires --methods of dlam, ");
  expect_refused("reproduce dlam-figure-1 --rows 3x10", "requires --rows of mnist-100, mnist-500, fashion-mnist-100");
}

}  // namespace
}  // namespace lysep
