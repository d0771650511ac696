// The claims at the edges of what their instances may be: first steps of 1e300, points that are equal, logits of 1e8,
// subnormal numbers, weights of 1e300. Nothing there is left undecided, and nothing true is refuted.
#include "proofs-check/claims/lysep/algorithm/line_search_terms.hpp"
#include "proofs-check/frame/decide_claim.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

Verdict verdict_at(const std::string& claim, const Instance& instance) {
  return decide_at(claim_named(claim), instance, no_mutant, 128).verdict;
}

TEST(Backtracking, EndsFromEveryFirstStep) {
  const Claim& claim = claim_named("backtracking-corrected");
  for (long k = 0; k < 12; ++k) {
    Instance instance = instance_of(claim, 1, k);
    if (verdict_at(claim.id, instance) != Verdict::proved) continue;
    for (const double tau0 : {1.0, 1e26, 1e30, 1e300}) {
      for (const double eta : {0.5, 0.99}) {
        instance.set("tau0", tau0);
        instance.set("eta", eta);
        EXPECT_EQ(verdict_at(claim.id, instance), Verdict::proved) << k << " " << tau0 << " " << eta;
      }
    }
  }
}

TEST(Backtracking, NoStepDoesAtAKink) {
  for (const double tau0 : {1e-300, 1.0, 1e30, 1e300}) {
    for (const double eta : {0.1, 0.5, 0.99, 1 - 0x1p-53}) {
      const Instance instance = line_search_of("", relu_at_its_kink(1.0, 1.0, 0.5), 1, tau0, eta);
      EXPECT_EQ(verdict_at("backtracking", instance), Verdict::refuted) << tau0 << " " << eta;
      EXPECT_EQ(verdict_at("backtracking-corrected", instance), Verdict::hypothesis_not_met);
    }
  }
}

/// With eta = 1 - 2^-53 no number of trials that fits in 64 bits comes down from 1e300.
TEST(Backtracking, ASearchThatIsCutOffRefutesNothing) {
  const StateData state = relu_at_its_kink(1.0, 1.0, 4.0);  // S falls to one side
  EXPECT_EQ(verdict_at("backtracking", line_search_of("", state, 1, 1.0, 0.5)), Verdict::proved);
  EXPECT_EQ(verdict_at("backtracking", line_search_of("", state, 1, 1e300, 0.5)), Verdict::proved);
  EXPECT_EQ(verdict_at("backtracking", line_search_of("", state, 1, 1e300, 1 - 0x1p-53)), Verdict::inconclusive);
  for (const double eta : {0.0, 1.0, 2.0}) {
    EXPECT_EQ(verdict_at("backtracking", line_search_of("", state, 1, 1.0, eta)), Verdict::hypothesis_not_met);
  }
}

void expect_decided(const Claim& claim, const Instance& instance, const std::string& where) {
  const Verdict verdict = decide_at(claim, instance, no_mutant, 128).verdict;
  EXPECT_NE(verdict, Verdict::inconclusive) << claim.id << where;
  if (claim.expected) {
    EXPECT_NE(verdict, Verdict::refuted) << claim.id << where;
  }
}

/// Every array of an instance by itself, and all of them, at one number.
void expect_decided_at(const Claim& claim, const Instance& start, double x) {
  Instance all = start;
  for (const Array& array : claim.arrays) {
    if (array.kind != Array::real) continue;
    Instance one = start;
    for (Instance* changed : {&one, &all}) {
      for (double& value : changed->data.at(array.name).values) value = x;
    }
    expect_decided(claim, one, " " + array.name + " at " + std::to_string(x));
  }
  expect_decided(claim, all, " all at " + std::to_string(x));
}

TEST(Claims, AreDecidedWhereTheirNumbersAreExtreme) {
  for (const Claim& claim : all_claims()) {
    const Instance instance = instance_of(claim, 3, 0);
    for (const double x : {0.0, 1e-320, 1e8}) expect_decided_at(claim, instance, x);
  }
}

/// Where both sides are equal the curvature is as small as e^(-1e300), and a change of 1e-320 leaves 2000 bits less.
TEST(Claims, AreDecidedAtEqualityOfExtremeNumbers) {
  Instance margin;
  for (const double x : {1e20, 1e150, 1e300}) {
    for (const int label : {0, 1}) {
      margin.set("z", Matrix<double>(Matrix<double>::Identity(2, 1) * x));
      margin.set("direction", Matrix<double>(Matrix<double>::Identity(2, 1) * 2.0 - Matrix<double>::Ones(2, 1)));
      margin.set("label", Labels{label});
      EXPECT_EQ(verdict_at("curvature", margin), Verdict::equal) << x << " " << label;
    }
  }
  for (long k = 0; k < 12; ++k) {
    Instance pair = instance_of(claim_named("equation-3.22"), 7, k);
    for (double& value : pair.data.at("direction").values) value = 1e-320;
    expect_decided(claim_named("equation-3.22"), pair, " at a direction of 1e-320");
  }
}

TEST(Claims, AreDecidedWhereTwoPointsAreOne) {
  for (const char* id : {"lemma-2.1", "lemma-2.1-simplex", "equation-2.6", "softmax-lipschitz", "equation-2.9"}) {
    for (long k = 0; k < 5; ++k) {
      Instance instance = instance_of(claim_named(id), 1, k);
      instance.data["z1"] = instance.data["z2"];
      EXPECT_EQ(decide_at(claim_named(id), instance, no_mutant, 128).verdict,
                std::string(id) == "equation-2.9" ? Verdict::proved : Verdict::equal)
          << id;
    }
  }
}

TEST(Claims, TellALogitOf1e8FromInfinity) {
  Instance instance;
  for (const double margin : {1e8, 1e300}) {
    instance.set("z", Matrix<double>(Matrix<double>::Identity(3, 1) * margin));
    instance.set("label", Labels{1});
    EXPECT_EQ(verdict_at("equation-2.8", instance), Verdict::proved) << margin;
  }
}

/// The claims at a user's state: nothing undecided, nothing true refuted.
void expect_decided_at_state(const StateData& state, const std::string& what) {
  for (const Claim& claim : all_claims()) {
    for (const Instance& instance : instances_at(claim, state)) expect_decided(claim, instance, what);
  }
}

TEST(Claims, AreDecidedAtSubnormalStates) {
  StateData state = testing_support::infeasible_state(2, 3, 4, 2, 0.0);
  state.X.setConstant(0x1p-1074);
  state.layers[0].W.setConstant(0x1p-1074);
  state.layers[1].W.setZero();
  state.labels = {0, 1, 0, 1};
  expect_decided_at_state(state, " at zero output weights");
  state.layers[1].W.setConstant(0x1p-1074);
  expect_decided_at_state(state, " at subnormal output weights");
}

TEST(Claims, AreDecidedAtStatesOfHugeWeights) {
  StateData start = testing_support::infeasible_state(3, 2, 3, 3, 0.5);
  for (const double x : {1e8, 1e300}) {
    StateData state = start;
    state.layers[0].W.setConstant(x);
    expect_decided_at_state(state, " at W_1 = " + std::to_string(x));
  }
  StateData far = testing_support::infeasible_state(3, 3, 3, 3, 0.5);
  far.activation = {Activation::Kind::sin};
  far.X.setConstant(1e300);
  expect_decided_at_state(far, " at the sine of 1e300");
  start.layers[2].W *= 1e8;
  expect_decided_at_state(start, " at logits of 1e8");
}

}  // namespace
}  // namespace lysep
