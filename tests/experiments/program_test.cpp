// The program as a user meets it: the contract's commands, files and exit codes.
#include "tests/experiments/program.hpp"

#include "datasets/files/state_file.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

TEST_F(Program, TrainPrintsTheLineOfTheContract) {
  const Result r = run(std::string(small) + "--sweeps 20");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_TRUE(std::regex_match(
      r.out, std::regex("sweeps=20 S=\\S+ L_S=\\S+ CE=\\S+ accuracy=\\S+ batch_CE=\\S+ batch_accuracy=\\S+ "
                        "test_accuracy=\\S+ seconds_per_sweep=\\S+ hash=[0-9a-f]{16}\n")))
      << r.out;
  EXPECT_GT(value_in(r.out, "accuracy"), 60.0);
  EXPECT_EQ(value_in(r.out, "CE"), value_in(r.out, "batch_CE"));
}

/// Golden hashes: equal for every compiler, optimisation level, instruction set and number of threads.
TEST_F(Program, HashesAreThoseOnRecord) {
  std::ifstream golden(LYSEP_GOLDEN_HASHES);
  int runs = 0;
  for (std::string line; std::getline(golden, line);) {
    if (line.starts_with('#')) continue;
    const std::string hash = line.substr(0, 16);
    const std::string options = std::regex_replace(line.substr(17), std::regex("csv:"), "csv:" LYSEP_SOURCE_DIR "/");
    EXPECT_EQ(hash_in(run("train " + options).out), hash) << options;
    EXPECT_EQ(hash_in(run("train --threads 2 " + options).out), hash) << options;
    ++runs;
  }
  EXPECT_GE(runs, 19);
}

TEST_F(Program, OptionsChangeTheResult) {
  const std::string base = hash_in(run(std::string(small) + "--sweeps 5").out);
  for (const char* option : {"--seed 2", "--shrink 0.5", "--grow 2", "--relaxation 1.5", "--step per-sample",
                             "--scale 1", "--activation sin", "--step certified", "--method gd", "--method momentum",
                             "--method adam", "--data allen-cahn:0"}) {
    const std::string arguments = std::string(option).find("--seed") == 0
                                      ? "train --samples 300 --depth 3 --width 5 --sweeps 5 " + std::string(option)
                                      : std::string(small) + "--sweeps 5 " + option;
    EXPECT_NE(hash_in(run(arguments).out), base) << option;
  }
  const std::string certified = std::string(small) + "--sweeps 5 --step certified ";
  const std::string paper = hash_in(run(certified).out);
  EXPECT_NE(hash_in(run(certified + "--constants sharp").out), paper);
  EXPECT_NE(hash_in(run(certified + "--tau-factor 2").out), paper);
  for (const char* method : {"gd ", "momentum ", "adam "}) {
    const std::string base = std::string(small) + "--sweeps 5 --method " + method;
    EXPECT_NE(hash_in(run(base).out), hash_in(run(base + "--learning-rate 0.1").out)) << method;
  }
}

TEST_F(Program, NoSweepsTakeNoTime) {
  const Result r = run(std::string(small) + "--sweeps 0 --out none");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_NE(r.out.find("sweeps=0 "), std::string::npos) << r.out;
  EXPECT_NE(r.out.find(" seconds_per_sweep=0.000000 "), std::string::npos) << r.out;  // and not 0/0
  EXPECT_EQ(run("verify none").code, 0);
}

TEST_F(Program, ARunFolderHoldsTraceStateAndRun) {
  const Result r = run(std::string(small) + "--sweeps 15 --out run");
  ASSERT_EQ(r.code, 0) << r.err;
  std::istringstream trace(text("run/trace.csv"));
  std::string line;
  std::getline(trace, line);
  EXPECT_EQ(line, "sweep,batch,S,L_S,CE,bound,accuracy,trials,seconds");
  double last = INFINITY, S = 0, L_S = 0, CE = 0, bound = 0;
  int rows = 0, sweep = 0, batch = -1;
  while (std::getline(trace, line)) {
    ++rows;
    ASSERT_EQ(std::sscanf(line.c_str(), "%d,%d,%lg,%lg,%lg,%lg", &sweep, &batch, &S, &L_S, &CE, &bound), 6);
    EXPECT_EQ(sweep, rows);
    EXPECT_EQ(batch, 0);
    EXPECT_LE(S, last);
    EXPECT_NEAR(L_S, std::sqrt(S / 300), 1e-14);
    EXPECT_NEAR(bound, std::sqrt(5.0) * L_S, 1e-14);
    EXPECT_LE(CE, bound);
    last = S;
  }
  EXPECT_EQ(rows, 15);
  EXPECT_NEAR(value_in(r.out, "S") / S, 1, 1e-6);
  const Json run_json = json("run/run.json");
  EXPECT_EQ(run_json["options"]["seed"], 1);
  EXPECT_EQ(run_json["options"]["depth"], 3);
  EXPECT_EQ(run_json["result"]["hash"], hash_in(r.out));
  EXPECT_EQ(run_json["status"], "done");
  EXPECT_EQ(run_json["last_line"].get<std::string>() + "\n", r.out);
  EXPECT_GT(run_json["machine"]["processors"], 0);
  EXPECT_TRUE(run_json["options"].contains("threads"));
  const Json& result = run_json["result"];
  EXPECT_NEAR(value_in(r.out, "L_S") / result["L_S"].get<double>(), 1, 1e-6);
  EXPECT_NEAR(value_in(r.out, "seconds_per_sweep"), result["seconds"].get<double>() / 15, 1e-6);
  EXPECT_EQ(run_json["sha256"]["state.h5"].get<std::string>().size(), 64u);
  std::system(("cd " + folder_ + "/run && sha256sum trace.csv | cut -c1-64 | tr -d '\\n' >../sum").c_str());
  EXPECT_EQ(run_json["sha256"]["trace.csv"], text("sum"));
  char hash[17];
  std::snprintf(hash, sizeof hash, "%016llx",
                static_cast<unsigned long long>(hash_of(read_state_file(folder_ + "/run/state.h5"))));
  EXPECT_EQ(hash, hash_in(r.out));
  expect_refused(std::string(small) + "--sweeps 15 --out run", "--overwrite");
  EXPECT_EQ(run(std::string(small) + "--sweeps 3 --out run --overwrite").code, 0);
}

TEST_F(Program, TrainingGoesOnFromAState) {
  run(std::string(small) + "--sweeps 10 --out run");
  const Result on = run("train --init run/state.h5 --sweeps 0");
  EXPECT_EQ(hash_in(on.out), json("run/run.json")["result"]["hash"]);
  EXPECT_TRUE(on.out.find("test_accuracy=nan") != std::string::npos);
  EXPECT_EQ(run("train --init run/state.h5 --step certified --constants paper --tau-factor 1 --sweeps 1").code, 0);
  run("train --init run/state.h5 --sweeps 1 --out more");
  EXPECT_EQ(run("verify ../more", "mkdir -p sub; cd sub;").code, 0);
}

/// --step certified --constants paper --tau-factor 1 --sweeps 1 is one sweep of Algorithm 1 with tau = 1/C_l at the
/// current state: the oracle's, in 100 digits and in terms of c_l.
TEST_F(Program, OneCertifiedSweepIsOneSweepOfThePapersAlgorithm) {
  const StateData start = testing_support::infeasible_state(3, 4, 120, 3, 0.2);
  write_state_file(folder_ + "/start.h5", start);
  const Result r = run("train --init start.h5 --step certified --constants paper --tau-factor 1 --sweeps 1 --out run");
  ASSERT_EQ(r.code, 0) << r.err;
  oracle::Net net = testing_support::oracle_of(start);
  net.sweep(1);
  const StateData after = read_state_file(folder_ + "/run/state.h5");
  EXPECT_NEAR(value_in(r.out, "S") / static_cast<double>(net.S()), 1.0, 1e-6);
  for (Index l = 0; l < 3; ++l) {
    const auto& layer = after.layers[l];
    for (Index i = 0; i < layer.W.rows(); ++i) {
      for (Index j = 0; j < layer.W.cols(); ++j) EXPECT_NEAR(layer.W(i, j), static_cast<double>(net.W[l][i][j]), 1e-9);
    }
    if (l == 2) break;
    const oracle::Rows residual = net.residual(l);
    for (Index i = 0; i < layer.r.cols(); ++i) {
      EXPECT_NEAR(layer.b(i), static_cast<double>(net.b[l][i]), 1e-9);
      for (Index n = 0; n < layer.r.rows(); ++n) EXPECT_NEAR(layer.r(n, i), static_cast<double>(residual[i][n]), 1e-9);
    }
  }
}

TEST_F(Program, ASignalEndsTheRunAfterTheSweepAndSavesIt) {
  const Result r =
      run(std::string(small) +
          "--sweeps 100000000 --out run & until [ -s run/trace.csv ]; do sleep 0.1; done; kill -TERM $!; wait $!");
  EXPECT_EQ(r.code, 3);
  EXPECT_EQ(json("run/run.json")["status"], "interrupted");
  EXPECT_EQ(read_state_file(folder_ + "/run/state.h5").depth(), 3);
}

TEST_F(Program, ASecondSignalDoesNotWait) {
  const Result r =
      run("train --depth 20 --scalar mp100 --sweeps 5 & sleep 1; kill -TERM $!; sleep 1.2; kill -TERM $!; wait $!");
  EXPECT_EQ(r.code, 128 + SIGTERM);
}

TEST_F(Program, OnATerminalProgressIsABarWithRateAndTimeLeft) {
  const auto shown = [&](const std::string& more) {
    const std::string command = std::string(LYSEP_PROGRAM) + " " + small + "--sweeps 100000000" + more;
    std::system(("cd " + folder_ + "; script -qec 'timeout -s INT 1 " + command + "' /dev/null >shown").c_str());
    return text("shown");
  };
  const std::string out = shown("");
  std::smatch match;
  const std::regex bar("\\[([#.]{20})\\] train (\\d+)/100000000 ([0-9.]+)/s (\\d+) s left S=");
  ASSERT_TRUE(std::regex_search(out, match, bar)) << out;
  const double done = std::stod(match[2]), rate = std::stod(match[3]), left = std::stod(match[4]);
  EXPECT_GT(done, 0);
  EXPECT_NEAR(left * rate / (1e8 - done), 1, 0.01);
  EXPECT_EQ(shown(" --quiet").find("left"), std::string::npos);
}

TEST_F(Program, TheFloatingPointEnvironmentOfTheProcessChangesNothing) {
  const std::string train = std::string(small) + "--sweeps 5 --threads 2 --quiet --activation sin --out run";
  const std::string hash = hash_in(run(train).out);
  StateData state = read_state_file(folder_ + "/run/state.h5");
  for (Index i = 0; i < state.X.size(); ++i) state.X.data()[i] *= 1e-310;  // decided by subnormal numbers
  state.layers[0].W *= 1e308;
  write_state_file(folder_ + "/subnormal.h5", state);
  const std::string evaluated = run("eval subnormal.h5 --bits 40").out;
  for (const char* bits : {"0x8000", "0x0040", "0x8040", "0x2000", "0x4000", "0x6000"}) {
    const std::string before =
        std::string("export LD_PRELOAD=") + LYSEP_SET_CONTROL_WORD + " CONTROL_WORD_BITS=" + bits + ";";
    EXPECT_EQ(hash_in(run(train + " --overwrite", before).out), hash) << bits;
    EXPECT_EQ(run("eval subnormal.h5 --bits 40", before).out, evaluated) << bits;
  }
}

TEST_F(Program, ALostResultIsTold) {
  for (const char* to : {"/dev/full", "&-"}) {
    for (const std::string& options :
         {std::string("--version"), std::string(small) + "--sweeps 2 --quiet --out run --overwrite"}) {
      const Result r = run(options + " >" + to);
      EXPECT_EQ(r.code, 4) << options << to;
      EXPECT_EQ(r.err, "lysep: writing requires room on standard output, but got a failed write\n") << options << to;
    }
    EXPECT_EQ(run("verify run").code, 0) << to;
  }
}

/// No file grows beyond so many kB.
std::string limited_to(int kilobytes) { return "ulimit -f " + std::to_string(2 * kilobytes) + ";"; }

TEST_F(Program, AFullDiskIsToldBeforeTheFirstSweepWhereItIsFullThen) {
  const Result r = run(std::string(small) + "--sweeps 2 --out run", limited_to(1));
  EXPECT_EQ(r.code, 4);
  EXPECT_EQ(r.out, "");
  EXPECT_NE(r.err.find("run/checkpoint.h5 requires room"), std::string::npos) << r.err;
  EXPECT_FALSE(fs::exists(folder_ + "/run"));
}

TEST_F(Program, AFullDiskIsOneLineAfterTheResultAndLeavesNoHalfFile) {
  const Result r = run(std::string(small) + "--sweeps 2 --quiet --out run", limited_to(24));
  EXPECT_EQ(r.code, 4);
  EXPECT_EQ(r.out.substr(0, 9), "sweeps=2 ") << r.out;
  EXPECT_NE(r.err.find("run/state.h5.partial requires room"), std::string::npos) << r.err;
  EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
  EXPECT_FALSE(fs::exists(folder_ + "/run/state.h5") || fs::exists(folder_ + "/run/run.json"));
  EXPECT_TRUE(fs::exists(folder_ + "/run/trace.csv"));
}

TEST_F(Program, ATraceWithoutRoomEndsTheRunAndItsStateIsSaved) {
  const Result r = run(std::string(small) + "--sweeps 100000 --quiet --out run", limited_to(48));
  EXPECT_EQ(r.code, 4);
  EXPECT_NE(r.err.find("room for trace.csv"), std::string::npos) << r.err;
  EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
  EXPECT_EQ(read_state_file(folder_ + "/run/state.h5").depth(), 3);
  EXPECT_FALSE(fs::exists(folder_ + "/run/run.json"));
}

TEST_F(Program, AFullDiskLeavesTheOldRunAndNoHalfText) {
  run(std::string(small) + "--sweeps 2 --out run");
  for (const int kilobytes : {1, 24}) {
    EXPECT_EQ(run(std::string(small) + "--sweeps 3 --out run --overwrite", limited_to(kilobytes)).code, 4);
    EXPECT_EQ(json("run/run.json")["result"]["sweeps"], 2);
    EXPECT_EQ(run("verify run").code, 0);
  }
  write_state_file(folder_ + "/s.h5", infeasible_state(3, 4, 12, 3, 0.2));
  EXPECT_EQ(run("eval s.h5 --bits 4096 --json e.json", limited_to(4)).code, 4);
  for (const auto& entry : fs::directory_iterator(folder_)) {
    EXPECT_EQ(entry.path().filename().string().find("e.json"), std::string::npos) << entry.path();
  }
}

TEST_F(Program, OutReplacesNothingUnasked) {
  write_state_file(folder_ + "/start.h5", testing_support::infeasible_state(3, 4, 12, 3, 0.2));
  for (const char* file : {"state.h5", "trace.csv", "run.json"}) {
    fs::remove_all(folder_ + "/mine");
    fs::create_directories(folder_ + "/mine");
    std::ofstream(folder_ + "/mine/" + file) << "mine";
    expect_refused("train --init start.h5 --sweeps 1 --out mine", file);
    EXPECT_EQ(text(std::string("mine/") + file), "mine");
  }
  run("train --init start.h5 --sweeps 1 --out run");
  expect_refused("train --init run/state.h5 --sweeps 1 --out run --overwrite", "requires --init outside of --out");
}

TEST_F(Program, AnOldRunStaysUntilTheNewOneHasAStart) {
  run(std::string(small) + "--sweeps 2 --out run");
  const std::string record = text("run/run.json");
  std::ofstream(folder_ + "/huge.csv") << "1e308,1e308,0\n-1e308,1e308,1\n";
  EXPECT_EQ(run("train --data csv:huge.csv --activation relu --sweeps 1 --out run --overwrite").code, 1);
  EXPECT_EQ(text("run/run.json"), record);
  EXPECT_TRUE(fs::exists(folder_ + "/run/state.h5"));
  EXPECT_EQ(run(std::string(small) + "--sweeps 0 --out run --overwrite").code, 0);
  EXPECT_EQ(json("run/run.json")["result"]["sweeps"], 0);
  EXPECT_EQ(text("run/trace.csv").find('\n'), text("run/trace.csv").size() - 1);
}

TEST_F(Program, JsonGoesIntoPipesAndBehindLinks) {
  write_state_file(folder_ + "/s.h5", testing_support::infeasible_state(3, 4, 12, 3, 0.2));
  EXPECT_EQ(run("eval s.h5 --json pipe; wait", "mkfifo pipe; cat pipe >got &").code, 0);
  EXPECT_EQ(json("got")["depth"], 3);
  EXPECT_TRUE(fs::is_fifo(folder_ + "/pipe"));
  std::ofstream(folder_ + "/target.json") << "old";
  fs::create_symlink("target.json", folder_ + "/link.json");
  EXPECT_EQ(run("eval s.h5 --json link.json").code, 0);
  EXPECT_TRUE(fs::is_symlink(folder_ + "/link.json"));
  EXPECT_EQ(json("target.json")["depth"], 3);
  fs::create_directories(folder_ + "/directory");
  expect_refused("eval s.h5 --json directory", "directory");
  expect_refused("eval s.h5 --json none/e.json", "none/e.json");
  const Result full = run("eval s.h5 >/dev/full");
  EXPECT_EQ(full.code, 4);
  EXPECT_EQ(std::count(full.err.begin(), full.err.end(), '\n'), 1) << full.err;
}

TEST_F(Program, FewerThreadsThanAskedForGiveTheSameHash) {
  const Result all = run(std::string(small) + "--sweeps 3 --threads 1");
  const Result few = run(std::string(small) + "--sweeps 3 --threads 9", "ulimit -s 400000; ulimit -v 1500000;");
  EXPECT_EQ(few.code, 0) << few.err;
  EXPECT_EQ(hash_in(few.out), hash_in(all.out));
}

TEST_F(Program, CsvDataTrain) {
  std::ofstream csv(folder_ + "/data.csv");
  csv << "a,b,label\n";
  for (int k = 0; k < 40; ++k) csv << k % 7 << "," << k % 3 << "," << (k % 7 > 3 ? 1 : k % 3) << "\n";
  csv.close();
  const Result r = run("train --data csv:data.csv --test-samples 10 --depth 2 --width 6 --sweeps 300");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_GT(value_in(r.out, "accuracy"), 80.0);
  EXPECT_TRUE(std::isfinite(value_in(r.out, "test_accuracy")));
}

TEST_F(Program, DefaultsAreThoseOfTheContract) {
  run("train --sweeps 0 --out run");
  const Json options = json("run/run.json")["options"];
  EXPECT_EQ(options["depth"], 3);
  EXPECT_EQ(options["width"], 10);
  EXPECT_EQ(options["samples"], 3000);
  EXPECT_EQ(options["test_samples"], 1000);
  EXPECT_EQ(options["shrink"], 0.9);
  EXPECT_EQ(options["grow"], 1.1);
  EXPECT_EQ(options["relaxation"], 1.0);
  EXPECT_NE(run("train --help").out.find("10000"), std::string::npos);
}

TEST_F(Program, ARunThatOverflowsStopsWithOneLineAndKeepsTheState) {
  std::ofstream(folder_ + "/huge.csv") << "1e200,0\n2e200,1\n-1e200,0\n";
  const Result r = run("train --quiet --data csv:huge.csv --depth 3 --width 2 --sweeps 50 --out run");
  EXPECT_EQ(r.code, 1);
  EXPECT_TRUE(std::regex_search(r.err, std::regex("non-finite .* in layer 1 at sweep \\d+\n"))) << r.err;
  EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
  EXPECT_EQ(read_state_file(folder_ + "/run/state.h5").depth(), 3);
  EXPECT_EQ(json("run/run.json")["status"].get<std::string>().substr(0, 7), "stopped");
  const long sweeps = json("run/run.json")["result"]["sweeps"];
  EXPECT_NE(r.err.find("at sweep " + std::to_string(sweeps + 1) + "\n"), std::string::npos) << r.err;
}

TEST_F(Program, AStartThatIsNotFiniteLeavesNothingBehind) {
  std::ofstream(folder_ + "/huge.csv") << "1e308,1e308,0\n-1e308,1e308,1\n";
  const Result r = run("train --quiet --data csv:huge.csv --activation relu --sweeps 1 --out run");
  EXPECT_EQ(r.code, 1);
  EXPECT_NE(r.err.find("non-finite loss of the initial state"), std::string::npos) << r.err;
  EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
  EXPECT_FALSE(fs::exists(folder_ + "/run"));
  for (const char* method : {"gd", "momentum", "adam"}) {
    const Result of_method =
        run("train --data csv:huge.csv --activation relu --sweeps 0 --out run --method " + std::string(method));
    EXPECT_EQ(of_method.code, 1) << method << of_method.out;
    EXPECT_FALSE(fs::exists(folder_ + "/run")) << method;
  }
}

/// A step so long that the loss is no number any more: the state before it is kept, and found again.
TEST_F(Program, AGradientMethodThatOverflowsStops) {
  const std::string command = "train --samples 60 --method gd --learning-rate 1e150 --activation relu ";
  const Result r = run(command + "--sweeps 9 --out run");
  EXPECT_EQ(r.code, 1) << r.out;
  EXPECT_NE(r.err.find("non-finite"), std::string::npos) << r.err;
  const long sweeps = json("run/run.json")["result"]["sweeps"];
  EXPECT_EQ(hash_in(run(command + "--sweeps " + std::to_string(sweeps)).out), json("run/run.json")["result"]["hash"]);
  EXPECT_TRUE(json("run/run.json")["result"]["S"].is_number());
  const Result again = run("verify run");
  EXPECT_EQ(again.code, 0) << again.out;
}

TEST_F(Program, HelpAndVersion) {
  for (const char* command : {"", "train ", "verify ", "eval ", "check ", "reproduce ", "data "}) {
    const Result r = run(std::string(command) + "--help");
    EXPECT_EQ(r.code, 0);
    EXPECT_NE(r.out.find("Usage"), std::string::npos);
  }
  EXPECT_EQ(run("--version").code, 0);
}

}  // namespace
}  // namespace lysep
