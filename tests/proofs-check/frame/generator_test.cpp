#include "proofs-check/frame/generator.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

/// x (1 - x) <= bound, whose left side is largest, 1/4, at x = 1/2.
Claim parabola(double bound) {
  Claim claim;
  claim.id = "parabola";
  claim.arrays = {{"x", "1", "a number"}, {"which", "1", "an integer", Array::integer}};
  claim.generate = [](Draw& draw) {
    Instance instance;
    instance.family = "one";
    instance.set("x", draw.uniform(0.05, 0.2));
    instance.set("which", 7.0);
    return instance;
  };
  claim.sides = [bound](const Instance& instance, int) -> Sides {
    const Ball x = instance.ball("x");
    return {x * (Ball(1.0) - x), Ball(bound)};
  };
  return claim;
}

TEST(Search, ClimbsToEquality) {
  const Claim claim = parabola(0.25);
  Draw draw(1, "search", 0);
  const Instance start = instance_of(claim, 1, 0);
  const SearchResult found = search_equality(claim, start, 400, draw, 128);
  EXPECT_GT(found.best.ratio, 1 - 1e-6);
  EXPECT_FALSE(found.refuted);
  EXPECT_NEAR(found.instance.number("x"), 0.5, 1e-3);
  EXPECT_EQ(found.instance.number("which"), 7.0);  // integers stay
  Draw none(1, "search", 0);
  EXPECT_EQ(search_equality(claim, start, 0, none, 128).instance.number("x"), start.number("x"));
}

TEST(Search, ReportsARefutation) {
  const Claim claim = parabola(0.2);  // false above x = 0.276...
  Draw draw(1, "search", 0);
  const SearchResult found = search_equality(claim, instance_of(claim, 1, 0), 400, draw, 128);
  EXPECT_TRUE(found.refuted);
  EXPECT_EQ(found.best.verdict, Verdict::refuted);
}

TEST(Search, KnowsTheRelation) {
  Claim strict = parabola(0.25);
  strict.relation = Relation::less;
  Instance half;
  half.set("x", 0.5);
  half.set("which", 7.0);
  Draw draw(1, "search", 0);
  EXPECT_EQ(search_equality(strict, half, 0, draw, 128).best.verdict, Verdict::refuted);
}

TEST(Shrink, FindsASmallWitness) {
  Claim claim = parabola(0.2);
  Instance witness;
  witness.set("x", 0.4321987);
  witness.set("which", 7.0);
  const Instance small = shrink(claim, witness, 128);
  EXPECT_EQ(small.number("x"), 0.5);
  EXPECT_EQ(small.number("which"), 7.0);
}

TEST(Shrink, DropsSamplesAndZerosWhatDoesNotMatter) {
  Claim claim;
  claim.id = "one sample";
  claim.speaks_of_state = true;
  claim.sides = [](const Instance& instance, int) -> Sides {  // refuted by any sample with r > 1
    double largest = 0;
    for (Index n = 0; n < instance.state->samples(); ++n)
      largest = std::max(largest, instance.state->layers[0].r(n, 0));
    return {Ball(largest), Ball(1.0)};
  };
  Instance instance;
  instance.state = testing_support::infeasible_state(3, 2, 5, 2, 0.5);
  instance.state->layers[0].r(3, 0) = 2.7;
  const Instance small = shrink(claim, instance, 64);
  EXPECT_EQ(small.state->samples(), 1);
  EXPECT_EQ(small.state->labels.size(), 1u);
  EXPECT_EQ(small.state->layers[1].r.rows(), 1);
  EXPECT_EQ(small.state->layers[0].W.norm(), 0.0);
  EXPECT_GT(small.state->layers[0].r(0, 0), 1.0);
  EXPECT_LE(small.state->layers[0].r(0, 0), 4.0);
}

TEST(InstanceOf, DependsOnSeedClaimAndIndexAlone) {
  const Claim claim = parabola(0.25);
  Claim other = claim;
  other.id = "other";
  const double x = instance_of(claim, 1, 0).number("x");
  EXPECT_EQ(instance_of(claim, 1, 0).number("x"), x);
  EXPECT_NE(instance_of(claim, 2, 0).number("x"), x);
  EXPECT_NE(instance_of(claim, 1, 1).number("x"), x);
  EXPECT_NE(instance_of(other, 1, 0).number("x"), x);
}

TEST(Shrink, KeepsSamplesThatArraysShare) {
  Claim claim;
  claim.id = "bound";
  claim.speaks_of_state = true;
  claim.arrays = {{"direction", "M x N", "D"}};
  claim.sides = [](const Instance& instance, int) -> Sides {
    EXPECT_EQ(instance.matrix("direction").cols(), instance.state->samples());
    return {Ball(2.0), Ball(1.0)};
  };
  Instance instance = instance_of_state("", testing_support::infeasible_state(2, 2, 3, 2, 0.5));
  instance.set("direction", Matrix<double>(Matrix<double>::Constant(2, 3, 1.0)));
  shrink(claim, instance, 64);
}

}  // namespace
}  // namespace lysep
