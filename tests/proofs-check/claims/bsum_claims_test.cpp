// The claims of BSUM at instances by hand: both sides of the witnesses against figures found on paper, and hypotheses
// that no generator breaks.
#include <cmath>

#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/decide_claim.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

Sides sides_of(const std::string& id, const Instance& instance) {
  const PrecisionScope scope(256);
  return claim_named(id).sides(instance, no_mutant);
}

void expect_at_witness(const std::string& id, double left, double right, double tolerance) {
  const Sides s = sides_of(id, claim_named(id).counterexample());
  EXPECT_NEAR(s.left.approximate(), left, tolerance) << id;
  EXPECT_NEAR(s.right.approximate(), right, tolerance) << id;
}

TEST(BsumClaims, WitnessesHaveTheFiguresFoundOnPaper) {
  const double e = std::exp(1.0);
  expect_at_witness("bsum-assumption-1", 4, 2, 1e-14);
  expect_at_witness("bsum-equation-a.13", e, 2 * e * e, 1e-13);
  expect_at_witness("bsum-equation-13", e, std::exp(0.5), 1e-14);
  expect_at_witness("bsum-equation-a.15", 2, 1, 1e-14);
  expect_at_witness("bsum-equation-9", 1.25, 0.5, 1e-14);
  expect_at_witness("bsum-lemma-2-gradient", 0, 1.25 * (1 - 1.5 * 1.5), 1e-14);
  expect_at_witness("bsum-lemma-1-constant", 0, 2.25 * (1 - 3.05 * 3.05), 1e-12);
  expect_at_witness("bsum-lemma-2-newton", 0, -4.9818, 1e-3);
  expect_at_witness("bsum-special-case-1", 1 - 0.125 * 1.875 * 0.875, 0.75, 1e-14);
  expect_at_witness("bsum-softplus-exponential", 0, 1.908385 - 2.682138, 2e-6);
  const auto f = [](double w) { return 2 + 1 / (1 + std::exp(w)) + w * w / 1024; };
  expect_at_witness("bsum-proposition-1-c1", 2 * 4 / 8.0 / 1024, (f(-2) + f(0)) / 2 - f(-1), 1e-14);
  const double divergent =
      sides_of("bsum-corollary-1", claim_named("bsum-corollary-1").counterexample()).left.approximate();
  EXPECT_NEAR(divergent / 8.5e11, 1, 0.02);
}

/// prod (1 - 2^-k) = 0.28878809508660242...
TEST(BsumClaims, HalvedStepsStopAtEulersProduct) {
  Instance instance = instance_of(claim_named("bsum-halving-stops"), 1, 0);
  instance.set("c", 1 - 0x1p-53);
  instance.set("K", 100);
  EXPECT_NEAR(sides_of("bsum-halving-stops", instance).right.approximate(), 0.28878809508660242, 1e-15);
}

/// The iterates of bsum-corollary-1 satisfy from k = 3 on what bsum-divergence asks, so that they tend to infinity.
TEST(BsumClaims, TheDivergentIteratesMeetTheHypothesisOfTheirInduction) {
  double w[2] = {2, 2};
  Instance instance;
  for (int k = 1; k <= 5; ++k) {
    double& x = w[(k - 1) % 2];
    const double y = w[k % 2];
    instance.set("x", x);
    instance.set("y", y);
    instance.set("c", 0.9);
    instance.set("k", k);
    EXPECT_EQ(sides_of("bsum-divergence", instance).hypothesis, k >= 3) << k;
    x -= 0.9 / k * (2 * y * (x * y - 1) + 0.02 * x);
  }
}

TEST(BsumClaims, HypothesesThatNoGeneratorBreaks) {
  const auto holds = [](const char* id, const char* name, double x) {
    Instance instance = instance_of(claim_named(id), 1, 0);
    instance.set(name, x);
    return sides_of(id, instance).hypothesis;
  };
  for (const char* id : {"bsum-equation-9", "bsum-p2", "bsum-equation-10", "bsum-p1", "bsum-p4", "bsum-equation-a.1",
                         "bsum-equation-12", "bsum-equation-a.5", "bsum-equation-14", "bsum-toeplitz"}) {
    for (const double gamma : {0.0, -1.0}) EXPECT_FALSE(holds(id, "gamma", gamma)) << id;
  }
  for (const char* id :
       {"bsum-equation-9-corrected", "bsum-lemma-2-gradient-corrected", "bsum-corollary-1-corrected"}) {
    EXPECT_FALSE(holds(id, "gamma", 0.999)) << id;
    EXPECT_TRUE(holds(id, "gamma", 1.0)) << id;
  }
  for (const double alpha : {0.0, 2.0, 3.0}) EXPECT_FALSE(holds("bsum-lemma-1-constant-corrected", "alpha", alpha));
  for (const double alpha : {-0.1, 1.1}) EXPECT_FALSE(holds("bsum-equation-7", "alpha", alpha));
  for (const char* id : {"bsum-lipschitz", "bsum-equation-a.6", "bsum-deep-linear-convex", "bsum-proposition-1-last"}) {
    EXPECT_FALSE(holds(id, "lambda", -1.0)) << id;
  }
  for (const double block : {0.0, 4.0}) EXPECT_FALSE(holds("bsum-lipschitz", "block", block));
  for (const double function : {-1.0, 6.0}) EXPECT_FALSE(holds("bsum-proposition-1-last", "function", function));
  for (const double function : {-1.0, 9.0}) EXPECT_FALSE(holds("bsum-activations-rise", "function", function));
  for (const double c : {0.0, -1.0}) {
    for (const char* id : {"bsum-exponential-convex", "bsum-equation-a.17", "bsum-hinge-convex"}) {
      EXPECT_FALSE(holds(id, "c", c)) << id;
    }
  }
  for (const double c : {0.0, 1.0}) EXPECT_FALSE(holds("bsum-step-rule-upper", "c", c));
  for (const double t : {0.0, 1.0}) EXPECT_FALSE(holds("bsum-step-rule-lower", "t", t));
  for (const double K : {0.0, 101.0}) EXPECT_FALSE(holds("bsum-halving-stops", "K", K));
}

}  // namespace
}  // namespace lysep
