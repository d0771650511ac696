#include "proofs-check/frame/decide_claim.hpp"
#include "tests/proofs-check/undecided_minimum.hpp"
#include "tests/support.hpp"

#include <algorithm>
#include <set>

#include "core/numbers/bad_input.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/enclosures/network.hpp"

namespace lysep {
namespace {

class EveryClaim : public testing::TestWithParam<std::string> {};

/// Fewer of everything where LYSEP_TEST_SCALE is below 1.
CheckOptions scaled_options(long instances) {
  CheckOptions options;
  options.instances = testing_support::cases(instances);
  options.mutant_instances = std::min(options.mutant_instances, testing_support::cases(options.mutant_instances));
  options.search_steps = static_cast<int>(std::min(150L, testing_support::cases(options.search_steps)));
  return options;
}

TEST_P(EveryClaim, HasItsExpectedVerdictAndItsMutantsAreKilledExactlyWhereTheyShould) {
  const Claim& claim = claim_named(GetParam());
  ThreadPool pool(2);
  CheckOptions options = scaled_options(1000);
  options.seed = 7;
  const ClaimReport report = check_claim(
      claim, options, pool, [](long) {}, false);
  const bool thorough = options.mutant_instances == CheckOptions{}.mutant_instances;  // a mutant's due
  EXPECT_EQ(report.verdict(), claim.expected ? Verdict::proved : Verdict::refuted);
  EXPECT_EQ(report.inconclusive, 0);
  const long own = (claim.counterexample ? 1 : 0) + (report.search && report.search->refuted ? 1 : 0);
  EXPECT_EQ(report.proved + report.equal + report.refuted + report.hypothesis_not_met, options.instances + own);
  EXPECT_EQ(report.witness.has_value(), !claim.expected);
  for (const MutantReport& m : report.mutants) {
    if (thorough || m.mutant.equivalent) {
      EXPECT_NE(m.killed, m.mutant.equivalent) << m.mutant.name;
    }
  }
  if (!thorough) return;
  EXPECT_LE(report.hypothesis_not_met, options.instances * 3 / 10);
  EXPECT_TRUE(report.as_expected(claim));
  if (claim.constant_is_best_possible) {
    EXPECT_GT(report.worst_ratio, 1 - best_possible_gap);
  }
}

TEST_P(EveryClaim, SaysWhatItClaims) {
  const Claim& claim = claim_named(GetParam());
  EXPECT_FALSE(claim.statement.empty());
  EXPECT_LE(claim.statement.size(), 120u);
  EXPECT_FALSE(claim.equation.empty());
  EXPECT_FALSE(claim.chapter.empty());
  EXPECT_TRUE(claim.speaks_of_state || !claim.arrays.empty());
  EXPECT_EQ(claim.expected, !claim.counterexample) << "a false statement comes with its witness";
  for (const long index : {0, 1, 2, 3, 4}) {
    const Instance instance = instance_of(claim, 1, index);
    EXPECT_FALSE(instance.family.empty());
    EXPECT_EQ(instance.state.has_value(), claim.speaks_of_state);
    EXPECT_NO_THROW(require_well_formed(claim, instance));
    for (const auto& [name, values] : instance.data) {
      EXPECT_EQ(std::ranges::count(claim.arrays, name, &Array::name), 1) << name << " is no array of the claim";
    }
  }
}

TEST_P(EveryClaim, TheResultDoesNotDependOnTheNumberOfThreads) {
  const Claim& claim = claim_named(GetParam());
  CheckOptions options = scaled_options(100);
  options.mutant_instances = options.instances;
  options.search_steps = std::min(options.search_steps, 20);  // searches share nothing but the instances they begin at
  ThreadPool one(1), three(3);
  const auto a = check_claim(
      claim, options, one, [](long) {}, false);
  const auto b = check_claim(
      claim, options, three, [](long) {}, false);
  EXPECT_EQ(a.ratios, b.ratios);
  EXPECT_EQ(a.families, b.families);
  EXPECT_EQ(a.worst_ratio, b.worst_ratio);  // that of the search too
  for (std::size_t m = 0; m < a.mutants.size(); ++m)
    EXPECT_EQ(a.mutants[m].instances_needed, b.mutants[m].instances_needed);
}

RC_GTEST_PROP(Lemma21, HoldsForAnySeed, ()) {
  const Claim& claim = claim_named("lemma-2.1");
  const Instance instance = instance_of(claim, *rc::gen::arbitrary<std::uint64_t>(), 0);
  const Verdict verdict = decide([&] { return claim.sides(instance, no_mutant); }, 64).verdict;
  RC_CLASSIFY(true, instance.family);
  RC_ASSERT(verdict == Verdict::proved || verdict == Verdict::equal);
}

RC_GTEST_PROP(Theorem31, HoldsForAnySeed, ()) {
  const Claim& claim = claim_named("theorem-3.1");
  const Instance instance = instance_of(claim, *rc::gen::arbitrary<std::uint64_t>(), 0);
  RC_CLASSIFY(true, instance.family);
  RC_ASSERT(decide([&] { return claim.sides(instance, no_mutant); }, 64).verdict == Verdict::proved);
}

RC_GTEST_PROP(Theorem34, HoldsForAnySeed, ()) {
  const Claim& claim = claim_named("theorem-3.4");
  const Instance instance = instance_of(claim, *rc::gen::arbitrary<std::uint64_t>(), 0);
  RC_CLASSIFY(true, instance.family);
  const Verdict verdict = decide([&] { return claim.sides(instance, no_mutant); }, 64).verdict;
  RC_ASSERT(verdict == Verdict::proved || verdict == Verdict::equal);
}

TEST(Theorem31, TheBestConstantIsApproachedAtEveryDepth) {
  ThreadPool pool(2);
  CheckOptions options;
  options.instances = 2000;
  const auto report = check_claim(
      claim_named("theorem-3.1-best"), options, pool, [](long) {}, false);
  for (int L = 2; L <= 6; ++L) EXPECT_GT(report.worst_ratio_by_group.at("L=" + std::to_string(L)), 1 - 1e-4) << L;
}

TEST(Theorem34, AMinimiserThatEnclosuresDoNotTellStays) {
  const Instance instance = testing_support::undecided_minimum();
  const auto verdict = [&](const char* claim, slong bits) {
    return decide_at(claim_named(claim), instance, no_mutant, bits).verdict;
  };
  for (const slong bits : {128, 1024}) {
    EXPECT_EQ(verdict("theorem-3.4", bits), Verdict::equal);
    EXPECT_EQ(verdict("theorem-3.4-strict-corrected", bits), Verdict::equal);
    EXPECT_EQ(verdict("theorem-3.4-strict", bits), Verdict::inconclusive);
  }
}

/// The smallest witness against "L_S >= CE": L = 2, identity, W_2 = (-1, 1)^T, c_1 = 1, W_1 x + b_1 = 2.
TEST(Theorem31, SidesAtAnInstanceByHand) {
  Instance instance;
  StateData state{{Activation::Kind::identity}, Matrix<double>::Constant(1, 1, 1.0), {0}, 2, {}};
  state.layers.push_back(
      {Matrix<double>::Constant(1, 1, 2.0), Vector<double>::Zero(1), Matrix<double>::Constant(1, 1, -1.0), {}});
  StateData::LayerData output;
  output.W.resize(2, 1);
  output.W << -1, 1;
  state.layers.push_back(output);
  instance.state = state;
  const Sides s = claim_named("theorem-3.1").sides(instance, no_mutant);
  EXPECT_NEAR(s.left.approximate(), 4.01814993, 1e-8);
  EXPECT_NEAR(s.right.approximate(), 2 * 2.55417751, 1e-7);
  const Sides best = claim_named("theorem-3.1-best").sides(instance, no_mutant);
  EXPECT_NEAR(best.right.approximate(), std::sqrt(3.0) * 2.55417751, 1e-7);
}

TEST(Claims, HypothesesAreCheckedAtTheInstance) {
  Instance instance;
  instance.state = testing_support::infeasible_state(3, 2, 3, 2, 0.5);
  instance.set("block", 1);
  instance.set("layer", 1);
  instance.set("factor", 2.5);
  const Claim& claim = claim_named("theorem-3.4");
  EXPECT_FALSE(claim.sides(instance, no_mutant).hypothesis);
  instance.set("factor", 2.0);
  EXPECT_TRUE(claim.sides(instance, no_mutant).hypothesis);
  instance.state->activation = {Activation::Kind::relu};
  EXPECT_FALSE(claim.sides(instance, no_mutant).hypothesis);
  instance.data.erase("factor");
  EXPECT_THROW(require_well_formed(claim, instance), BadInput);
  EXPECT_THROW(require_well_formed(claim_named("theorem-3.1"), {}), BadInput);
}

TEST(Claims, AUsersStateGivesAnInstanceForEveryBlock) {
  const StateData state = testing_support::circle_state(3, 4, 10);
  const Claim& claim = claim_named("theorem-3.4");
  const auto updates = claim.at_state(state);
  EXPECT_EQ(updates.size(), 2u * 3 + 2 * 2);
  ThreadPool pool(1);
  const auto report = check_instances(claim, updates, 128, pool);
  EXPECT_EQ(report.proved + report.equal, 10);
  EXPECT_EQ(claim_named("theorem-3.1").at_state(state).size(), 1u);
}

/// A claim that is wrong on one instance in ten.
TEST(CheckRun, RefutationsAreCountedAndUnexpected) {
  Claim claim;
  claim.id = "wrong";
  claim.mutants = {{"never"}, {"always", true}};
  claim.arrays = {{"x", "1", "a number"}};
  claim.generate = [](Draw& draw) {
    Instance instance;
    instance.set("x", draw.uniform(0, 1));
    return instance;
  };
  claim.sides = [](const Instance& instance, int mutant) {
    if (mutant == 0) return Sides{Ball(0.0), Ball(1.0)};
    if (mutant == 1) return Sides{Ball(1.0), Ball(0.0)};
    return Sides{Ball(instance.number("x")), Ball(0.9)};
  };
  ThreadPool pool(1);
  CheckOptions options;
  options.instances = 2000;
  auto report = check_claim(
      claim, options, pool, [](long) {}, false);
  EXPECT_EQ(report.verdict(), Verdict::refuted);
  EXPECT_NEAR(report.refuted, 200, 60);
  EXPECT_GE(static_cast<std::size_t>(report.refuted), report.refuting.size());
  EXPECT_NEAR(static_cast<double>(report.refuting.size()), 200, 60);
  for (const long k : report.refuting) EXPECT_GT(instance_of(claim, options.seed, k).number("x"), 0.9);
  for (const auto& [ratio, k] : report.ratios) {
    ASSERT_NEAR(instance_of(claim, options.seed, k).number("x") / 0.9, ratio, 1e-12);
  }
  EXPECT_GT(report.worst_ratio, 1.0);
  ASSERT_TRUE(report.witness);
  EXPECT_EQ(report.witness->number("x"), 1.0);  // shrunk
  EXPECT_FALSE(report.as_expected(claim));
  claim.expected = false;
  EXPECT_FALSE(report.as_expected(claim));  // the mutants misbehave
  report.mutants.clear();
  EXPECT_TRUE(report.as_expected(claim));
  std::atomic<bool> stop{true};
  EXPECT_EQ(check_claim(
                claim, options, pool, [](long) {}, stop)
                .proved,
            0);
}

TEST(CheckRun, EveryWayToMissWhatIsExpectedCounts) {
  const Claim plain;
  Claim best;
  best.constant_is_best_possible = true;
  ClaimReport report;
  report.generated = report.thorough = true;
  EXPECT_FALSE(report.as_expected(plain));  // nothing decided
  report.proved = 1;
  report.worst_ratio = 0.5;
  EXPECT_TRUE(report.as_expected(plain));
  EXPECT_FALSE(report.as_expected(best));
  report.worst_ratio = 1;
  EXPECT_TRUE(report.as_expected(best));
  report.mutants = {{{"survives"}}};
  EXPECT_FALSE(report.as_expected(plain));
  report.mutants = {{{"true", true}, true}};
  EXPECT_FALSE(report.as_expected(plain));
  report.mutants.clear();
  report.count(Decision{});
  EXPECT_EQ(report.inconclusive, 1);
  EXPECT_EQ(report.verdict(), Verdict::inconclusive);
  EXPECT_FALSE(report.as_expected(plain));
}

/// Right sides of both signs: a refutation may have a small ratio, and a later search must not take its place.
TEST(CheckRun, ARefutationThatTheSearchFindsIsKept) {
  Claim claim;
  claim.id = "searched";
  claim.arrays = {{"x", "1", "a number"}, {"which", "1", "0 or 1", Array::integer}};
  claim.generate = [](Draw& draw) {
    Instance instance;
    instance.set("x", draw.uniform(0.95, 0.999));
    instance.set("which", draw.integer(0, 1));
    return instance;
  };
  claim.sides = [](const Instance& instance, int) -> Sides {
    if (instance.number("which") == 1) return {Ball(0.9), Ball(1.0)};
    const Ball x = instance.ball("x");
    return x < Ball(1.0) ? Sides{x, Ball(1.0)} : Sides{Ball(1.0), Ball(0.0)};
  };
  ThreadPool pool(1);
  CheckOptions options;
  options.instances = options.searches = 4;
  for (options.seed = 1; options.seed <= 8; ++options.seed) {
    bool both[2] = {};
    for (long k = 0; k < 4; ++k) both[instance_of(claim, options.seed, k).number("which") == 1] = true;
    if (!both[0] || !both[1]) continue;
    const auto report = check_claim(
        claim, options, pool, [](long) {}, false);
    EXPECT_EQ(report.verdict(), Verdict::refuted) << options.seed;
    ASSERT_TRUE(report.witness);
    EXPECT_EQ(decide_at(claim, *report.witness, no_mutant, 128).verdict, Verdict::refuted);
  }
}

TEST(CheckRun, WrongInstancesAndWitnessesAreRefused) {
  const Claim& lemma = claim_named("lemma-2.1");
  ThreadPool pool(1);
  Instance instance = instance_of(lemma, 1, 0);
  EXPECT_THROW(keep_witness(testing::TempDir() + "lysep_witness.h5", lemma, instance, 128), std::runtime_error);
  instance.data.erase("z2");
  EXPECT_THROW(check_instances(lemma, {instance}, 128, pool), BadInput);
  Claim claim = claim_named("review-a");
  claim.counterexample = [&] { return instance_of(claim_named("review-a-corrected"), 1, 0); };
  claim.sides = [](const Instance&, int) { return Sides{Ball(0.0), Ball(1.0)}; };
  CheckOptions options;
  options.instances = 1;
  EXPECT_THROW(check_claim(
                   claim, options, pool, [](long) {}, false),
               std::runtime_error);
}

/// The least values of S's part in W_2 and in b_2, in closed form.
TEST(Theorem34, LeastSquaresUpdatesReachTheLeastValue) {
  Instance instance = instance_at_layer("", testing_support::infeasible_state(3, 1, 6, 2, 0.5), 2);
  instance.set("factor", 1.0);
  const PrecisionScope scope(128);
  const Network n(*instance.state);
  const Matrix<Ball> B = sum(product(n.W(2), n.V(2)), n.r(2));
  const Ball BV = inner(B, n.V(2));
  Ball total(0.0);
  for (Index i = 0; i < n.r(2).size(); ++i) total += n.r(2).data()[i];
  const auto left = [&](double block) {
    instance.set("block", block);
    return claim_named("theorem-3.4").sides(instance, no_mutant).left;
  };
  const Ball weights = norm_squared(B) - BV * BV / (norm_squared(n.V(2)) + n.lambda(2));
  EXPECT_NEAR((left(2) - weights).approximate(), 0, 1e-25);
  EXPECT_NEAR((left(3) - (norm_squared(n.r(2)) - total * total / Ball(6.0))).approximate(), 0, 1e-25);
}

/// A sweep and CE after it, against the oracle's in terms of c_l: at the witness, the minimum of CE from which it
/// rises, and at an infeasible state.
TEST(ReviewF, ASweepIsTheOracles) {
  const Claim& claim = claim_named("review-f-sweep");
  Instance random = instance_of_state("", testing_support::infeasible_state(3, 2, 5, 3, 0.5));
  random.set("factor", 1);
  for (const Instance& instance : {claim.counterexample(), random}) {
    oracle::Net net = testing_support::oracle_of(*instance.state);
    net.sweep(1);
    oracle::Real CE = 0;
    for (const oracle::Real& loss : net.losses(net.network())) CE += loss / net.N();
    const auto sides = [&](int mutant) {
      const PrecisionScope scope(256);
      return claim.sides(instance, mutant);
    };
    EXPECT_NEAR(sides(no_mutant).left.approximate(), static_cast<double>(CE), 1e-15);
    ASSERT_EQ(claim.mutants[4].name, "S for CE");
    EXPECT_NEAR(sides(4).left.approximate() / static_cast<double>(net.S()), 1, 1e-14);
  }
  const Sides s = claim.sides(claim.counterexample(), no_mutant);
  EXPECT_NEAR(s.right.approximate(), std::log(3.0) - std::log(2.0) * 2 / 3, 1e-15);
  EXPECT_TRUE(s.right < s.left);
}

std::vector<std::string> every_id() {
  std::vector<std::string> ids;
  for (const Claim& claim : all_claims()) ids.push_back(claim.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(Claims, EveryClaim, testing::ValuesIn(every_id()), [](const auto& info) {
  std::string name;
  for (const char letter : info.param) name += std::isalnum(letter) ? letter : '_';
  return name;
});

TEST(Claims, HaveNamesOfTheirOwn) {
  const auto ids = every_id();
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST(Claims, AFalseStatementHasItsCorrectedFormBesideIt) {
  const auto ids = every_id();
  for (const Claim& claim : all_claims()) {
    if (claim.expected) continue;
    const bool corrected = std::find(ids.begin(), ids.end(), claim.id + "-corrected") != ids.end();
    EXPECT_TRUE(corrected) << claim.id;
  }
}

}  // namespace
}  // namespace lysep
