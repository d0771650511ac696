#include "proofs-check/enclosures/ball.hpp"

#include "proofs-check/frame/instance.hpp"
#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

bool contains(const Ball& ball, const mp100& value) { return arb_contains(ball.get(), ball_of(value).get()); }

RC_GTEST_PROP(Ball, OperationsEncloseTheResultInHundredDigits, ()) {
  const PrecisionScope scope(*rc::gen::element(53, 64, 128));
  const RandomStream stream(*rc::gen::arbitrary<std::uint64_t>(), Purpose::claim_instance, 4);
  const double x = stream.symmetric(0, 20), y = stream.symmetric(1, 3);
  const mp100 X(x), Y(y);
  const Ball a(x), b(y);
  RC_ASSERT(contains(a + b, X + Y));
  RC_ASSERT(contains(a - b, X - Y));
  RC_ASSERT(contains(a * b, X * Y));
  const auto close = [](const Ball& ball, const mp100& value) {
    // the reference is rounded too: to 100 digits
    Ball wide = ball;
    arb_add_error_2exp_si(wide.get(), arf_abs_bound_lt_2exp_si(arb_midref(ball.get())) - 320);
    return contains(wide, value) && ball.relatively_narrower_than(-40);
  };
  RC_ASSERT(close(a / b, X / Y));
  RC_ASSERT(close(exp(a), exp(X)));
  RC_ASSERT(close(expm1(a), expm1(X)));
  RC_ASSERT(close(tanh(a), tanh(X)));
  RC_ASSERT(close(sin(a), sin(X)));
  RC_ASSERT(close(cos(a), cos(X)));
  RC_ASSERT(close(atan(a), atan(X)));
  RC_ASSERT(close(erf(b), erf(Y)));
  RC_ASSERT(close(erfc(b), erfc(Y)));
  RC_ASSERT(close(log1p(abs(a)), log1p(mp100(abs(X)))));
  RC_ASSERT(close(sqrt(abs(a)), sqrt(mp100(abs(X)))));
  RC_ASSERT(contains(max(a, b), max(X, Y)));
  RC_ASSERT(contains(pick_larger(a, b), max(X, Y)));
}

/// On both sides of the place where the series takes over, and where exponents need more than 64 bits.
TEST(Ball, Expm1OfTinyNumbersKeepsItsBits) {
  for (const slong exponent : {-100L, -127L, -128L, -129L, -1000L}) {
    for (const double sign : {1.0, -1.0}) {
      Ball x(sign * 0x1.8p0);
      arb_mul_2exp_si(x.get(), x.get(), exponent);
      Ball exact;
      arb_expm1(exact.get(), x.get(), 4000);
      const PrecisionScope scope(128);
      EXPECT_TRUE(arb_contains(expm1(x).get(), exact.get())) << exponent;
      EXPECT_TRUE(expm1(x).relatively_narrower_than(-120)) << exponent;
    }
  }
  const PrecisionScope scope(256);
  const Ball tiny = exp(Ball(-1e20)), y = expm1(-tiny);
  EXPECT_TRUE(y.relatively_narrower_than(-240));
  EXPECT_TRUE(y > -tiny * Ball(1.0 + 0x1p-50) && y < -tiny * Ball(1.0 - 0x1p-50));
  EXPECT_TRUE(expm1(Ball(0.0)).is_zero());
}

TEST(Ball, ComparisonsAreCertain) {
  const PrecisionScope scope(53);
  const Ball third = Ball(1.0) / Ball(3.0), zero = third - third;
  EXPECT_TRUE(zero.contains_zero());
  EXPECT_FALSE(zero.is_zero());
  EXPECT_FALSE(zero < Ball(0.0));
  EXPECT_FALSE(zero > Ball(0.0));
  EXPECT_FALSE(zero <= Ball(0.0));
  EXPECT_TRUE(third < Ball(0.5));
  EXPECT_TRUE(third >= Ball(0.25));
  EXPECT_FALSE(zero == Ball(0.0) || zero != Ball(0.0) || third == third);
  EXPECT_TRUE(Ball(0.5) == Ball(0.5) && third != Ball(0.5));
  EXPECT_TRUE(unit_step(third) <= Ball(1.0) && unit_step(third) >= Ball(1.0));
  EXPECT_TRUE(unit_step(-third).is_zero());
  EXPECT_TRUE(unit_step(Ball(0.0)).is_zero());
  EXPECT_TRUE(unit_step(zero).contains_zero());
  EXPECT_TRUE(arb_contains_si(unit_step(zero).get(), 1));
}

TEST(Ball, DecimalsAreRoundedOutward) {
  const PrecisionScope scope(200);
  const Ball third = Ball(1.0) / Ball(3.0);
  EXPECT_EQ(third.lower_decimal(3), "3.333e-01");
  EXPECT_EQ(third.upper_decimal(3), "3.334e-01");
  EXPECT_EQ((-third).lower_decimal(3), "-3.334e-01");
  EXPECT_EQ((-third).upper_decimal(3), "-3.333e-01");
  EXPECT_EQ(Ball(0.0).lower_decimal(2), "0.00e+00");
  EXPECT_EQ(Ball(0.5).upper_decimal(2), "5.00e-01");
}

TEST(Ball, RelativeWidth) {
  const PrecisionScope scope(100);
  const Ball third = Ball(1.0) / Ball(3.0);
  EXPECT_TRUE(third.relatively_narrower_than(-98));
  EXPECT_FALSE(third.relatively_narrower_than(-105));
  EXPECT_TRUE(Ball(0.0).relatively_narrower_than(-1000));
  EXPECT_FALSE((third - third).relatively_narrower_than(-10));
}

TEST(Ball, KappaIsTheMaximumOfItsDefinition) {
  for (const slong bits : {53, 128, 1000}) {
    const PrecisionScope scope(bits);
    const Ball value = kappa(Ball());
    EXPECT_TRUE(value.relatively_narrower_than(-bits + 10));
    EXPECT_NEAR(value.approximate(), 4.1813335666778979, 1e-14);
    for (double R = 0.1; R < 30; R *= 1.1) {
      const Ball s = -expm1(Ball(-R));
      EXPECT_TRUE(Ball(4.0) * s * s + Ball(4.0 * R) * s * (Ball(1.0) - s) < value);
    }
  }
}

RC_GTEST_PROP(SpectralNorm, IsEnclosedAndNarrow, ()) {
  const PrecisionScope scope(*rc::gen::element(64, 128, 300));
  const Index m = *rc::gen::inRange(1, 7), n = *rc::gen::inRange(1, 7);
  const RandomStream stream(*rc::gen::arbitrary<std::uint64_t>(), Purpose::claim_instance, 9);
  Matrix<double> W(m, n);
  for (Index i = 0; i < W.size(); ++i) W.data()[i] = stream.symmetric(i, 1.0);
  if (*rc::gen::arbitrary<bool>()) W.row(m - 1) = W.row(0);  // equal or vanishing singular values
  const Ball norm = spectral_norm(Matrix<Ball>(W.unaryExpr([](double x) { return Ball(x); })));
  Ball exact = ball_of(spectral_norm(Matrix<mp100>(W.unaryExpr([](double x) { return mp100(x); }))));
  arb_add_error_2exp_si(exact.get(), -290);
  RC_ASSERT(arb_overlaps(norm.get(), exact.get()));
  RC_ASSERT(norm.relatively_narrower_than(-Ball::precision() / 2 + 8));
}

TEST(Ball, DecimalsEncloseAWideBall) {
  Ball wide(1.0);
  arb_add_error_2exp_si(wide.get(), -3);
  EXPECT_LE(std::stod(wide.lower_decimal(3)), 0.875);
  EXPECT_GE(std::stod(wide.upper_decimal(3)), 1.125);
}

TEST(SpectralNorm, KnownValues) {
  const PrecisionScope scope(128);
  const auto norm = [](const Matrix<double>& W) {
    return spectral_norm(Matrix<Ball>(W.unaryExpr([](double x) { return Ball(x); })));
  };
  Matrix<double> rotation(2, 2), zero = Matrix<double>::Zero(3, 2);
  rotation << 3, -4, 4, 3;  // both singular values are 5
  EXPECT_NEAR(norm(rotation).approximate(), 5.0, 1e-15);
  EXPECT_TRUE(norm(rotation).relatively_narrower_than(-100));
  EXPECT_TRUE(norm(zero).contains_zero());
  EXPECT_EQ(norm(zero).approximate(), 0.0);
}

}  // namespace
}  // namespace lysep
