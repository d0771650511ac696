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

TEST_F(Check, AnInterruptedCheckPrintsWhatItHas) {
  const Result r =
      run("check --instances 100000000 --claim lemma-2.1 --claim theorem-3.1 --json check.json --markdown claims.md & "
          "sleep 1; kill -INT $!; wait $!");
  EXPECT_EQ(r.code, 3) << r.err;
  EXPECT_TRUE(std::regex_search(r.out, std::regex("lemma-2.1 .* interrupted +\\d+"))) << r.out;
  EXPECT_NE(r.out.find("1 claim: 0 proved"), std::string::npos) << r.out;
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
  EXPECT_NE(r.out.find("interrupted: 1 of 1 claim was looked at; not to the end: weights-constant"), std::string::npos)
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
  for (const std::string source : {"dlam", "bsum"}) {
    const Json some = Json::parse(run("check --list --source " + source + " --json -").out)["claims"];
    EXPECT_GE(some.size(), 45u);
    for (const Json& claim : some) EXPECT_TRUE(claim["id"].get<std::string>().starts_with(source + "-")) << claim["id"];
  }
}

TEST_F(Check, WrongOptionsAreRefused) {
  expect_refused("check --claim lemma-9.9", "lemma-9.9");
  expect_refused("check --source nature", "nature");
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
