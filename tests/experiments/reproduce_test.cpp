// lysep reproduce, on short runs.
#include "tests/experiments/reproduce.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class Reproduce : public ReproduceCommand {};

TEST_F(Reproduce, RunsWhatIsMissingAndKeepsWhatIsDone) {
  const std::string command =
      "reproduce table-5.1 --sweeps 20 --rows 3x10 --methods gd,lysep,adam --threads 2 --out out ";
  const Result first = run(command + "--seeds 1");
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.out.find("3 runs asked for, 3 of them new"), std::string::npos) << first.out;
  const auto files = run_files();
  EXPECT_EQ(files.size(), 3u);
  const Result again = run(command + "--seeds 1 --rows 3x10 --methods gd");  // named twice
  EXPECT_NE(again.out.find("3 runs asked for, 0 of them new"), std::string::npos) << again.out;
  EXPECT_EQ(run_files(), files);
  const Result more = run(command + "--seeds 2");
  EXPECT_NE(more.out.find("6 runs asked for, 3 of them new"), std::string::npos) << more.out;
  EXPECT_EQ(run_files().size(), 6u);
  run("reproduce table-5.1 --sweeps 5 --rows 3x10 --methods gd --seeds 1 --out out");
  EXPECT_NE(run(command + "--seeds 2").out.find("6 runs asked for, 0 of them new"), std::string::npos);
}

TEST_F(Reproduce, RunsOfAProgramThatGivesOtherBitsAreRepeated) {
  const std::string command = "reproduce table-5.1 --sweeps 5 --rows 3x10 --methods gd,lysep --seeds 1 --out out";
  run(command);
  const std::string file = run_files().begin()->first.substr(folder_.size() + 1);
  Json record = json(file);
  const std::string fingerprint = record["fingerprint"];
  record["fingerprint"] = "0123456789abcdef";
  std::ofstream(folder_ + "/" + file) << record;
  EXPECT_NE(run(command).out.find("2 runs asked for, 1 of them new"), std::string::npos);
  EXPECT_EQ(json(file)["fingerprint"], fingerprint);
}

TEST_F(Reproduce, EveryResultNamesTheCommandThatGivesItsHash) {
  run("reproduce table-5.1 --sweeps 10 --rows 3x16 --seeds 2 --out out");
  run("reproduce table-5.2 --sweeps 5 --rows 10x20@0.001 --methods lysep-relaxed,momentum --seeds 1 --out out");
  const Json rows = json("out/results.json")["rows"];
  ASSERT_EQ(rows.size(), 16u);
  std::set<std::string> hashes;
  for (const Json& row : rows) {
    EXPECT_EQ(row["hash"], hash_of_command(row)) << row["command"];
    hashes.insert(row["hash"]);
    for (const char* key : {"CE", "accuracy", "test_accuracy", "seconds"}) EXPECT_TRUE(row[key].is_number()) << key;
  }
  EXPECT_EQ(hashes.size(), 16u);
  EXPECT_EQ(rows[0]["table"], "table-5.1");
  EXPECT_EQ(rows[0]["depth"], 3);
  EXPECT_EQ(rows[0]["width"], 16);
  EXPECT_EQ(rows[0]["sweeps"], 10);
  EXPECT_EQ(rows[1]["seed"], 1);
  EXPECT_EQ(rows[15]["time"], 0.001);
  EXPECT_EQ(rows[15]["method"], "momentum");
}

TEST_F(Reproduce, TheTableTellsMeansDeviationsAndThePapersNumbers) {
  const Result r = run("reproduce table-5.1 --sweeps 10 --rows 20x10 --methods gd,lysep --seeds 3 --out out");
  const Json rows = json("out/results.json")["rows"];
  ASSERT_EQ(rows.size(), 6u);
  double mean = 0, squares = 0;
  for (int k = 0; k < 3; ++k) mean += rows[k]["CE"].get<double>() / 3;
  for (int k = 0; k < 3; ++k) squares += std::pow(rows[k]["CE"].get<double>() - mean, 2);
  char expected[100];
  std::snprintf(expected, sizeof expected, "20x10 lysep 3 %.2e +- %.1e 3.39e-02 +- 1.2e-02 worse ", mean,
                std::sqrt(squares / 2));
  EXPECT_NE(printed(r.out).find(expected), std::string::npos) << r.out;
  double accuracy = 0, of_accuracy = 0;
  for (int k = 0; k < 3; ++k) accuracy += rows[k]["accuracy"].get<double>() / 3;
  for (int k = 0; k < 3; ++k) of_accuracy += std::pow(rows[k]["accuracy"].get<double>() - accuracy, 2);
  std::snprintf(expected, sizeof expected, " worse %.2f +- %.2f 99.40 +- 0.33 ", accuracy, std::sqrt(of_accuracy / 2));
  EXPECT_NE(printed(r.out).find(expected), std::string::npos) << r.out;
  for (const char* without : {"adam", "momentum", "gd-slow", "lysep-relaxed"}) {
    EXPECT_EQ(r.out.find(without), std::string::npos) << without;
  }
  const std::string adam = printed(run("reproduce table-5.1 --sweeps 3 --rows 20x10 --methods adam --seeds 1").out);
  EXPECT_TRUE(std::regex_search(adam, std::regex("20x10 adam 1 [^ ]+ - - "))) << adam;
  // Gradient descent at depth 20 stays where it starts, as in the paper.
  EXPECT_NE(printed(r.out).find("6.92e-01 +- 1.5e-03 within 2 s"), std::string::npos) << r.out;
  EXPECT_NE(r.out.find("smallest mean CE: lysep in 20x10"), std::string::npos) << r.out;
  EXPECT_NE(r.out.find("these are 10 sweeps"), std::string::npos);
}

TEST_F(Reproduce, WithoutAFolderNothingIsWritten) {
  const Result r = run("reproduce table-5.1 --sweeps 3 --rows 3x10 --methods gd --seeds 1");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(Reproduce, ASignalKeepsFinishedRunsAndWhereOthersWere) {
  const Result r =
      run("reproduce table-5.1 --rows 3x10 --methods gd --seeds 10000 --sweeps 50 --threads 2 --out out & "
          "until ls out/runs/*.json >/dev/null 2>&1; do sleep 0.1; done; kill -INT $!; wait $!");
  EXPECT_EQ(r.code, 3) << r.err;
  std::size_t records = 0, checkpoints = 0;
  for (const auto& [file, time] : run_files()) {
    file.ends_with(".json") ? ++records : ++checkpoints;
    EXPECT_TRUE(file.ends_with(".json") || file.ends_with(".checkpoint.h5")) << file;
  }
  EXPECT_GE(records, 1u);
  EXPECT_LE(checkpoints, 2u);  // of two threads
  const Json results = json("out/results.json");
  EXPECT_EQ(results["rows"].size(), records);
  for (const Json& row : results["rows"]) EXPECT_EQ(row["sweeps"], 50);
}

TEST_F(Reproduce, FiguresAreDrawnIntoOneReportThatRefersToNothing) {
  const std::string options = " --sweeps 5 --seeds 1 --out out";
  EXPECT_EQ(run("reproduce figure-5.1 --out out").code, 0);
  EXPECT_EQ(run("reproduce figure-5.2 --rows 3x10" + options).code, 0);
  EXPECT_EQ(run("reproduce figure-5.3" + options).code, 0);
  EXPECT_EQ(run("reproduce figure-5.4 --rows 3x30@0,3x30@0.001" + options).code, 0);
  for (const char* name :
       {"figure-5.1-regions", "figure-5.2-curves-3x10", "figure-5.3-regions", "figure-5.4-regions-3x30"}) {
    expect_pictures(name);
  }
  const std::string html = text("out/figure-5.2.html");
  EXPECT_NE(html.find("src=\"data:image/"), std::string::npos);
  EXPECT_EQ(html.find("href="), std::string::npos);
  EXPECT_EQ(html.find("src=\"f"), std::string::npos);
  const Json results = json("out/results.json");
  for (const Json& row : results["rows"]) {
    if (row["table"] == "table-5.1" && row["depth"] == 3) {
      EXPECT_NE(html.find(row["hash"].get<std::string>()), std::string::npos);
      EXPECT_NE(html.find(row["command"].get<std::string>()), std::string::npos);
    }
  }
}

TEST_F(Reproduce, TheTableShowsAllThatTheFolderHolds) {
  const std::string base = "reproduce table-5.1 --sweeps 5 --rows 3x10 --out out ";
  EXPECT_EQ(run(base + "--seeds 1 --methods gd").code, 0);
  const Result r = run(base + "--seeds 2 --methods lysep");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_NE(printed(r.out).find("3x10 gd 1 "), std::string::npos) << r.out;
  EXPECT_NE(text("out/table-5.1.html").find("3x10, lysep, seed 0: S along the run"), std::string::npos);
  for (const char* kind : {"curves-3x10", "bound-3x10", "regions"}) expect_pictures(std::string("table-5.1-") + kind);
}

TEST_F(Reproduce, Figure51IsOfTestSamplesAlone) {
  run("reproduce table-5.1 --rows 3x10 --methods gd --seeds 1 --sweeps 5 --out out");
  const std::string file = only_record();
  write_record(file, Json::parse(std::regex_replace(text(file), std::regex("--sweeps 5 "), "--sweeps 10000 ")));
  EXPECT_EQ(run("reproduce figure-5.1 --out out").code, 0);
  EXPECT_EQ(text("out/pictures/figure-5.1-regions.gp").find("$r0_"), std::string::npos);
}

TEST_F(Reproduce, TheReportHoldsTableAndPictures) {
  run("reproduce table-5.1 --sweeps 5 --rows 3x10 --methods lysep --seeds 1 --out out");
  const std::string html = text("out/table-5.1.html");
  for (const char* part : {"<td>3x10</td><td>lysep</td><td>1</td>", "reached: CE &lt;= printed"}) {
    EXPECT_NE(html.find(part), std::string::npos) << part;
  }
  std::system(("cd " + folder_ +
               "/out/pictures; f=table-5.1-curves-3x10; "
               "base64 -w0 $(ls -S $f.png $f.svg | tail -1) >../../code")
                  .c_str());
  EXPECT_NE(html.find(";base64," + text("code") + "\""), std::string::npos);
}

TEST_F(Reproduce, AFullDiskIsOneLineAndLeavesNoHalfRecord) {
  const Result full = run("reproduce table-5.1 --sweeps 5 --rows 3x10 --methods lysep --seeds 1 --out full",
                          "trap '' XFSZ; ulimit -f 8;");
  EXPECT_EQ(full.code, 4) << full.out;
  EXPECT_NE(full.err.find("writable path"), std::string::npos) << full.err;
  EXPECT_TRUE(fs::is_empty(folder_ + "/full/runs"));
}

TEST_F(Reproduce, DamagedAndEditedRecordsAreToldAndTheirRunsRepeated) {
  const std::string command = "reproduce table-5.1 --sweeps 5 --rows 3x10 --methods lysep --seeds 1 --out out";
  run(command);
  const std::string file = only_record();
  std::ofstream(folder_ + "/out/runs/x.json.partial") << "{";
  const Result leftover = run(command);
  EXPECT_EQ(leftover.code, 0);
  EXPECT_EQ(leftover.err, "");
  const Json record = json(file);
  const auto expect_repeated = [&](const std::string& because) {
    const Result r = run(command);
    EXPECT_EQ(r.code, 0) << r.err;
    EXPECT_NE(r.out.find("1 runs asked for, 1 of them new"), std::string::npos) << because << r.out;
    EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), because.empty() ? 0 : 1) << r.err;
    EXPECT_NE(r.err.find(because), std::string::npos) << r.err;
    EXPECT_EQ(json(file)["hash"], record["hash"]);
    EXPECT_EQ(json(file)["batch_CE"], record["batch_CE"]);
  };
  const auto change = [&](const Json& patch, bool sign) {
    Json changed = record;
    changed.merge_patch(patch);
    if (sign) return write_record(file, changed);
    std::ofstream(folder_ + "/" + file) << changed;
  };
  change({{"batch_CE", 1e-9}}, false);
  expect_repeated(file + ": a record requires its own SHA-256");
  change({{"curve", {{"CE", Json::array()}}}}, false);
  expect_repeated("its own SHA-256");
  change({{"curve", {{"CE", Json::array()}}}}, true);
  expect_repeated("lists of one length in its curve");
  change({{"row", "9x9"}}, true);
  expect_repeated("a row of the paper");
  change({{"sweeps", 5.5}}, true);
  expect_repeated("a whole number in sweeps, but got 5.5");
  std::ofstream(folder_ + "/" + file) << std::string(100000, '[');
  expect_repeated("at most 32 deep");
  std::ofstream(folder_ + "/" + file) << text(file).substr(0, 100);
  expect_repeated("requires JSON");
  change({{"sha256", nullptr}}, false);
  expect_repeated("a value for sha256");
  change({{"sha256", nullptr}, {"version", "0.1.0"}}, false);  // they had none
  expect_repeated("");
}

TEST_F(Reproduce, WhatIsNotInThePaperIsRefused) {
  for (const std::string option : {"--rows 3x10", "--methods gd", "--sweeps 5"}) {
    expect_refused("reproduce figure-5.1 --out out " + option, "needs no run");
  }
  expect_refused("reproduce table-5.4", "requires one of table-5.1, ");
  expect_refused("reproduce", "NAME");
  expect_refused("reproduce figure-5.3", "requires --out for the pictures of figure-5.3, but got none");
  expect_refused("reproduce table-5.1 --rows 3x11", "requires --rows of 3x10, ");
  expect_refused("reproduce table-5.1 --methods lysep-frozen", "but got lysep-frozen");
  expect_refused("reproduce table-5.1 --seeds 0", "requires 1 <= --seeds");
  expect_refused("reproduce figure-5.1 --seeds 2 --out out", "figure-5.1, which needs no run, but got --seeds");
  expect_refused("reproduce table-5.1 --sweeps 0", "requires 1 <= --sweeps");
  expect_refused("reproduce table-5.1 --threads 0", "requires 1 <= --threads");
  expect_refused("reproduce table-5.1 --checkpoint-every 5x", "reproduce requires --checkpoint-every K (sweeps) or Ks");
  expect_refused("reproduce table-5.1 --out /proc/no/folder", "/proc/no/folder");
}

}  // namespace
}  // namespace lysep
