// `lysep verify`: what of a run's folder may not change, and what the theorems say of a trace.
#include <fmt/format.h>
#include <sys/stat.h>

#include "experiments/commands/trace_check.hpp"
#include "datasets/files/state_file.hpp"
#include "tests/experiments/program.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class Verify : public Program {
 protected:
  void edit(const std::string& file, const std::string& from, const std::string& to) const {
    std::string content = text(file);
    const auto place = content.find(from);
    ASSERT_NE(place, std::string::npos) << from;
    std::ofstream(folder_ + "/" + file) << content.replace(place, from.size(), to);
  }
  /// run.json with the SHA-256 of the other files as they are.
  void record_files(const std::string& folder) const {
    Json record = json(folder + "/run.json");
    for (const std::string file : {"state.h5", "trace.csv"}) {
      std::system(
          ("cd " + folder_ + "/" + folder + " && sha256sum " + file + " | cut -c1-64 | tr -d '\n' >../sum").c_str());
      record["sha256"][file] = text("sum");
    }
    std::ofstream(folder_ + "/" + folder + "/run.json") << record;
  }
  /// The lines of what does not hold, but that of run.json's seal: who edits run.json breaks it.
  std::string failures(const std::string& folder) const {
    const Result r = run("verify " + folder);
    EXPECT_EQ(r.code, 1) << r.out << r.err;
    EXPECT_NE(r.out.find("\nNOT VERIFIED\n"), std::string::npos) << r.out;
    std::string lines;
    const std::regex failed("  FAILED  ([^\n]*)\n");
    for (std::sregex_iterator match(r.out.begin(), r.out.end(), failed), end; match != end; ++match) {
      if ((*match)[1].str().starts_with("run.json is ")) continue;
      lines += (*match)[1].str() + "\n";
    }
    return lines;
  }
};

TEST_F(Verify, ARunToATargetHolds) {
  const Result train = run(std::string(small) + "--method joint --until 0.01 --sweeps 1000 --out run");
  EXPECT_EQ(train.code, 0) << train.err;
  const Json record = json("run/run.json");
  EXPECT_EQ(record["status"], "done");
  EXPECT_EQ(record["options"]["until"], 0.01);
  EXPECT_LT(record["result"]["sweeps"], 1000);
  const Result r = run("verify run");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  EXPECT_NE(r.out.find("S no larger after any sweep within a batch (0 exceptions)"), std::string::npos) << r.out;
  EXPECT_EQ(run("train --resume run").out, train.out);
}

TEST_F(Verify, ARunWithWeightDecayHolds) {
  for (const std::string method : {"joint", "adam"}) {
    run(std::string(small) + "--method " + method + " --weight-decay 0.5 --sweeps 40 --overwrite --out run");
    EXPECT_EQ(json("run/run.json")["options"]["weight_decay"], 0.5);
    const Result r = run("verify run");
    EXPECT_EQ(r.code, 0) << r.out << r.err;
    const bool told = r.out.find("S + (MU/2) sum ||W_l||^2 no larger after any sweep within a batch (0 exceptions)") !=
                      std::string::npos;
    EXPECT_EQ(told, method == "joint") << r.out;
  }
  expect_refused("train --method lysep --weight-decay 1",
                 "--method joint or gauss-newton or quasi-newton or gd or momentum or adam or adagrad or adadelta for "
                 "--weight-decay");
  expect_refused("train --method joint --weight-decay -1", "--weight-decay");
}

TEST_F(Verify, AFinishedRunHolds) {
  run(std::string(small) + "--sweeps 12 --out run");
  const Result r = run("verify run");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.out, "run: 12 sweeps, recorded by lysep " LYSEP_VERSION ", repeated by lysep " LYSEP_VERSION
                   "\n"
                   "  ok      state.h5 has the SHA-256 on record\n"
                   "  ok      trace.csv has the SHA-256 on record\n"
                   "  ok      run.json is as it was sealed\n"
                   "  ok      trace.csv: 12 rows, 12 of them those of the run repeated\n"
                   "  ok      the figures of run.json are those of the run repeated\n"
                   "  ok      state.h5 is the final state of the run repeated, hash " +
                       json("run/run.json")["result"]["hash"].get<std::string>() +
                       "\n"
                       "  ok      CE <= K(B, D) L_S after every sweep (0 exceptions)\n"
                       "  ok      S no larger after any sweep within a batch (0 exceptions)\n"
                       "verified\n");
}

TEST_F(Verify, RunsOfEveryKindHold) {
  std::ofstream(folder_ + "/huge.csv") << "1e200,0\n2e200,1\n-1e200,0\n";
  const std::string images =
      "--data csv:" LYSEP_SOURCE_DIR "/tests/images.csv --conv 1 --channels 2 --pools 1 --fc-width 4 ";
  run(std::string(small) + "--sweeps 4 --out start");
  for (const std::string& options :
       {images + "--batch 8 --refresh 2 --sweeps 5",
        std::string("--samples 60 --sweeps 3 --method gd --learning-rate 50"),
        std::string("--samples 60 --sweeps 3 --method adam"),
        std::string("--samples 9 --width 2 --sweeps 2 --scalar mp50"), std::string("--samples 60 --sweeps 0"),
        std::string("--init start/state.h5 --sweeps 3 --step per-sample"),
        std::string("--data csv:huge.csv --width 2 --sweeps 50")}) {
    run("train --overwrite --out run " + options);
    const Result r = run("verify run");
    EXPECT_EQ(r.code, 0) << options << r.out << r.err;
  }
}

TEST_F(Verify, AnInterruptedRunHolds) {
  run(std::string(small) +
      "--sweeps 100000000 --out run & until [ -s run/trace.csv ]; do sleep 0.1; done; kill -TERM $!; wait $!");
  const Result r = run("verify run");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
}

/// Version 0.1 called another number the hash.
TEST_F(Verify, ARunOfVersion01IsComparedByTheHashOfItsTime) {
  run(std::string(small) + "--sweeps 5 --out run");
  const StateData state = read_state_file(folder_ + "/run/state.h5");
  const std::string now = fmt::format("{:016x}", hash_of(state)), then = fmt::format("{:016x}", hash_v1(state));
  for (const std::string before : {"\"hash\": \"", "hash="}) edit("run/run.json", before + now, before + then);
  const std::string what = "state.h5 is the final state of the run repeated, hash ";
  EXPECT_EQ(failures("run"), what + now + "\n");
  edit("run/run.json", "\"version\": \"" + json("run/run.json")["version"].get<std::string>(), "\"version\": \"0.1.0");
  const std::string record = text("run/run.json");  // which had no seal
  std::ofstream(folder_ + "/run/run.json") << record.substr(0, record.find(",\n  \"seal\"")) << "\n}\n";
  const Result r = run("verify run");
  EXPECT_EQ(r.code, 0) << r.out;
  EXPECT_NE(r.out.find(what + then), std::string::npos) << r.out;
  const Json check = [&] {
    run("check --run run --json check.json");
    return json("check.json");
  }();
  EXPECT_EQ(check["run"]["hash"], then);
}

/// The hash in the figures and in the last line, each by itself.
TEST_F(Verify, AnEditedHashIsFound) {
  run(std::string(small) + "--sweeps 5 --out run");
  const std::string hash = json("run/run.json")["result"]["hash"];
  for (const std::string before : {"\"hash\": \"", "hash="}) {
    edit("run/run.json", before + hash, before + "0123456789abcdef");
    EXPECT_EQ(failures("run"), "state.h5 is the final state of the run repeated, hash " + hash + "\n");
    edit("run/run.json", before + "0123456789abcdef", before + hash);
  }
  edit("run/run.json", " hash=", " more=1 hash=");
  EXPECT_EQ(failures("run"), "state.h5 is the final state of the run repeated, hash " + hash + "\n");
}

TEST_F(Verify, AChangeOfAnyFileIsFound) {
  run(std::string(small) + "--sweeps 5 --out run");
  run("train --samples 300 --test-samples 50 --depth 3 --width 5 --seed 2 --sweeps 5 --out other");
  const auto fresh = [&] {
    fs::remove_all(folder_ + "/copy");
    fs::copy(folder_ + "/run", folder_ + "/copy");
  };
  fresh();
  edit("copy/trace.csv", "\n2,0,", "\n2,1,");
  EXPECT_EQ(
      failures("copy"),
      "trace.csv has the SHA-256 on record\ntrace.csv: 5 rows, 4 of them those of the run repeated, the first other "
      "one is of sweep 2\n");
  record_files("copy");
  EXPECT_EQ(failures("copy"),
            "trace.csv: 5 rows, 4 of them those of the run repeated, the first other one is of sweep 2\n");
  fresh();
  std::ofstream(folder_ + "/copy/trace.csv", std::ios::app) << "6,0,1,1,1,1,1,1,1\n";
  record_files("copy");
  EXPECT_EQ(failures("copy"), "trace.csv: 6 rows, 5 of them those of the run repeated\n");
  fresh();
  fs::copy(folder_ + "/other/state.h5", folder_ + "/copy/state.h5", fs::copy_options::overwrite_existing);
  record_files("copy");
  const std::string hash = json("run/run.json")["result"]["hash"];
  EXPECT_EQ(failures("copy"), "state.h5 is the final state of the run repeated, hash " + hash + "\n");
  std::ofstream(folder_ + "/copy/state.h5") << "no state";
  EXPECT_EQ(failures("copy"),
            "state.h5 has the SHA-256 on record\nstate.h5 is the final state of the run repeated, hash " + hash + "\n");
  fresh();
  edit("copy/run.json", "\"CE\": 0.", "\"CE\": 0.1");
  EXPECT_EQ(failures("copy"), "the figures of run.json are those of the run repeated\n");
  for (const auto& [from, to] :
       {std::pair{"sweeps=5", "sweeps=6"}, {"accuracy=", "accuracy=1"}, {"\"done\"", "\"interrupted\""}}) {
    fresh();
    edit("copy/run.json", from, to);
    EXPECT_EQ(failures("copy"), "the figures of run.json are those of the run repeated\n") << from;
  }
  fresh();
  edit("copy/trace.csv", "sweep,batch,S", "sweep,batch,T");
  record_files("copy");
  EXPECT_EQ(failures("copy"), "trace.csv: 5 rows, 5 of them those of the run repeated\n");
  fresh();
  edit("copy/run.json", "\"seed\": 1", "\"seed\": 2");
  EXPECT_NE(failures("copy").find("trace.csv: 5 rows, 0 of them"), std::string::npos);
  fresh();
  edit("copy/run.json", "\"trace.csv\": ", "\"trace.tsv\": ");
  EXPECT_EQ(failures("copy"), "trace.csv has the SHA-256 on record\n");
}

TEST_F(Verify, WhatIsNoRunIsRefused) {
  expect_refused("verify none", "verify requires a folder with a run, but got none");
  fs::create_directories(folder_ + "/other");
  std::ofstream(folder_ + "/other/run.json") << "{}";
  expect_refused("verify other", "verify requires a run.json of format lysep-run, but got other/run.json");
  run(std::string(small) + "--sweeps 1 --out run");
  edit("run/run.json", "lysep-run", "lysep-walk");
  expect_refused("verify run", "lysep-run");
  expect_refused("verify", "DIR");
  expect_refused("verify other other", "other");
}

TEST_F(Verify, OptionsAreExactlyThoseThatTrainHas) {
  run(std::string(small) + "--sweeps 2 --out run");
  const Json record = json("run/run.json");
  const auto refused = [&](const Json& patch, const std::string& part) {
    Json changed = record;
    changed.merge_patch(patch);
    std::ofstream(folder_ + "/run/run.json") << changed;
    expect_refused("verify run", part);
  };
  const auto option = [](const std::string& name, const Json& value) { return Json{{"options", {{name, value}}}}; };
  refused(option("width", 3.7), "options requires a whole number in width, but got 3.7");
  refused(option("width", 5.0), "a whole number in width, but got 5.0");
  refused(option("width", "5"), "a whole number in width, but got \"5\"");
  refused(option("width", nullptr), "options requires a value for width, but got none");
  refused(option("width", -1), "requires 0 < --width");
  refused(option("threads", 4294967297), "at most 32 bits in threads, but got 4294967297");
  refused(option("samples", -1), "a whole number from 0 in samples, but got -1");
  refused(option("samples", Json::array({1, 2})), "a whole number from 0 in samples, but got array");
  refused(option("widht", 5), "options requires names that it can have, but got widht");
  refused(option("learning_rate", 1), "but got learning_rate");
  refused(option("shrink", "0.9"), "a number in shrink");
  refused(option("shrink", nullptr), "a value for shrink");
  refused(option("tau_factor", 1), "requires --step certified for --tau-factor, but got backtracking");
  refused(option("method", "\u001b[2J"), "but got \\x1b[2J");
  refused({{"options", 5}}, "options requires names with values, but got number");
  refused({{"options", nullptr}}, "a value for options");
  refused({{"result", {{"sweeps", 1.5}}}}, "a whole number in sweeps");
  refused({{"result", {{"sweeps", -2}}}}, "result requires 0 <= sweeps");
  refused({{"sha256", {{"state.h5", 1}}}}, "a text in state.h5");
  refused({{"version", 1}}, "a text in version");
}

TEST_F(Verify, NeitherNestedNorLongTextsNorPipesStopIt) {
  run(std::string(small) + "--sweeps 2 --out run");
  const Json record = json("run/run.json");
  std::ofstream(folder_ + "/run/run.json") << std::string(100000, '[') + std::string(100000, ']');
  expect_refused("verify run", "run.json requires arrays and objects at most 32 deep, but got 100000");
  expect_refused("check --run run", "at most 32 deep");
  Json changed = record;
  changed["last_line"] = std::string(1000000, 'a');
  std::ofstream(folder_ + "/run/run.json") << changed;
  EXPECT_NE(failures("run").find("the figures of run.json"), std::string::npos);
  fs::remove(folder_ + "/run/run.json");
  ASSERT_EQ(mkfifo((folder_ + "/run/run.json").c_str(), 0600), 0);
  expect_refused("verify run", "run.json requires a regular file, but got a pipe");
  expect_refused("train --data csv:run/run.json", "run.json requires a regular file, but got a pipe");
  expect_refused("train --init run/run.json", "run.json requires a regular file, but got a pipe");
  expect_refused("eval run/run.json", "run.json requires a regular file, but got a pipe");
  fs::remove(folder_ + "/run/run.json");
  std::ofstream(folder_ + "/run/run.json") << record;
  for (const std::string file : {"trace.csv", "state.h5"}) {
    fs::remove(folder_ + "/run/" + file);
    ASSERT_EQ(mkfifo((folder_ + "/run/" + file).c_str(), 0600), 0);
  }
  EXPECT_NE(failures("run").find("state.h5 has the SHA-256 on record\n"), std::string::npos);
}

TEST_F(Verify, ARunRecordsTheDataThatItRead) {
  const std::string images = LYSEP_SOURCE_DIR "/tests/images.csv";
  fs::copy(images, folder_ + "/d.csv");
  run("train --data csv:d.csv --width 3 --sweeps 100000000 --out run & until [ -s run/trace.csv ]; do sleep 0.1; done; "
      "echo 9 >>d.csv; kill -TERM $!; wait $!");
  fs::copy(images, folder_ + "/d.csv", fs::copy_options::overwrite_existing);
  const Result r = run("verify run");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
}

TEST_F(Verify, ASignalEndsIt) {
  run(std::string(small) + "--sweeps 3 --out run");
  Json record = json("run/run.json");
  record["result"]["sweeps"] = 1000000000;
  std::ofstream(folder_ + "/run/run.json") << record;
  const Result r = run("verify run & sleep 1; kill -TERM $!; wait $!");
  EXPECT_EQ(r.code, 3);
  EXPECT_TRUE(std::regex_search(r.out, std::regex("interrupted after [0-9]+ of them\n"))) << r.out;
}

TraceRow row(long sweep, long batch, double S, double CE, double bound) {
  TraceRow row;
  row.sweep = sweep;
  row.batch = batch;
  row.S = row.objective = S;
  row.network.CE = CE;
  row.bound = bound;
  return row;
}

TEST(TraceCheck, CountsWhereSIsLargerWithinABatch) {
  TraceCheck check(*method_named("lysep"));
  check.add(row(1, 0, 2.0, 0, 1));
  check.add(row(2, 0, 2.0 + 1e-13, 0, 1));  // rounding
  EXPECT_EQ(check.increases, 0);
  check.add(row(3, 0, 2.0 + 1e-11, 0, 1));
  EXPECT_EQ(check.increases, 1);
  check.add(row(4, 1, 5.0, 0, 1));  // a new batch
  check.add(row(5, 1, 4.0, 0, 1));
  EXPECT_EQ(check.increases, 1);
  check.add(row(6, 1, NAN, 0, 1));
  EXPECT_EQ(check.increases, 2);
  EXPECT_EQ(check.above_bound, 0);
}

TEST(TraceCheck, CountsWhereTheCrossEntropyIsAboveTheBound) {
  TraceCheck check(*method_named("lysep"));
  check.add(row(1, 0, 1, 1, 1));
  EXPECT_EQ(check.above_bound, 0);
  check.add(row(2, 0, 1, std::nextafter(1.0, 2.0), 1));
  EXPECT_EQ(check.above_bound, 1);
  check.add(row(3, 0, 1, NAN, 1));
  EXPECT_EQ(check.above_bound, 2);
  EXPECT_EQ(check.increases, 0);
}

}  // namespace
}  // namespace lysep
