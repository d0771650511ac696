#include "core/numbers/elementary.hpp"

#include <gtest/gtest.h>
#include <mpfr.h>

#include <cmath>
#include <vector>

#include "tests/support.hpp"

namespace lysep {
namespace {

using Function = double (*)(double);
using Oracle = int (*)(mpfr_t, const mpfr_t, mpfr_rnd_t);

/// |f(x) - exact| in units in the last place of the correctly rounded result.
double ulp_error(Function f, Oracle exact, double x) {
  mpfr_t y, difference;
  mpfr_init2(y, 200);
  mpfr_init2(difference, 200);
  mpfr_set_d(y, x, MPFR_RNDN);
  exact(y, y, MPFR_RNDN);
  const double rounded = mpfr_get_d(y, MPFR_RNDN), got = f(x);
  double error = 0;
  if (std::isinf(rounded) || rounded == 0 || std::isnan(rounded)) {
    error = rounded == got || (std::isnan(rounded) && std::isnan(got)) ? 0 : 1e300;
  } else {
    const double ulp = std::nextafter(std::fabs(rounded), INFINITY) - std::fabs(rounded);
    mpfr_sub_d(difference, y, got, MPFR_RNDN);
    error = std::fabs(mpfr_get_d(difference, MPFR_RNDN)) / ulp;
  }
  mpfr_clear(y);
  mpfr_clear(difference);
  return error;
}

struct Range {
  double low, high;
};

double worst_error(Function f, Oracle exact, const std::vector<Range>& ranges, const std::vector<int>& exponents) {
  double worst = 0;
  const RandomStream stream(3, Purpose::claim_instance, 5);
  const long count = testing_support::cases(20000);
  for (const Range& range : ranges) {
    for (long k = 0; k < count; ++k) {
      worst = std::max(worst, ulp_error(f, exact, range.low + (range.high - range.low) * stream.uniform(k)));
    }
  }
  for (const int e : exponents) {
    for (long k = 0; k < count / 100; ++k) {
      const double x = std::ldexp(1.0 + stream.uniform(k), e);
      worst = std::max({worst, ulp_error(f, exact, x), ulp_error(f, exact, -x)});
    }
  }
  return worst;
}

std::vector<int> exponents(int low, int high) {
  std::vector<int> list;
  for (int e = low; e <= high; ++e) list.push_back(e);
  return list;
}

TEST(Elementary, ExpIsWithinElevenTenthsUlpOfMpfr) {
  EXPECT_LT(worst_error(exp, mpfr_exp, {{-1, 1}, {-30, 30}, {-708, 709.7}}, exponents(-60, 8)), 1.1);
}
TEST(Elementary, ExpOfTinyResultsIsRoundedToSubnormals) {
  EXPECT_LT(worst_error(exp, mpfr_exp, {{-746, -708}}, {}), 1.01);
}
TEST(Elementary, Expm1IsWithinElevenTenthsUlpOfMpfr) {
  EXPECT_LT(worst_error(expm1, mpfr_expm1, {{-1, 1}, {-0.4, 0.4}, {-50, 50}, {0, 709.7}}, exponents(-1022, 8)), 1.1);
}
TEST(Elementary, Log1pIsWithinOneUlpOfMpfr) {
  EXPECT_LT(worst_error(log1p, mpfr_log1p, {{-1, 1}, {-0.3, 0.42}, {0, 1e6}}, exponents(-1022, -1)), 1.0);
  EXPECT_LT(worst_error(log1p, mpfr_log1p, {{1e10, 1e300}}, {}), 1.0);
}
TEST(Elementary, TanhIsWithinOnePointFourUlpOfMpfr) {
  EXPECT_LT(worst_error(tanh, mpfr_tanh, {{-1, 1}, {-0.3, 0.3}, {-22, 22}, {0.62, 0.65}}, exponents(-1022, 9)), 1.4);
}
TEST(Elementary, TanhNearZeroIsWithinTwoThirdsUlpOfMpfr) {
  const double limit = tanh_near_zero_limit;
  EXPECT_LT(worst_error(tanh_near_zero, mpfr_tanh, {{-limit, limit}, {0.9 * limit, limit}}, exponents(-1022, -6)),
            0.67);
}
TEST(Elementary, SinAndCosAreWithinElevenTenthsUlpOfMpfr) {
  const std::vector<Range> ranges = {{-1, 1}, {-10, 10}, {-1000, 1000}, {-1e6, 1e6}, {1e15, 1e300}};
  EXPECT_LT(worst_error(sin, mpfr_sin, ranges, exponents(-1022, 25)), 1.1);
  EXPECT_LT(worst_error(cos, mpfr_cos, ranges, exponents(-60, 25)), 1.1);
}
TEST(Elementary, SinAndCosNearMultiplesOfAQuarterTurnKeepTheirAccuracy) {
  for (int k = 1; k < 5000; ++k) {
    const double x = k * 1.5707963267948966;
    EXPECT_LT(ulp_error(sin, mpfr_sin, x), 1.0) << k;
    EXPECT_LT(ulp_error(cos, mpfr_cos, x), 1.0) << k;
  }
}

TEST(Elementary, SpecialValues) {
  constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(exp(0.0), 1.0);
  EXPECT_EQ(exp(infinity), infinity);
  EXPECT_EQ(exp(-infinity), 0.0);
  EXPECT_EQ(exp(709.9), infinity);
  EXPECT_EQ(exp(-746.0), 0.0);
  EXPECT_TRUE(std::isnan(exp(nan)));
  EXPECT_EQ(expm1(-infinity), -1.0);
  EXPECT_EQ(expm1(infinity), infinity);
  EXPECT_TRUE(std::isnan(expm1(nan)));
  EXPECT_TRUE(std::signbit(expm1(-0.0)));
  EXPECT_TRUE(std::signbit(sin(-0.0)));
  EXPECT_EQ(log1p(0.0), 0.0);
  EXPECT_TRUE(std::signbit(log1p(-0.0)));
  EXPECT_EQ(log1p(-1.0), -infinity);
  EXPECT_EQ(log1p(infinity), infinity);
  EXPECT_TRUE(std::isnan(log1p(-1.5)));
  EXPECT_TRUE(std::isnan(log1p(nan)));
  EXPECT_EQ(tanh(infinity), 1.0);
  EXPECT_EQ(tanh(-infinity), -1.0);
  EXPECT_TRUE(std::signbit(tanh(-0.0)));
  EXPECT_TRUE(std::isnan(tanh(nan)));
  EXPECT_EQ(sin(0.0), 0.0);
  EXPECT_EQ(cos(0.0), 1.0);
  EXPECT_TRUE(std::isnan(sin(infinity)));
  EXPECT_TRUE(std::isnan(cos(nan)));
}

RC_GTEST_PROP(Elementary, TanhIsOddAndBoundedByOne, ()) {
  const double x = *rc::gen::arbitrary<double>();
  RC_ASSERT(tanh(-x) == -tanh(x));
  RC_ASSERT(tanh(x) <= 1.0 && tanh(x) >= -1.0);
}

/// The bits of a thousand values of every function: a change of any of them is a change of every result.
TEST(Elementary, TheBitsOfAllFunctionsAreThoseOnRecord) {
  std::uint64_t hash = 0xcbf29ce484222325;
  const RandomStream stream(9, Purpose::claim_instance, 6);
  const auto add = [&](double value) { hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001b3; };
  for (int k = 0; k < 1000; ++k) {
    const double x = stream.symmetric(k, 30.0);
    for (const double value : {exp(x), expm1(x), log1p(x * x), tanh(x), sin(x), cos(x)}) add(value);
  }
  EXPECT_EQ(hash, 373663572188578299u);
}

}  // namespace
}  // namespace lysep
