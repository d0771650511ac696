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

/// Which of the numbers of two arrays the steps of a search change, and how: the start is equality, so that no step is
/// kept and all of them begin there.
struct Steps {
  int one_number = 0, one_array_by_a_factor = 0, every_array = 0, zero_moved = 0, zero_kept = 0;
};

Steps steps_of_a_search() {
  Claim claim;
  claim.arrays = {{"x", "3", "numbers"}, {"y", "3", "numbers"}};
  const std::vector<double> x = {1, 2, 3}, y = {4, 0, 5};
  Steps steps;
  claim.sides = [&](const Instance& instance, int) -> Sides {
    const auto &u = instance.data.at("x").values, &v = instance.data.at("y").values;
    int in_x = 0, in_y = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      in_x += u[k] != x[k];
      in_y += v[k] != y[k];
    }
    const double factor = u[0] / x[0];
    steps.one_number += in_x + in_y == 1;
    steps.one_array_by_a_factor += in_x == 3 && in_y == 0 && std::fabs(u[2] / x[2] / factor - 1) < 1e-15;
    steps.every_array += in_x == 3 && in_y >= 2;
    (v[1] != 0 ? steps.zero_moved : steps.zero_kept) += in_x + in_y > 3;
    return {Ball(1.0), Ball(1.0)};
  };
  Instance start;
  start.data = {{"x", {{3}, x}}, {"y", {{3}, y}}};
  Draw draw(1, "search", 0);
  search_equality(claim, start, 400, draw, 128);
  return steps;
}

TEST(Search, ChangesOneNumberOneArrayOrAllOfThem) {
  const Steps steps = steps_of_a_search();
  EXPECT_GT(steps.one_number, 120);  // half of the steps, less those at a zero that stays
  EXPECT_LT(steps.one_number, 220);
  EXPECT_GT(steps.one_array_by_a_factor, 20);  // an eighth
  EXPECT_LT(steps.one_array_by_a_factor, 90);
  EXPECT_GT(steps.every_array, 60);  // a quarter
  EXPECT_LT(steps.every_array, 140);
  EXPECT_GT(steps.zero_moved, 3);  // a zero stays in nine of ten of them
  EXPECT_LT(steps.zero_moved, 16);
  EXPECT_GT(steps.zero_kept, 60);
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
