#include "proofs-check/frame/claim.hpp"

#include "core/numbers/bad_input.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

Claim pair_claim() {
  Claim claim;
  claim.id = "pair";
  claim.arrays = {{"z1", "J x N", "logits"},
                  {"z2", "J x N", "logits"},
                  {"label", "N", "classes", Array::label},
                  {"block", "1", "which", Array::integer}};
  return claim;
}

Instance pair_instance() {
  Instance instance;
  instance.set("z1", Matrix<double>(Matrix<double>::Constant(3, 2, 0.5)));
  instance.set("z2", Matrix<double>(Matrix<double>::Constant(3, 2, -0.5)));
  instance.set("label", Labels{0, 2});
  instance.set("block", 1.0);
  return instance;
}

/// The one line of the refusal; empty where the instance is accepted.
std::string refusal(const Claim& claim, const Instance& instance) {
  try {
    require_well_formed(claim, instance);
  } catch (const BadInput& error) {
    return error.what();
  }
  return "";
}

TEST(WellFormed, AcceptsWhatTheClaimSpeaksOf) { EXPECT_EQ(refusal(pair_claim(), pair_instance()), ""); }

TEST(WellFormed, RefusesAMissingArray) {
  Instance instance = pair_instance();
  instance.data.erase("z2");
  EXPECT_EQ(refusal(pair_claim(), instance), "pair requires the array z2, but got an instance without it");
}

TEST(WellFormed, RefusesShapesThatDisagree) {
  Instance instance = pair_instance();
  instance.set("z2", Matrix<double>(Matrix<double>::Constant(3, 4, 1.0)));
  EXPECT_EQ(refusal(pair_claim(), instance), "pair requires z2 of shape J x N with N = 2, but got 3 x 4");
  instance = pair_instance();
  instance.set("z2", 1.0);
  EXPECT_EQ(refusal(pair_claim(), instance), "pair requires z2 of shape J x N, but got 1");
  instance.data["z1"] = {{1, 2}, {1, 2}};
  EXPECT_EQ(refusal(pair_claim(), instance), "pair requires z1 of shape J x N with J >= 2, but got 1 x 2");
  instance = pair_instance();
  instance.data["block"] = {{2}, {1.0, 1.0}};
  EXPECT_EQ(refusal(pair_claim(), instance), "pair requires block of shape 1 with 1 = 1, but got 2");
  instance = pair_instance();
  instance.set("z1", Matrix<double>(3, 0));
  instance.set("z2", Matrix<double>(3, 0));
  instance.set("label", Labels{});
  EXPECT_EQ(refusal(pair_claim(), instance), "pair requires z1 of shape J x N with N >= 1, but got 3 x 0");
  instance = pair_instance();
  instance.data["label"] = {{0}, {}};
  EXPECT_NE(refusal(pair_claim(), instance), "");
}

TEST(WellFormed, RefusesValuesOutOfRange) {
  for (const double bad : {-1.0, 3.0, 0.5}) {
    Instance instance = pair_instance();
    instance.data["label"].values[1] = bad;
    EXPECT_NE(refusal(pair_claim(), instance).find("label"), std::string::npos) << bad;
  }
  Instance instance = pair_instance();
  instance.data["label"].values[1] = 1.0;
  EXPECT_EQ(refusal(pair_claim(), instance), "");
  instance.data["z1"].values[3] = NAN;
  EXPECT_EQ(refusal(pair_claim(), instance), "pair requires finite z1, but got nan");
  instance = pair_instance();
  instance.data["block"].values[0] = 0.25;
  EXPECT_EQ(refusal(pair_claim(), instance), "pair requires integers in block, but got 0.25");
}

TEST(WellFormed, TheStatesSizesBindTheArrays) {
  Claim claim = pair_claim();
  claim.speaks_of_state = true;
  Instance instance = pair_instance();
  EXPECT_EQ(refusal(claim, instance), "pair requires a state, but got an instance without one");
  instance.state = testing_support::circle_state(3, 4, 5);  // N = 5, J = 2
  EXPECT_EQ(refusal(claim, instance), "pair requires z1 of shape J x N with J = 2, but got 3 x 2");
  claim.arrays = {{"direction", "M x N", "free rows"}};
  instance.set("direction", Matrix<double>(Matrix<double>::Constant(7, 5, 1.0)));
  EXPECT_EQ(refusal(claim, instance), "");
}

TEST(Convolutional, ClaimsSpeakOfOneKindOfNetworkOnly) {
  Claim claim;
  claim.id = "theorem";
  set_state(claim);
  Instance dense, images;
  dense.state = testing_support::circle_state(2, 3, 4);
  images.state = testing_support::convolutional_state(1, 3, true, Padding::same, 2);
  EXPECT_EQ(instances_at(claim, *dense.state).size(), 1u);
  EXPECT_TRUE(instances_at(claim, *images.state).empty());
  EXPECT_EQ(refusal(claim, dense), "");
  EXPECT_EQ(refusal(claim, images), "theorem requires dense layers, but got a convolution or a pooling");
  claim.convolutional = true;
  EXPECT_TRUE(instances_at(claim, *dense.state).empty());
  EXPECT_EQ(instances_at(claim, *images.state).size(), 1u);
  EXPECT_EQ(refusal(claim, dense), "theorem requires convolutional layers, but got dense ones");
  EXPECT_EQ(refusal(claim, images), "");
}

TEST(SetState, GivesTheUsersStateAsAnInstance) {
  Claim claim;
  set_state(claim);
  EXPECT_TRUE(claim.speaks_of_state);
  const auto instances = claim.at_state(testing_support::circle_state(2, 3, 4));
  ASSERT_EQ(instances.size(), 1u);
  EXPECT_EQ(instances[0].state->depth(), 2);
}

TEST(SetSides, MutantsAreTheStatementsGiven) {
  Claim claim;
  set_sides<double>(
      claim, [](const Instance& i) { return i.number("x"); },
      [](const double& x) -> Sides {
        return {Ball(x), Ball(1.0)};
      },
      {{"twice",
        [](const double& x) -> Sides {
          return {Ball(2 * x), Ball(1.0)};
        }},
       {"half",
        [](const double& x) -> Sides {
          return {Ball(x / 2), Ball(1.0)};
        },
        true}});
  Instance instance;
  instance.set("x", 3.0);
  EXPECT_EQ(claim.sides(instance, no_mutant).left.approximate(), 3.0);
  EXPECT_EQ(claim.sides(instance, 0).left.approximate(), 6.0);
  EXPECT_EQ(claim.sides(instance, 1).left.approximate(), 1.5);
  ASSERT_EQ(claim.mutants.size(), 2u);
  EXPECT_EQ(claim.mutants[0].name, "twice");
  EXPECT_FALSE(claim.mutants[0].equivalent);
  EXPECT_TRUE(claim.mutants[1].equivalent);
}

TEST(ClaimNamed, FindsTheClaimOrThrows) {
  EXPECT_EQ(claim_named("theorem-3.4").id, "theorem-3.4");
  EXPECT_THROW(claim_named("theorem-9.9"), std::out_of_range);
}

}  // namespace
}  // namespace lysep
