// lysep check --run: a run on record is repeated, and every state of it decided.
#include "datasets/files/state_file.hpp"
#include "tests/experiments/program.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class CheckRun : public Program {
 protected:
  /// How often each claim was decided in a run of five sweeps, repeated to the hash on record; none refuted or left
  /// open.
  std::map<std::string, long> decided_in(const Json& c) const {
    EXPECT_EQ(c["run"]["sweeps"], 5);
    EXPECT_EQ(c["run"]["hash"], json("run/run.json")["result"]["hash"]);
    EXPECT_EQ(c["run"]["hash"], c["run"]["recorded_hash"]);
    std::map<std::string, long> decided;
    for (const Json& claim : c["claims"]) {
      EXPECT_EQ(claim["instances"]["refuted"], 0);
      EXPECT_EQ(claim["instances"]["inconclusive"], 0);
      for (const char* verdict : {"proved", "equal"}) decided[claim["id"]] += claim["instances"][verdict].get<long>();
    }
    return decided;
  }
};

constexpr const char* tiny = "train --samples 60 --test-samples 20 --depth 3 --width 5 --seed 1 ";

/// 24 images of 6 x 6 pixels: brighter on the left or on the right.
void write_images(const std::string& path) {
  std::ofstream out(path);
  for (int n = 0; n < 24; ++n) {
    for (int i = 0; i < 36; ++i)
      out << ((i % 6 < 3) == (n % 2 == 0) ? 0.5 : -0.5) + 0.01 * ((7 * n + 5 * i) % 31) << ",";
    out << n % 2 << "\n";
  }
}

constexpr const char* image_run =
    "train --data csv:img.csv --test-samples 4 --conv 1 --channels 2 --pools 1 --fc-width 4 --batch 8 --refresh 2 "
    "--sweeps 5 --seed 1 --out run ";

TEST_F(CheckRun, RepeatsARunAndDecidesEveryBlockUpdate) {
  run(std::string(tiny) + "--sweeps 5 --out run");
  const Result r = run("check --run run --json check.json");
  EXPECT_EQ(r.code, 0) << r.err;
  const Json c = json("check.json");
  auto decided = decided_in(c);
  // W_L, c_2, c_1, and twice a least-squares step of weights and of biases.
  EXPECT_EQ(decided["theorem-3.4"] + c["run"]["increases_by_rounding"].get<long>(), 5 * 7);
  EXPECT_EQ(decided["lemma-3.3-i"], 5 * 2);
  EXPECT_EQ(decided["lemma-3.3-ii-corrected"], 5);
  EXPECT_NE(r.out.find("5 sweeps repeated"), std::string::npos) << r.out;
}

TEST_F(CheckRun, FollowsJointSteps) {
  for (const std::string& options :
       {std::string("--method joint"), std::string("--method gauss-newton --weight-decay 0.3"),
        std::string("--method quasi-newton --batch 20 --refresh 2")}) {
    run(std::string(tiny) + options + " --sweeps 5 --overwrite --out run");
    const Result r = run("check --run run --json check.json");
    EXPECT_EQ(r.code, 0) << r.err;
    const Json c = json("check.json");
    auto decided = decided_in(c);
    EXPECT_EQ(decided["joint-monotone"], 5) << options;
    EXPECT_EQ(decided["joint-feasible-bound"], 5) << options;
    EXPECT_EQ(decided.size(), 2u);
    EXPECT_EQ(c["run"]["increases_by_rounding"], 0);
    EXPECT_NE(r.out.find("steps after which S, with the part of weight decay, is larger: 0\n"), std::string::npos);
  }
}

TEST_F(CheckRun, DecidesEveryUpdateOfDlamAndRefutesItsPrintedBias) {
  const std::string dlam =
      std::string(tiny) + "--method dlam --activation relu --rho 1 --sweeps 5 --overwrite --out run ";
  run(dlam);
  const Result r = run("check --run run --json check.json");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  const Json c = json("check.json");
  auto decided = decided_in(c);
  long sum = c["run"]["increases_by_rounding"];
  for (const auto& [claim, count] : decided) sum += count;
  EXPECT_EQ(decided.size(), 7u);
  EXPECT_EQ(sum, 5 * (3 * 3 + 3 * 2 + 2));
  EXPECT_EQ(decided["dlam-a-feasible"], 5 * 4);
  EXPECT_EQ(decided["dlam-lemma-2-F"], 5);
  EXPECT_LT(c["run"]["largest_increase"], 1e-14);
  EXPECT_NE(r.out.find("short of what is claimed, by rounding: "), std::string::npos) << r.out;
  run(dlam + "--literal");
  const Result printed = run("check --run run --json check.json");
  EXPECT_EQ(printed.code, 1) << printed.out;
  for (const Json& claim : json("check.json")["claims"]) {
    if (claim["id"] != "dlam-lemma-6-11-corrected") continue;
    EXPECT_EQ(claim["verdict"], "refuted");
  }
}

TEST_F(CheckRun, RepeatsAConvolutionalRunBatchByBatch) {
  write_images(folder_ + "/img.csv");
  ASSERT_EQ(run(image_run).code, 0);
  const Result r = run("check --run run --json check.json");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  const Json c = json("check.json");
  auto decided = decided_in(c);
  EXPECT_EQ(decided["theorem-4.2"] + c["run"]["increases_by_rounding"].get<long>(), 5 * 7);
  EXPECT_EQ(decided["lemma-3.3-i"], 5 * 2);
  EXPECT_EQ(decided["lemma-3.3-ii-corrected"], 5);
  EXPECT_EQ(decided.count("theorem-3.4"), 0u);
}

TEST_F(CheckRun, RepeatsARunWithFrozenConvolutions) {
  write_images(folder_ + "/img.csv");
  ASSERT_EQ(run(std::string(image_run) + "--freeze conv").code, 0);
  const Result r = run("check --run run --json check.json");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  const Json c = json("check.json");
  for (const Json& claim : c["claims"]) {
    if (claim["id"] != "theorem-4.2") continue;
    const long decided = claim["instances"]["proved"].get<long>() + claim["instances"]["equal"].get<long>();
    EXPECT_EQ(decided + c["run"]["increases_by_rounding"].get<long>(), 5 * 4);
  }
}

TEST_F(CheckRun, ClaimsOfDenseNetworksAreSilentOnConvolutions) {
  write_images(folder_ + "/img.csv");
  ASSERT_EQ(run(image_run).code, 0);
  const Result r = run("check --instance run/state.h5 --json -");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  const Json c = Json::parse(r.out);
  std::set<std::string> ids;
  for (const Json& claim : c["claims"]) ids.insert(claim["id"]);
  EXPECT_EQ(ids, (std::set<std::string>{"theorem-4.1", "theorem-4.1-best", "theorem-4.2", "theorem-4.2-sharp"}));
  expect_refused("check --instance run/state.h5 --claim theorem-3.1", "run/state.h5");
}

TEST_F(CheckRun, ARunIsCheckedAgainstTheClaimsAskedFor) {
  run(std::string(tiny) + "--sweeps 2 --out run");
  const Json c = Json::parse(run("check --run run --claim theorem-3.4 --json -").out);
  ASSERT_EQ(c["claims"].size(), 1u);
  EXPECT_EQ(c["claims"][0]["id"], "theorem-3.4");
}

TEST_F(CheckRun, ARunThatIsNotTheOneOnRecordFails) {
  run(std::string(tiny) + "--sweeps 2 --out run");
  Json record = json("run/run.json");
  record["result"]["hash"] = "0123456789abcdef";
  std::ofstream(folder_ + "/run/run.json") << record;
  const Result r = run("check --run run");
  EXPECT_EQ(r.code, 1);
  EXPECT_NE(r.out.find("NOT THE SAME RUN"), std::string::npos) << r.out;
}

TEST_F(CheckRun, ARunThatOverflowedIsRepeatedToTheSameState) {
  std::ofstream(folder_ + "/huge.csv") << "1e200,0\n2e200,1\n-1e200,0\n";
  ASSERT_EQ(run("train --data csv:huge.csv --depth 3 --width 2 --sweeps 50 --out run").code, 1);
  const Result r = run("check --run run --json check.json");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  EXPECT_EQ(json("check.json")["run"]["hash"], json("run/run.json")["result"]["hash"]);
}

TEST_F(CheckRun, ARunThatOverflowsBeforeTheRecordIsNotInterrupted) {
  std::ofstream(folder_ + "/huge.csv") << "1e200,0\n2e200,1\n-1e200,0\n";
  run("train --data csv:huge.csv --depth 3 --width 2 --sweeps 50 --out run");
  Json record = json("run/run.json");
  record["result"]["sweeps"] = 1000;
  record["status"] = "done";
  record["result"]["hash"] = "0123456789abcdef";
  std::ofstream(folder_ + "/run/run.json") << record;
  const Result r = run("check --run run");
  EXPECT_EQ(r.code, 1) << r.out;
  EXPECT_NE(r.out.find("NOT THE SAME RUN"), std::string::npos) << r.out;
}

TEST_F(CheckRun, RunsAreRepeatedWithEveryOption) {
  for (const std::string options :
       {"--depth 4 --activation sigmoid --step certified --constants sharp --tau-factor 2 --scale 1",
        "--depth 2 --activation sin --step per-sample --relaxation 1.5 --shrink 0.5 --grow 2"}) {
    run("train --samples 60 --width 4 --sweeps 3 --overwrite --out run " + options);
    run("train --init run/state.h5 --sweeps 2 --overwrite --out more");
    for (const std::string folder : {"run", "more"}) {
      const Result r = run("check --run " + folder);
      EXPECT_EQ(r.code, 0) << options << folder << r.out << r.err;
    }
  }
  write_images(folder_ + "/img.csv");
  run("train --data csv:img.csv --conv 2 --channels 2 --pools 2 --fc 3 --fc-width 4 --sweeps 2 --out images");
  const Result r = run("check --run images");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
}

TEST_F(CheckRun, ARunIsRepeatedFromElsewhereButNotOnOtherData) {
  write_images(folder_ + "/img.csv");
  ASSERT_EQ(run("train --data csv:img.csv --sweeps 1 --width 3 --out run").code, 0);
  EXPECT_EQ(run("check --run ../run", "mkdir -p sub; cd sub;").code, 0);
  std::ofstream(folder_ + "/img.csv", std::ios::app) << "\n";
  expect_refused("check --run run", "SHA-256");
}

TEST_F(CheckRun, RunsThatCannotBeRepeatedAreRefused) {
  expect_refused("check --run none", "none");
  fs::create_directories(folder_ + "/other");
  std::ofstream(folder_ + "/other/run.json") << "{}";
  expect_refused("check --run other", "other/run.json");
  run(std::string(small) + "--method gd --sweeps 2 --out gd");
  expect_refused(
      "check --run gd",
      "requires a run of --method lysep or joint or gauss-newton or quasi-newton or dlam or bsum, but got gd");
  run(std::string(tiny) + "--scalar mp50 --sweeps 1 --out mp");
  expect_refused("check --run mp", "--scalar double, but got mp50");
}

TEST_F(CheckRun, EveryUpdateOfBsumFallsByWhatIsProved) {
  const std::string bsum = "train --method bsum --data bodyfat-like --task regression --samples 60 --width 4 ";
  for (const std::string options : {"--sweeps 3", "--sweeps 4 --batch 30 --refresh 2 --alpha sequence:0.5,0.9"}) {
    ASSERT_EQ(run(bsum + "--overwrite --out run " + options).code, 0);
    const Result r = run("check --run run --json check.json");
    EXPECT_EQ(r.code, 0) << r.out << r.err;
    const Json claim = json("check.json")["claims"][0];
    EXPECT_EQ(claim["id"], "bsum-lemma-2-gradient-corrected");
    EXPECT_EQ(claim["instances"]["refuted"], 0);
    EXPECT_EQ(claim["instances"]["proved"], options == "--sweeps 3" ? 9 : 12);
  }
  run(bsum + "--gamma 3 --sweeps 1 --out fixed");
  expect_refused("check --run fixed", "requires --gamma lipschitz of a run of --method bsum, but got 3");
  run(bsum + "--bound newton --sweeps 1 --out newton");
  expect_refused("check --run newton", "requires --bound gradient of a run of --method bsum, but got newton");
}

TEST_F(CheckRun, TellsTheStepsOfARun) {
  run(std::string(tiny) + "--step certified --sweeps 4 --out run");
  const Json j = Json::parse(run("check --run run --json -").out)["run"];
  EXPECT_EQ(j["steps_within"], 4 * 3);
  EXPECT_EQ(j["steps_beyond"], 0);
  EXPECT_LT(j["largest_increase"], 1e-12);
}

}  // namespace
}  // namespace lysep
