#include "proofs-check/frame/decide_claim.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

/// x <= 1 for x >= 0, at numbers x between the two.
Claim number_claim(double from, double to) {
  Claim claim;
  claim.id = "number";
  claim.arrays = {{"x", "1", "a number"}};
  claim.generate = [=](Draw& draw) {
    Instance instance;
    instance.family = "one";
    instance.set("x", draw.uniform(from, to));
    return instance;
  };
  set_sides<double>(
      claim, [](const Instance& i) { return i.number("x"); },
      [](const double& x) -> Sides {
        return {Ball(x), Ball(1.0), x >= 0};
      },
      {{"2 x", [](const double& x) -> Sides {
          return {Ball(2 * x), Ball(1.0), x >= 0};
        }}});
  return claim;
}

Instance number(double x) {
  Instance instance;
  instance.set("x", x);
  return instance;
}

ClaimReport report_at(const std::vector<double>& numbers) {
  std::vector<Instance> instances;
  for (const double x : numbers) instances.push_back(number(x));
  ThreadPool pool(1);
  return check_instances(number_claim(0, 1), instances, 128, pool);
}

TEST(Verdicts, NothingIsProvedWhereNoHypothesisHolds) {
  EXPECT_EQ(ClaimReport().verdict(), Verdict::hypothesis_not_met);
  const ClaimReport none = report_at({-1, -2});
  EXPECT_EQ(none.verdict(), Verdict::hypothesis_not_met);
  EXPECT_EQ(none.hypothesis_not_met, 2);
  EXPECT_EQ(none.proved, 0);
  EXPECT_EQ(report_at({-1, 0.5}).verdict(), Verdict::proved);
  EXPECT_EQ(report_at({-1, 1}).verdict(), Verdict::proved);  // equal
  EXPECT_EQ(report_at({-1, 2, 0.5}).verdict(), Verdict::refuted);
}

TEST(Verdicts, AUsersInstancesMayAllBeSilentTheGeneratorsMayNot) {
  const Claim claim = number_claim(-2, -1);
  EXPECT_TRUE(report_at({-1}).as_expected(claim));
  ThreadPool pool(1);
  CheckOptions options;
  options.instances = 20;
  const ClaimReport generated = check_claim(
      claim, options, pool, [](long) {}, never_stop);
  EXPECT_EQ(generated.verdict(), Verdict::hypothesis_not_met);
  EXPECT_EQ(generated.hypothesis_not_met, 20);
  EXPECT_FALSE(generated.as_expected(claim));
}

TEST(Verdicts, WhatASignalCutsIsNotProved) {
  const Claim claim = number_claim(0.1, 0.9);
  CheckOptions options;
  options.instances = 2000;
  ThreadPool pool(2);
  std::atomic<bool> stop{false};
  ClaimReport report = check_claim(
      claim, options, pool, [&](long) { stop = true; }, stop);
  EXPECT_TRUE(report.interrupted);
  EXPECT_GT(report.proved, 0);
  EXPECT_LT(report.proved, 2000);
  EXPECT_TRUE(report.mutants.empty());
  EXPECT_EQ(report.verdict(), Verdict::inconclusive);
  EXPECT_TRUE(report.as_expected(claim));  // nothing speaks against it
  report.inconclusive = 1;
  EXPECT_FALSE(report.as_expected(claim));
  report.refuted = 1;
  EXPECT_EQ(report.verdict(), Verdict::refuted);
  EXPECT_FALSE(report.as_expected(claim));
}

TEST(Verdicts, ASignalBeforeTheFirstInstanceLeavesNone) {
  const Claim claim = number_claim(0.1, 0.9);
  const std::atomic<bool> stop{true};
  ThreadPool pool(1);
  for (const ClaimReport& report : {check_claim(
                                        claim, {}, pool, [](long) {}, stop),
                                    check_instances(claim, {number(0.5), number(2.0)}, 128, pool, stop)}) {
    EXPECT_TRUE(report.interrupted);
    EXPECT_EQ(report.proved + report.refuted + report.hypothesis_not_met, 0);
    EXPECT_EQ(report.verdict(), Verdict::inconclusive);
    EXPECT_FALSE(report.witness.has_value());
  }
}

TEST(Verdicts, AWholeCheckIsNotInterrupted) {
  const Claim claim = number_claim(0.1, 0.9);
  CheckOptions options;
  options.instances = 100;
  options.search_steps = 0;  // it would climb above 1
  ThreadPool pool(1);
  const ClaimReport report = check_claim(
      claim, options, pool, [](long) {}, never_stop);
  EXPECT_FALSE(report.interrupted);
  EXPECT_EQ(report.verdict(), Verdict::proved);
  ASSERT_EQ(report.mutants.size(), 1u);
  EXPECT_TRUE(report.mutants[0].killed);
}

}  // namespace
}  // namespace lysep
