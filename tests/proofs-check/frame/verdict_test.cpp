#include "proofs-check/frame/verdict.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

Ball root(double x) { return sqrt(Ball(x)); }

TEST(Decide, ProvesAndRefutesByEnclosures) {
  const Decision proved = decide([] { return Sides{root(2), Ball(1.4142135624)}; }, 64);
  EXPECT_EQ(proved.verdict, Verdict::proved);
  EXPECT_EQ(proved.bits, 64);
  EXPECT_NEAR(proved.ratio, 1.0, 1e-9);
  EXPECT_LT(proved.ratio, 1.0);
  EXPECT_EQ(decide([] { return Sides{root(2), Ball(1.4142135623)}; }, 64).verdict, Verdict::refuted);
}

TEST(Decide, DoublesThePrecisionUntilTheSidesPart) {
  // sqrt(2)^2 - 2^-300 against 2: told apart only beyond 300 bits, but far from equal at 2^(-p/2) there.
  const auto nearly = [](double shift) {
    return [shift] {
      Ball gap(shift);
      arb_mul_2exp_si(gap.get(), gap.get(), -100);
      return Sides{root(2) * root(2) + gap, Ball(2.0)};
    };
  };
  EXPECT_EQ(decide(nearly(-1), 128).verdict, Verdict::proved);
  EXPECT_EQ(decide(nearly(1), 128).verdict, Verdict::refuted);
  const Decision later = decide(nearly(1), 64);
  EXPECT_TRUE(later.verdict == Verdict::refuted || later.verdict == Verdict::equal);
  EXPECT_GE(later.bits, 128);
}

TEST(Decide, EqualityIsTold) {
  EXPECT_EQ(decide([] { return Sides{root(2) * root(3), root(6)}; }, 64).verdict, Verdict::equal);
  EXPECT_EQ(decide([] { return Sides{root(2) * root(3), root(6)}; }, 64).bits, 128);
  EXPECT_EQ(decide([] { return Sides{Ball(0.0), Ball(0.0)}; }, 64).verdict, Verdict::equal);
  EXPECT_EQ(decide([] { return Sides{Ball(3.0), Ball(3.0)}; }, 64).verdict, Verdict::equal);
}

TEST(Decide, WhatCannotBeToldIsInconclusive) {
  const Decision d = decide(
      [] {
        Ball wide(1.0);
        arb_add_error_2exp_si(wide.get(), -3);
        return Sides{wide, Ball(1.0)};
      },
      64);
  EXPECT_EQ(d.verdict, Verdict::inconclusive);
  EXPECT_EQ(d.bits, precision_cap);
  EXPECT_EQ(decide([] { return Sides{Ball(1.0) / Ball(0.0), Ball(1.0)}; }, 64).verdict, Verdict::inconclusive);
}

TEST(Decide, SidesThatMayBeEqualAreAtMostButNotLess) {
  const auto verdict = [](bool interval_left, Relation relation) {
    const auto sides = [=] {
      Ball unit;
      arb_unit_interval(unit.get());
      return interval_left ? Sides{unit, Ball(0.0)} : Sides{Ball(0.0), unit};
    };
    return decide(sides, 64, relation).verdict;
  };
  EXPECT_EQ(verdict(false, Relation::at_most), Verdict::proved);
  EXPECT_EQ(verdict(false, Relation::less), Verdict::inconclusive);
  EXPECT_EQ(verdict(false, Relation::equals), Verdict::inconclusive);
  EXPECT_EQ(verdict(true, Relation::at_most), Verdict::inconclusive);
}

/// Where enclosures narrow enough only at the cap, one more doubling tells whether they stay so; and nothing else is
/// evaluated beyond the cap.
TEST(Decide, EqualityFirstSeenAtTheCapIsLookedAtOnceMore) {
  const auto narrow_from = [](slong bits, slong until, slong* last) {
    return [=] {
      *last = Ball::precision();
      Ball one(1.0);
      const bool narrow = Ball::precision() >= bits && Ball::precision() <= until;
      arb_add_error_2exp_si(one.get(), narrow ? -Ball::precision() : -10);
      return Sides{one, Ball(1.0)};
    };
  };
  slong last = 0;
  EXPECT_EQ(decide(narrow_from(precision_cap, 1 << 20, &last), 128).verdict, Verdict::equal);
  EXPECT_EQ(last, 2 * precision_cap);
  EXPECT_EQ(decide(narrow_from(precision_cap, precision_cap, &last), 128).verdict, Verdict::inconclusive);
  EXPECT_EQ(last, 2 * precision_cap);
  EXPECT_EQ(decide(narrow_from(1 << 20, 1 << 20, &last), 128).verdict, Verdict::inconclusive);
  EXPECT_EQ(last, precision_cap);
}

/// Equal means: narrower than 2^(-p/2), at p and at 2p bits.
TEST(Decide, CloseIsNotEqual) {
  const auto nearly_one = [] {
    Ball wide(1.0);
    arb_add_error_2exp_si(wide.get(), -40);
    return Sides{wide, Ball(1.0)};
  };
  EXPECT_EQ(decide(nearly_one, 64).verdict, Verdict::inconclusive);
}

/// The limit lies at p/2 bits and nowhere else: a width of 2^(-0.45 p) is too wide and one of 2^(-0.55 p) is not.
TEST(Decide, EqualityIsToldAtHalfOfTheBits) {
  const auto one_to_within = [](slong percent) {
    return [percent] {
      Ball wide(1.0);
      arb_add_error_2exp_si(wide.get(), -percent * Ball::precision() / 100);
      return Sides{wide, Ball(1.0)};
    };
  };
  EXPECT_EQ(decide(one_to_within(45), 64).verdict, Verdict::inconclusive);
  EXPECT_EQ(decide(one_to_within(55), 64).verdict, Verdict::equal);
  EXPECT_EQ(decide(one_to_within(55), 64).bits, 128);
}

TEST(Decide, ASideThatIsNotEnclosedDecidesNothing) {
  for (const Relation relation : {Relation::at_most, Relation::less, Relation::equals}) {
    const auto cut_off = [] { return Sides{Ball(0.0) / Ball(0.0), Ball(1.0)}; };
    EXPECT_EQ(decide(cut_off, 64, relation).verdict, Verdict::inconclusive);
  }
}

TEST(Decide, AFailedHypothesisIsNoVerdict) {
  EXPECT_EQ(decide([] { return Sides{Ball(2.0), Ball(1.0), false}; }, 64).verdict, Verdict::hypothesis_not_met);
}

TEST(Decide, LeavesThePrecisionOfTheThread) {
  const slong before = Ball::precision();
  decide([] { return Sides{Ball(1.0), Ball(2.0)}; }, 700);
  EXPECT_EQ(Ball::precision(), before);
}

}  // namespace
}  // namespace lysep
