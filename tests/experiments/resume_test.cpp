// Runs that are killed, interrupted, or share a disk with others.
#include <fmt/format.h>

#include "tests/experiments/program.hpp"

namespace lysep::testing_support {
namespace {

class Resume : public Program {
 protected:
  /// Trains in `run` until the trace has so many rows, then sends the signal.
  Result cut_off(const std::string& options, int rows, const std::string& signal) const {
    const std::string wait =
        fmt::format("while [ $(cat run/trace.csv* 2>&1 | wc -l) -le {} ] && kill -0 $!; do :; done", rows);
    return run(options + " --quiet --out run & " + wait + "; kill -" + signal + " $!; wait $!");
  }
  /// The trace but for the seconds.
  std::string trace(const std::string& folder) const {
    return std::regex_replace(text(folder + "/trace.csv"), std::regex(",[^,\n]*\n"), "\n");
  }
  void expect_the_same_after(const std::string& options, int rows, const std::string& signal) {
    const Result whole = run(options + " --quiet --out whole");
    ASSERT_EQ(whole.code, 0) << whole.err;
    cut_off(options + " --checkpoint-every 3", rows, signal);
    EXPECT_FALSE(fs::exists(folder_ + "/run/run.json") && signal == "KILL");
    const Result resumed = run("train --resume run --quiet");
    EXPECT_EQ(resumed.code, 0) << resumed.err;
    EXPECT_EQ(hash_in(resumed.out), hash_in(whole.out)) << options;
    EXPECT_EQ(trace("run"), trace("whole")) << options;
    EXPECT_EQ(run("verify run").code, 0);
    for (const char* left : {"lock", "checkpoint.h5", "trace.csv.partial"}) {
      EXPECT_FALSE(fs::exists(folder_ + "/run/" + left)) << left;
    }
    fs::remove_all(folder_ + "/whole");
    fs::remove_all(folder_ + "/run");
  }
};

const std::string images = "train --data csv:" LYSEP_SOURCE_DIR "/tests/images.csv --seed 1 ";

TEST_F(Resume, ARunThatWasKilledEndsInTheSameState) {
  expect_the_same_after("train --samples 3000 --depth 20 --width 10 --sweeps 40", 11, "KILL");
  expect_the_same_after("train --samples 3000 --depth 5 --width 10 --sweeps 300 --method adam", 40, "KILL");
  expect_the_same_after("train --samples 3000 --depth 5 --width 10 --sweeps 300 --method momentum", 40, "KILL");
  expect_the_same_after("train --samples 3000 --depth 6 --width 8 --sweeps 60 --method joint", 15, "KILL");
  expect_the_same_after("train --samples 3000 --depth 3 --width 8 --sweeps 60 --method joint --until 1e-9", 23, "KILL");
  expect_the_same_after("train --samples 3000 --depth 6 --width 10 --sweeps 60 --step per-sample", 20, "KILL");
  expect_the_same_after("train --samples 3000 --depth 4 --width 10 --sweeps 60 --step certified", 20, "KILL");
  expect_the_same_after("train --samples 40000 --depth 3 --width 6 --sweeps 20 --relaxation 1.9 --threads 2", 5,
                        "KILL");
  expect_the_same_after("train --samples 60 --depth 3 --width 3 --sweeps 6 --scalar mp50", 4, "KILL");
}

TEST_F(Resume, ARunInBatchesGoesOnInItsBatch) {
  expect_the_same_after(
      images + "--conv 2 --channels 3 --fc-width 5 --batch 25 --refresh 4 --sweeps 60 --relaxation 1.9", 13, "KILL");
  expect_the_same_after(images + "--depth 3 --width 8 --batch 25 --refresh 4 --sweeps 300 --method adam", 30, "KILL");
  expect_the_same_after(images + "--conv 2 --channels 3 --fc-width 5 --batch 25 --refresh 4 --sweeps 60 --method joint",
                        13, "KILL");
}

TEST_F(Resume, ASignalSavesWhatIsDone) {
  for (const char* signal : {"INT", "TERM", "HUP"}) {
    expect_the_same_after("train --samples 3000 --depth 20 --width 10 --sweeps 40", 8, signal);
  }
}

TEST_F(Resume, AnInterruptedRunIsWholeUntilItIsResumed) {
  const Result r = cut_off("train --samples 3000 --depth 20 --width 10 --sweeps 60", 8, "TERM");
  EXPECT_EQ(r.code, 3);
  EXPECT_EQ(run("verify run").code, 0);
  const std::string record = text("run/run.json");
  run("train --resume run --quiet & while [ $(cat run/trace.csv.partial 2>&1 | wc -l) -le 20 ]; do :; done; kill -KILL "
      "$!");
  EXPECT_EQ(text("run/run.json"), record);
  EXPECT_EQ(run("verify run").code, 0);
  EXPECT_EQ(run("train --resume run --quiet").code, 0);
  EXPECT_EQ(json("run/run.json")["result"]["sweeps"], 60);
  EXPECT_EQ(run("verify run").code, 0);
}

TEST_F(Resume, AFinishedRunTellsItsLastLineAgainAndABeginningStartsOver) {
  const Result whole = run(std::string(small) + "--sweeps 20 --out run");
  const Result again = run("train --resume run");
  EXPECT_EQ(again.code, 0);
  EXPECT_EQ(again.out, whole.out);
  fs::create_directories(folder_ + "/empty");
  const Result over = run(std::string(small) + "--sweeps 20 --resume empty");
  EXPECT_EQ(hash_in(over.out), hash_in(whole.out)) << over.err;
  expect_refused("train --resume nowhere", "requires the folder of a run, but got nowhere");
}

TEST_F(Resume, OptionsOfAnotherRunAndDamagedCheckpointsAreRefused) {
  cut_off("train --samples 3000 --depth 20 --width 10 --sweeps 60 --checkpoint-every 2", 8, "KILL");
  run("--version; rm -f run/lock run/*.partial.*");
  expect_refused("train --resume run --depth 19 --samples 3000 --width 10 --sweeps 60", "depth = 20, but got 19");
  expect_refused("train --resume run --out run", "--out");
  expect_refused("train --resume run --checkpoint-every 0s", "K >= 1, but got 0s");
  expect_refused("train --out run", "(or --overwrite, or --resume)");
  const std::string whole = text("run/checkpoint.h5");
  const auto write = [&](const std::string& bytes) { std::ofstream(folder_ + "/run/checkpoint.h5") << bytes; };
  std::string edited = whole;
  edited[edited.size() - 3000] ^= 1;
  write(edited);
  expect_refused("train --resume run", "a checkpoint as it was written");
  write(whole.substr(0, whole.size() / 2));
  expect_refused("train --resume run", "run/checkpoint.h5 requires");
  write(whole);
  std::ofstream(folder_ + "/run/trace.csv") << "sweep\n";
  expect_refused("train --resume run", "requires a trace.csv of at least");
}

TEST_F(Resume, AFolderIsOneRunsAtATime) {
  const Result r = run("train --sweeps 100000000 --quiet --out run & until [ -s run/trace.csv ]; do :; done; " +
                       std::string(LYSEP_PROGRAM) +
                       " train --seed 2 --overwrite --sweeps 2 --out run; echo $?; kill -TERM $!; wait $!");
  EXPECT_EQ(r.out.substr(0, 2), "2\n") << r.out;
  EXPECT_NE(r.err.find("requires a folder that no other run is using, but got run"), std::string::npos) << r.err;
  EXPECT_EQ(run("verify run").code, 0);
}

TEST_F(Resume, AnOldRunStaysUntilTheNewOneIsWhole) {
  run(std::string(small) + "--sweeps 20 --out run");
  const std::string record = text("run/run.json");
  cut_off(std::string("train --overwrite --seed 9 --sweeps 100000000"), 40, "KILL");
  EXPECT_EQ(text("run/run.json"), record);
  EXPECT_EQ(run("verify run").code, 0);
  EXPECT_EQ(run(std::string(small) + "--sweeps 5 --out run --overwrite").code, 0);
  EXPECT_EQ(json("run/run.json")["result"]["sweeps"], 5);
  EXPECT_EQ(run("verify run").code, 0);
}

TEST_F(Resume, OnlyFoldersThatTheProgramMadeAreRemoved) {
  fs::create_directories(folder_ + "/real");
  fs::create_symlink("real", folder_ + "/link");
  EXPECT_EQ(run(std::string(small) + "--sweeps 2 --out link").code, 0);
  EXPECT_EQ(run(std::string(small) + "--sweeps 3 --out link --overwrite").code, 0);
  EXPECT_TRUE(fs::is_symlink(folder_ + "/link"));
  EXPECT_TRUE(fs::exists(folder_ + "/real/run.json"));
  fs::create_directories(folder_ + "/own");
  EXPECT_EQ(run(std::string(small) + "--scale 1e300 --sweeps 2 --out own").code, 1);
  EXPECT_TRUE(fs::is_empty(folder_ + "/own"));
  EXPECT_EQ(run(std::string(small) + "--scale 1e300 --sweeps 2 --out made").code, 1);
  EXPECT_FALSE(fs::exists(folder_ + "/made"));
}

/// The records are the same but for their seconds.
TEST_F(Resume, AReproductionThatWasCutOffGoesOnWithinItsRuns) {
  const std::string command = "reproduce table-5.1 --rows 3x16 --methods lysep,adam --seeds 1 --sweeps 500 --threads 2";
  const auto cut = [&](const std::string& signal) {
    return run(command +
               " --checkpoint-every 10 --out out & until ls out/runs/*_lysep_*.checkpoint.h5 >/dev/null 2>&1; "
               "do sleep 0.02; done; kill -" +
               signal + " $!; wait $!");
  };
  run(command + " --out whole");
  const auto whole = timeless_records("whole");
  ASSERT_EQ(whole.size(), 2u);
  for (const std::string signal : {"KILL", "INT"}) {
    EXPECT_EQ(cut(signal).code, signal == "INT" ? 3 : 137);
    std::ofstream(folder_ + "/out/runs/x.checkpoint.h5.partial.99999999") << "of a process that is gone";
    const Result r = run(command + " --out out");
    EXPECT_EQ(r.code, 0) << r.err;
    EXPECT_TRUE(std::regex_search(r.err, std::regex("goes on with 3x16 lysep, seed 0, behind sweep [1-9][0-9]*\n")))
        << r.err;
    EXPECT_EQ(timeless_records("out"), whole) << signal;
    fs::remove_all(folder_ + "/out");
  }
  cut("KILL");
  for (const auto& entry : fs::directory_iterator(folder_ + "/out/runs")) {
    if (entry.path().string().ends_with("checkpoint.h5"))
      fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
  }
  const Result damaged = run(command + " --out out");
  EXPECT_EQ(damaged.code, 0);
  EXPECT_NE(damaged.err.find("requires checkpoints as it wrote them, but got out/runs/"), std::string::npos);
  EXPECT_EQ(damaged.err.find("goes on"), std::string::npos) << damaged.err;
  EXPECT_EQ(timeless_records("out"), whole);
}

TEST_F(Resume, TheSameSignalTwiceWithinASecondCountsOnce) {
  const Result r =
      run("train --depth 20 --sweeps 100000000 --quiet --out run & until [ -s run/trace.csv ]; do :; done; "
          "kill -INT $!; kill -INT $!; wait $!");
  EXPECT_EQ(r.code, 3);
  EXPECT_EQ(run("verify run").code, 0);
}

}  // namespace
}  // namespace lysep::testing_support
