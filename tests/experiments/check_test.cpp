// lysep check as a user meets it.
#include <fmt/format.h>

#include "datasets/files/state_file.hpp"
#include "proofs-check/frame/claim.hpp"
#include "tests/experiments/program.hpp"
#include "tests/proofs-check/undecided_minimum.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class Check : public Program {};

constexpr const char* tiny = "train --samples 60 --test-samples 20 --depth 3 --width 5 --seed 1 ";

/// A page of claims without the ratios, which take thousands of instances.
std::string without_ratios(std::string page) {
  page = std::regex_replace(page, std::regex("[0-9]+ instances"), "instances");
  return std::regex_replace(page, std::regex("\\| (=|[-0-9.e+ ]*)(, best possible)? \\| ([^|]*) \\|\n"), "|$2| $3 |\n");
}

TEST_F(Check, ReportsEveryClaim) {
  const Result r = run("check --instances 20 --threads 2 --json check.json --markdown claims.md");
  const std::string page = without_ratios(text("claims.md"));
  EXPECT_GT(page.size(), 20000u);
  std::ifstream documents(LYSEP_SOURCE_DIR "/docs/claims.md");
  EXPECT_EQ(without_ratios({std::istreambuf_iterator<char>(documents), {}}), page);
  const Json c = json("check.json");
  EXPECT_EQ(c["seed"], 1);
  EXPECT_EQ(c["bits"], 128);
  ASSERT_EQ(c["claims"].size(), all_claims().size());
  long proved = 0, refutable = 0, equivalent = 0;
  for (std::size_t k = 0; k < all_claims().size(); ++k) {
    const Json& claim = c["claims"][k];
    const Claim& expected = all_claims()[k];
    EXPECT_EQ(claim["id"], expected.id);
    EXPECT_EQ(claim["expected"], expected.expected ? "true" : "false");
    EXPECT_EQ(claim["verdict"], expected.expected ? "proved" : "refuted") << expected.id;
    EXPECT_EQ(claim["instances"]["inconclusive"], 0) << expected.id;
    EXPECT_EQ(claim["witness"].is_null(), expected.expected) << expected.id;
    EXPECT_EQ(claim["mutants"].size(), expected.mutants.size()) << expected.id;
    EXPECT_EQ(claim["equation"], expected.equation);
    EXPECT_EQ(claim["statement"], expected.statement);
    EXPECT_EQ(claim["source"], expected.source);
    EXPECT_EQ(claim["hypotheses"], Json(expected.hypotheses));
    EXPECT_EQ(claim["constant_is_best_possible"], expected.constant_is_best_possible);
    proved += expected.expected ? 1 : 0;
    for (const Json& m : claim["mutants"]) {
      EXPECT_EQ(m["killed"], !m["equivalent"].get<bool>()) << expected.id << m;
      EXPECT_EQ(m["instances_needed"].is_null(), !m["killed"].get<bool>()) << expected.id << m;
      ++(m["equivalent"].get<bool>() ? equivalent : refutable);
    }
    long decided = 0;
    for (const Json& count : claim["instances"]) decided += count.get<long>();
    if (expected.expected) {
      EXPECT_EQ(decided, 20) << expected.id;
    }
    if (!expected.expected) {
      EXPECT_TRUE(fs::exists(folder_ + "/" + claim["witness"].get<std::string>()));
    }
    EXPECT_NE(r.out.find(expected.id), std::string::npos) << expected.id;
  }
  EXPECT_EQ(c["unexpected"], 0);
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  const auto claims = static_cast<long>(all_claims().size());
  const auto line =
      fmt::format("{} claims: {} proved, {} refuted; {} of {} mutants killed, {} more are true; 0 unexpected", claims,
                  proved, claims - proved, refutable, refutable, equivalent);
  EXPECT_NE(r.out.find(line), std::string::npos) << line;
}

TEST_F(Check, ADumpedWitnessIsInTheDump) {
  const Result r = run("check --claim review-a --instances 10 --dump d --verbose");
  EXPECT_NE(r.out.find("witness: d/review-a-smallest.h5"), std::string::npos) << r.out;
  EXPECT_TRUE(fs::exists(folder_ + "/d/review-a-smallest.h5"));
  EXPECT_FALSE(fs::exists(folder_ + "/witnesses"));
  EXPECT_NE(r.out.find("% of the instances"), std::string::npos);
}

TEST_F(Check, AWitnessRefutesFromItsFile) {
  EXPECT_EQ(run("check --claim review-a --instances 10").code, 0);
  const Result again = run("check --instance witnesses/review-a-smallest.h5 --json -");
  EXPECT_EQ(again.code, 0) << again.err;
  const Json claim = Json::parse(again.out)["claims"][0];
  EXPECT_EQ(claim["id"], "review-a");
  EXPECT_EQ(claim["verdict"], "refuted");
  EXPECT_EQ(claim["witness"], "witnesses/review-a-smallest.h5");
  EXPECT_NEAR(claim["worst_ratio"].get<double>(), 0.0, 2.0);
}

TEST_F(Check, DumpedInstancesAreDecidedAgain) {
  EXPECT_EQ(run("check --claim theorem-3.4 --instances 100 --dump dump").code, 0);
  std::string closest;
  int files = 0, mutants = 0;
  for (const auto& entry : fs::directory_iterator(folder_ + "/dump")) {
    const std::string name = entry.path().filename();
    ++files;
    if (name.find("-closest-") != std::string::npos) closest = entry.path();
    mutants += name.find("-mutant-") != std::string::npos;
  }
  EXPECT_EQ(mutants, 9);
  EXPECT_GE(files, 40);
  ASSERT_NE(closest, "");
  const Result again = run("check --instance " + closest + " --json -");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(Json::parse(again.out)["claims"][0]["id"], "theorem-3.4");
}

TEST_F(Check, SpeaksOfTheUsersState) {
  run(std::string(small) + "--sweeps 10 --out run");
  const Result r = run("check --instance run/state.h5 --claim theorem-3.1 --claim theorem-3.4 --json -");
  EXPECT_EQ(r.code, 0) << r.err;
  const Json c = Json::parse(r.out);
  ASSERT_EQ(c["claims"].size(), 2u);
  EXPECT_EQ(c["claims"][0]["instances"]["proved"], 1);
  EXPECT_EQ(c["unexpected"], 0);
  expect_refused("check --instance run/state.h5 --claim lemma-2.1", "run/state.h5");
}

TEST_F(Check, RepeatsARunAndDecidesEveryBlockUpdate) {
  run(std::string(tiny) + "--sweeps 5 --out run");
  const Result r = run("check --run run --json check.json");
  EXPECT_EQ(r.code, 0) << r.err;
  const Json c = json("check.json");
  EXPECT_EQ(c["run"]["sweeps"], 5);
  EXPECT_EQ(c["run"]["hash"], json("run/run.json")["result"]["hash"]);
  EXPECT_EQ(c["run"]["hash"], c["run"]["recorded_hash"]);
  std::map<std::string, long> decided;
  for (const Json& claim : c["claims"]) {
    EXPECT_EQ(claim["instances"]["refuted"], 0);
    EXPECT_EQ(claim["instances"]["inconclusive"], 0);
    for (const char* verdict : {"proved", "equal"}) decided[claim["id"]] += claim["instances"][verdict].get<long>();
  }
  // W_L, c_2, c_1, and twice a least-squares step of weights and of biases.
  EXPECT_EQ(decided["theorem-3.4"] + c["run"]["increases_by_rounding"].get<long>(), 5 * 7);
  EXPECT_EQ(decided["lemma-3.3-i"], 5 * 2);
  EXPECT_EQ(decided["lemma-3.3-ii-corrected"], 5);
  EXPECT_NE(r.out.find("5 sweeps repeated"), std::string::npos) << r.out;
}

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

TEST_F(Check, RepeatsAConvolutionalRunBatchByBatch) {
  write_images(folder_ + "/img.csv");
  ASSERT_EQ(run(image_run).code, 0);
  const Result r = run("check --run run --json check.json");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  const Json c = json("check.json");
  EXPECT_EQ(c["run"]["sweeps"], 5);
  EXPECT_EQ(c["run"]["hash"], json("run/run.json")["result"]["hash"]);
  EXPECT_EQ(c["run"]["hash"], c["run"]["recorded_hash"]);
  std::map<std::string, long> decided;
  for (const Json& claim : c["claims"]) {
    EXPECT_EQ(claim["instances"]["refuted"], 0);
    EXPECT_EQ(claim["instances"]["inconclusive"], 0);
    for (const char* verdict : {"proved", "equal"}) decided[claim["id"]] += claim["instances"][verdict].get<long>();
  }
  EXPECT_EQ(decided["theorem-4.2"] + c["run"]["increases_by_rounding"].get<long>(), 5 * 7);
  EXPECT_EQ(decided["lemma-3.3-i"], 5 * 2);
  EXPECT_EQ(decided["lemma-3.3-ii-corrected"], 5);
  EXPECT_EQ(decided.count("theorem-3.4"), 0u);
}

TEST_F(Check, RepeatsARunWithFrozenConvolutions) {
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

TEST_F(Check, ClaimsOfDenseNetworksAreSilentOnConvolutions) {
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

TEST_F(Check, ARunIsCheckedAgainstTheClaimsAskedFor) {
  run(std::string(tiny) + "--sweeps 2 --out run");
  const Json c = Json::parse(run("check --run run --claim theorem-3.4 --json -").out);
  ASSERT_EQ(c["claims"].size(), 1u);
  EXPECT_EQ(c["claims"][0]["id"], "theorem-3.4");
}

TEST_F(Check, ARunThatIsNotTheOneOnRecordFails) {
  run(std::string(tiny) + "--sweeps 2 --out run");
  Json record = json("run/run.json");
  record["result"]["hash"] = "0123456789abcdef";
  std::ofstream(folder_ + "/run/run.json") << record;
  const Result r = run("check --run run");
  EXPECT_EQ(r.code, 1);
  EXPECT_NE(r.out.find("NOT THE SAME RUN"), std::string::npos) << r.out;
}

TEST_F(Check, ARunThatOverflowedIsRepeatedToTheSameState) {
  std::ofstream(folder_ + "/huge.csv") << "1e200,0\n2e200,1\n-1e200,0\n";
  ASSERT_EQ(run("train --data csv:huge.csv --depth 3 --width 2 --sweeps 50 --out run").code, 1);
  const Result r = run("check --run run --json check.json");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  EXPECT_EQ(json("check.json")["run"]["hash"], json("run/run.json")["result"]["hash"]);
}

TEST_F(Check, ARunThatOverflowsBeforeTheRecordIsNotInterrupted) {
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

TEST_F(Check, RunsAreRepeatedWithEveryOption) {
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

TEST_F(Check, ARunIsRepeatedFromElsewhereButNotOnOtherData) {
  write_images(folder_ + "/img.csv");
  ASSERT_EQ(run("train --data csv:img.csv --sweeps 1 --width 3 --out run").code, 0);
  EXPECT_EQ(run("check --run ../run", "mkdir -p sub; cd sub;").code, 0);
  std::ofstream(folder_ + "/img.csv", std::ios::app) << "\n";
  expect_refused("check --run run", "SHA-256");
}

/// A network of one layer has no V_L = sigma(c_{L-1}), so the bounds of R by M0 do not speak of it.
TEST_F(Check, NoTrueClaimFallsAtDepthOne) {
  StateData state = testing_support::infeasible_state(2, 2, 3, 3, 0.5);
  state.layers = {state.layers[1]};
  state.X << 1, 2, 3, 4, 50, -90;
  write_state_file(folder_ + "/one.h5", state);
  ASSERT_EQ(read_state_file(folder_ + "/one.h5").depth(), 1);
  const Result r = run("check --instance one.h5 --json -");
  EXPECT_EQ(r.code, 0) << r.err;
  const Json c = Json::parse(r.out);
  EXPECT_GT(c["claims"].size(), 5u);
  for (const Json& claim : c["claims"]) {
    if (claim["expected"] == "true") {
      EXPECT_EQ(claim["instances"]["refuted"], 0) << claim["id"];
    }
  }
}

TEST_F(Check, RunsThatCannotBeRepeatedAreRefused) {
  expect_refused("check --run none", "none");
  fs::create_directories(folder_ + "/other");
  std::ofstream(folder_ + "/other/run.json") << "{}";
  expect_refused("check --run other", "other/run.json");
  run(std::string(small) + "--method gd --sweeps 2 --out gd");
  expect_refused("check --run gd", "--method lysep, but got gd");
  run(std::string(tiny) + "--scalar mp50 --sweeps 1 --out mp");
  expect_refused("check --run mp", "--scalar double, but got mp50");
}

TEST_F(Check, AnInterruptedCheckPrintsWhatItHas) {
  const Result r =
      run("check --instances 100000000 --claim lemma-2.1 --claim theorem-3.1 --json check.json --markdown claims.md & "
          "sleep 1; kill -INT $!; wait $!");
  EXPECT_EQ(r.code, 3) << r.err;
  EXPECT_TRUE(std::regex_search(r.out, std::regex("lemma-2.1 .* interrupted +\\d+"))) << r.out;
  EXPECT_NE(r.out.find("1 claims: 0 proved"), std::string::npos) << r.out;
  EXPECT_NE(r.out.find("\ninterrupted: 1 of 2 claims were looked at; not to the end: lemma-2.1\n"), std::string::npos)
      << r.out;
  const Json c = json("check.json");
  EXPECT_EQ(c["interrupted"], true);
  EXPECT_EQ(c["unexpected"], 0);
  ASSERT_EQ(c["claims"].size(), 1u);
  EXPECT_EQ(c["claims"][0]["verdict"], "inconclusive");
  EXPECT_GT(c["claims"][0]["instances"]["proved"], 0);
  EXPECT_FALSE(fs::exists(folder_ + "/claims.md"));  // a part of the page would look like the whole
}

/// A claim at a state of many samples takes a minute here.
TEST_F(Check, ASignalDoesNotWaitForALongInstance) {
  run("train --samples 20000 --test-samples 10 --depth 12 --width 20 --sweeps 0 --quiet --out big");
  const Result r =
      run("check --claim theorem-4.1 --claim weights-constant --instance big/state.h5 --json check.json & "
          "sleep 2; kill -INT $!; begin=$(date +%s%N); wait $!; code=$?; "
          "echo $((($(date +%s%N) - begin) / 1000000)) >ms; exit $code");
  EXPECT_EQ(r.code, 3) << r.err;
  EXPECT_EQ(r.err, "");
  EXPECT_LT(std::stod(text("ms")), 2000);
  EXPECT_NE(r.out.find("interrupted: 1 of 1 claims were looked at; not to the end: weights-constant"),
            std::string::npos)
      << r.out;
  const Json c = json("check.json");
  EXPECT_EQ(c["interrupted"], true);
  ASSERT_EQ(c["claims"].size(), 1u);
  EXPECT_EQ(c["claims"][0]["verdict"], "inconclusive");
  EXPECT_EQ(c["claims"][0]["instances"]["proved"], 0);
}

TEST_F(Check, AWholeCheckSaysSo) {
  const Result r = run("check --claim lemma-2.1 --instances 20 --json check.json");
  EXPECT_EQ(json("check.json")["interrupted"], false);
  EXPECT_EQ(r.out.find("interrupted"), std::string::npos) << r.out;
}

/// As one about a single layer at a state of three.
TEST_F(Check, AClaimWithoutAnInstanceThatHasItsHypothesesIsNotApplicable) {
  write_state_file(folder_ + "/state.h5", testing_support::infeasible_state(3, 2, 4, 2, 0.5));
  const Result r = run(
      "check --instance state.h5 --claim theorem-3.1-depth-one-corrected --claim theorem-3.1 --verbose --json c.json");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  EXPECT_TRUE(std::regex_search(r.out, std::regex("depth-one-corrected .* not applicable +0 +0 +0 +1 "))) << r.out;
  EXPECT_NE(r.out.find("no instance has: L = 1\n"), std::string::npos) << r.out;
  EXPECT_NE(r.out.find("2 claims: 1 proved, 0 refuted, 1 not applicable;"), std::string::npos) << r.out;
  for (const Json& claim : json("c.json")["claims"]) {
    const bool silent = claim["id"] == "theorem-3.1-depth-one-corrected";
    EXPECT_EQ(claim["verdict"], silent ? "not applicable" : "proved");
    EXPECT_EQ(claim["instances"]["hypothesis_not_met"], silent ? 1 : 0);
  }
}

TEST_F(Check, TwoAtATimeDumpToOneFolder) {
  const std::string command = "check --claim review-a --instances 300 --dump d";
  for (int k = 0; k < 3; ++k) {
    const Result r = run(command + " & " + LYSEP_PROGRAM + " " + command + "; A=$?; wait $! && exit $A");
    EXPECT_EQ(r.code, 0) << r.out << r.err;
  }
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder_ + "/d")) {
    EXPECT_EQ(entry.path().extension(), ".h5") << entry.path();
    ++files;
  }
  EXPECT_GT(files, 40);
  run(command + "alone");
  EXPECT_EQ(files, std::distance(fs::directory_iterator(folder_ + "/dalone"), {}));
}

TEST_F(Check, ALongFirstStepIsNoRefutation) {
  StateData state = testing_support::infeasible_state(2, 1, 1, 2, 0.5);
  Instance instance = instance_at_layer("by hand", state, 1);
  instance.set("tau0", 1e30);
  instance.set("eta", 0.5);
  write_instance(folder_ + "/long.h5", "backtracking-corrected", "", instance, {});
  const Result r = run("check --instance long.h5 --json -");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(Json::parse(r.out)["claims"][0]["verdict"], "proved");
}

TEST_F(Check, AnUndecidedInstanceIsUnexpected) {
  write_instance(folder_ + "/at.h5", "theorem-3.4-strict", "", undecided_minimum(), {});
  const Result r = run("check --instance at.h5 --json check.json");
  EXPECT_EQ(r.code, 1) << r.err;
  EXPECT_NE(r.out.find("UNEXPECTED"), std::string::npos) << r.out;
  EXPECT_EQ(json("check.json")["unexpected"], 1);
  EXPECT_EQ(json("check.json")["claims"][0]["verdict"], "inconclusive");
}

TEST_F(Check, TellsTheStepsOfARun) {
  run(std::string(tiny) + "--step certified --sweeps 4 --out run");
  const Json j = Json::parse(run("check --run run --json -").out)["run"];
  EXPECT_EQ(j["steps_within"], 4 * 3);
  EXPECT_EQ(j["steps_beyond"], 0);
  EXPECT_LT(j["largest_increase"], 1e-12);
}

TEST_F(Check, ListsItsClaims) {
  const Result r = run("check --list --verbose");
  EXPECT_EQ(r.code, 0);
  for (const Claim& claim : all_claims()) EXPECT_NE(r.out.find(claim.id), std::string::npos) << claim.id;
  for (const char* part : {"mutant (true)", "z1", "FALSE: ", "best possible"}) {
    EXPECT_NE(r.out.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(run("check --list --claim lemma-2.1").out.find("theorem"), std::string::npos);
  const Json list = Json::parse(run("check --list --json -").out)["claims"];
  EXPECT_EQ(list.size(), all_claims().size());
  EXPECT_EQ(list[0]["id"], all_claims()[0].id);
  EXPECT_EQ(list[0]["mutants"].size(), all_claims()[0].mutants.size());
  EXPECT_EQ(run("check --list --source review").out.find("theorem-"), std::string::npos);
}

TEST_F(Check, WrongOptionsAreRefused) {
  expect_refused("check --claim lemma-9.9", "lemma-9.9");
  expect_refused("check --source nature", "nature");
  expect_refused("check --source dlam", "dlam");
  expect_refused("check --instances 0", "--instances");
  expect_refused("check --bits 10", "--bits");
  expect_refused("check --threads 0", "--threads");
  expect_refused("check --instance none.h5", "none.h5");
  expect_refused("check --run run --instance run/state.h5", "--instance");
  expect_refused("check --run run --dump dump", "--dump");
  expect_refused("check --instance run/state.h5 --instances 5", "--instances");
  expect_refused("check --list --run run", "--run");
  expect_refused("check --claim lemma-2.1 --instances 10 --json none/check.json", "none/check.json");
  expect_refused("check --claim lemma-2.1 --instances 10 --dump /proc/dump", "/proc/dump");
}

}  // namespace
}  // namespace lysep
