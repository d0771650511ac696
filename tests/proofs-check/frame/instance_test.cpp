#include "proofs-check/frame/instance.hpp"

#include <filesystem>
#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/confined.hpp"
#include "datasets/files/state_file.hpp"
#include "proofs-check/frame/decide_claim.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

class InstanceFile : public testing::Test {
 protected:
  std::string folder_ = testing::TempDir() + "lysep_instance_test_" + std::to_string(getpid());
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
};

/// The reader runs in this process, ten times as fast; the other tests have it in its own.
TEST_F(InstanceFile, EveryClaimDecidesTheSameFromTheFile) {
  Confined::in_this_process = true;
  for (const Claim& claim : all_claims()) {
    for (long index = 0; index < testing_support::cases(5); ++index) {
      const Instance instance = instance_of(claim, 3, index);
      const Decision decision = decide_at(claim, instance, no_mutant, 128);
      const std::string path = folder_ + "/one.h5";
      write_instance(path, claim.id, "", instance, decision);
      std::string named;
      const Instance again = read_instance(path, named);
      EXPECT_EQ(named, claim.id);
      const Decision repeated = decide_at(claim, again, no_mutant, 128);
      EXPECT_EQ(repeated.verdict, decision.verdict);
      EXPECT_TRUE(arb_equal(repeated.sides.left.get(), decision.sides.left.get()));
      EXPECT_TRUE(arb_equal(repeated.sides.right.get(), decision.sides.right.get()));
    }
  }
  Confined::in_this_process = false;
}

TEST_F(InstanceFile, StateFilesAreRead) {
  write_state_file(folder_ + "/state.h5", testing_support::circle_state(3, 2, 4));
  std::string named = "";
  EXPECT_EQ(read_instance(folder_ + "/state.h5", named).state->depth(), 3);
  EXPECT_EQ(named, "");
  std::ofstream(folder_ + "/other.h5") << "text";
  EXPECT_THROW(read_instance(folder_ + "/other.h5", named), BadInput);
  Instance instance;
  instance.set("x", 1.0);
  write_instance(folder_ + "/none.h5", "", "", instance, {});
  EXPECT_THROW(read_instance(folder_ + "/none.h5", named), BadInput);
}

TEST_F(InstanceFile, ADumpHoldsTheClosestAndTheWitnesses) {
  ThreadPool pool(1);
  CheckOptions options;
  options.instances = 200;
  const auto dumped = [&](const Claim& claim) {
    const auto report = check_claim(
        claim, options, pool, [](long) {}, false);
    dump_instances(folder_, claim, report, options);
    return report;
  };
  const auto there = [&](const std::string& name, long index) {
    return std::filesystem::exists(folder_ + "/" + name + std::to_string(index) + ".h5");
  };
  const auto lemma = dumped(claim_named("lemma-2.1"));
  EXPECT_TRUE(there("lemma-2.1-closest-", std::max_element(lemma.ratios.begin(), lemma.ratios.end())->second));
  const auto wrong = dumped(claim_named("review-a"));
  ASSERT_FALSE(wrong.refuting.empty());
  EXPECT_TRUE(there("review-a-witness-", wrong.refuting[0]));
}

TEST_F(InstanceFile, ADumpHoldsTheClosestRandomOnesAndAKillerForEachMutant) {
  const Claim& claim = claim_named("lemma-2.1");
  ThreadPool pool(1);
  CheckOptions options;
  options.instances = 300;
  const auto report = check_claim(
      claim, options, pool, [](long) {}, false);
  dump_instances(folder_, claim, report, options);
  std::map<std::string, int> kinds;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const Hdf5File file = Hdf5File::open(entry.path());
    EXPECT_EQ(file.read_string("/", "format"), "lysep-instance");
    const std::string mutant = file.read_string("/", "mutant"), verdict = file.read_string("/", "verdict");
    EXPECT_EQ(verdict == "refuted", !mutant.empty());
    EXPECT_LE(std::stod(file.read_string("/", "left_lo")), std::stod(file.read_string("/", "left_hi")));
    if (mutant.empty()) {
      std::string named;
      const Sides s = decide_at(claim, read_instance(entry.path(), named), no_mutant, options.bits).sides;
      EXPECT_EQ(file.read_string("/", "left_lo"), s.left.lower_decimal(40));
      EXPECT_EQ(file.read_string("/", "left_hi"), s.left.upper_decimal(40));
      EXPECT_EQ(file.read_string("/", "right_lo"), s.right.lower_decimal(40));
      EXPECT_EQ(file.read_string("/", "right_hi"), s.right.upper_decimal(40));
    }
    ++kinds[entry.path().filename().string().substr(10, 6)];
  }
  EXPECT_EQ(kinds["closes"], 20);
  EXPECT_EQ(kinds["random"], 20);
  EXPECT_EQ(kinds["mutant"], 4);
  EXPECT_EQ(kinds["search"], 1);
}

TEST(Draw, IsAStreamOfItsOwnForEverySeedClaimAndInstance) {
  const auto first = [](std::uint64_t seed, const char* claim, std::uint64_t index) {
    return Draw(seed, claim, index).uniform(0, 1);
  };
  EXPECT_EQ(first(1, "a", 0), first(1, "a", 0));
  EXPECT_NE(first(1, "a", 0), first(2, "a", 0));
  EXPECT_NE(first(1, "a", 0), first(1, "b", 0));
  EXPECT_NE(first(1, "a", 0), first(1, "a", 1));
  Draw draw(1, "a", 0);
  std::map<int, int> seen;
  for (int k = 0; k < 300; ++k) ++seen[draw.integer(-1, 1)];
  EXPECT_EQ(seen.size(), 3u);
  for (int k = 0; k < 300; ++k) {
    const double m = draw.magnitude(-2, 1);
    EXPECT_GE(m, 0.0099999);
    EXPECT_LE(m, 10.00001);
  }
}

}  // namespace
}  // namespace lysep
