#pragma once
// Numbers as an unevaluated sum of two doubles, about 100 bits, and what a certificate needs of them: products with a
// matrix, exp, tanh. Exact errors of rounded sums and products (Knuth, Dekker); loops over arrays become vector code.
#include "core/numbers/elementary.hpp"

namespace lysep {

struct DoubleDouble {
  double high = 0, low = 0;
};

/// a + b = high + low, exactly.
LYSEP_INLINE DoubleDouble exact_sum(double a, double b) {
  const double sum = a + b, part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}

/// a b = high + low, exactly where nothing underflows and |a|, |b| < 2^996. With a fused multiply-add or without, the
/// same.
LYSEP_INLINE DoubleDouble exact_product(double a, double b) {
  const double product = a * b;
#ifdef __FMA__
  return {product, __builtin_fma(a, b, -product)};
#else
  constexpr double split = 0x1p27 + 1;
  const double p = split * a, q = split * b;
  const double a1 = p - (p - a), b1 = q - (q - b), a2 = a - a1, b2 = b - b1;
  return {product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2};
#endif
}

/// high + low where |low| is small beside |high|.
LYSEP_INLINE DoubleDouble renormalized(double high, double low) {
  const double sum = high + low;
  return {sum, low - (sum - high)};
}

// Relative errors below 2^-99 of |a| + |b|, of the product and of the quotient.
LYSEP_INLINE DoubleDouble operator+(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble s = exact_sum(a.high, b.high), t = exact_sum(a.low, b.low);
  const DoubleDouble v = renormalized(s.high, s.low + t.high);
  return renormalized(v.high, v.low + t.low);
}
LYSEP_INLINE DoubleDouble operator*(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble p = exact_product(a.high, b.high);
  return renormalized(p.high, p.low + (a.high * b.low + a.low * b.high));
}
LYSEP_INLINE DoubleDouble operator/(DoubleDouble a, DoubleDouble b) {
  const double inverse = 1 / b.high, q = a.high * inverse;
  const DoubleDouble back = exact_product(q, b.high);
  const double rest = (a.high - back.high) + ((a.low - back.low) - q * b.low);
  return renormalized(q, rest * inverse);
}
/// a + b where |a| >= |b|.
LYSEP_INLINE DoubleDouble sum_with_smaller(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble s = renormalized(a.high, b.high);
  return renormalized(s.high, s.low + (a.low + b.low));
}

/// Absolute error of tanh and sigmoid below. What e^s - 1 takes in double alone is below s^7/5040 < 2^-36.8, with a
/// relative error of some 2^-51; four times over in the squarings, and twice that in all.
inline constexpr double double_double_function_error = 0x1p-84;

/// e^x = 2^k (1 + m), k <= 0, for -200 <= x <= 0: the factor 2^k and m.
struct ScaledExponential {
  double scale;
  DoubleDouble m;
};

LYSEP_INLINE ScaledExponential exponential_of(DoubleDouble x) {
  using namespace elementary;
  constexpr double ln2_2 = 0x1.a39ef358p-33, ln2_3 = -0x1.b0e2633fe0685p-67;  // ln 2 less 2^-120
  const double shifted = x.high * log2_e + shifter, k = shifted - shifter;
  const DoubleDouble a = exact_sum(x.high, -k * ln2_hi), b = exact_sum(a.high, -k * ln2_2);
  const DoubleDouble c = exact_sum(a.low + x.low, b.low);
  const DoubleDouble d = exact_sum(b.high, c.high);
  const DoubleDouble r = renormalized(d.high, d.low + (c.low - k * ln2_3));
  const DoubleDouble s{r.high / 4, r.low / 4};  // |s| <= 0.087
  const double z = s.high;                      // e^s - 1: degrees 7 to 15 in double
  double q = 1.0 / 1307674368000.0;
  q = q * z + 1.0 / 87178291200.0;
  q = q * z + 1.0 / 6227020800.0;
  q = q * z + 1.0 / 479001600.0;
  q = q * z + 1.0 / 39916800.0;
  q = q * z + 1.0 / 3628800.0;
  q = q * z + 1.0 / 362880.0;
  q = q * z + 1.0 / 40320.0;
  q = q * z + 1.0 / 5040.0;
  constexpr DoubleDouble c6{0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65},
      c5{0x1.1111111111111p-7, 0x1.1111111111111p-63}, c4{0x1.5555555555555p-5, 0x1.5555555555555p-59},
      c3{0x1.5555555555555p-3, 0x1.5555555555555p-57}, half{0.5, 0};  // 1/720, 1/120, 1/24, 1/6
  DoubleDouble t = sum_with_smaller(c6, {q * z, 0});
  t = sum_with_smaller(c5, t * s);
  t = sum_with_smaller(c4, t * s);
  t = sum_with_smaller(c3, t * s);
  t = sum_with_smaller(half, t * s);
  DoubleDouble m = sum_with_smaller(s, (s * s) * t);
  for (int i = 0; i < 2; ++i) m = sum_with_smaller({2 * m.high, 2 * m.low}, m * m);  // (1 + m)^2 - 1, |m| < 0.35
  return {power_of_two(shifted), m};
}

/// e^x - 1 for x <= 0.
LYSEP_INLINE DoubleDouble negative_expm1(DoubleDouble x) {
  const bool far = x.high < -150;
  const ScaledExponential e = exponential_of({far ? -150 : x.high, far ? 0 : x.low});
  const DoubleDouble scaled{e.scale * e.m.high, e.scale * e.m.low};
  return exact_sum(e.scale, -1.0) + scaled;
}

/// tanh x = -m/(2 + m), m = e^(-2|x|) - 1.
LYSEP_INLINE DoubleDouble tanh(DoubleDouble x) {
  const double sign = x.high < 0 ? -1 : 1;
  const DoubleDouble m = negative_expm1({-2 * sign * x.high, -2 * sign * x.low});
  const DoubleDouble t = m / (DoubleDouble{2, 0} + m);
  return {-sign * t.high, -sign * t.low};
}

/// 1/(1 + e^(-x)) = 1/(2 + m) for x > 0, (1 + m)/(2 + m) below, m = e^(-|x|) - 1.
LYSEP_INLINE DoubleDouble sigmoid(DoubleDouble x) {
  const double sign = x.high < 0 ? -1 : 1;
  const DoubleDouble m = negative_expm1({-sign * x.high, -sign * x.low});
  const DoubleDouble one{1, 0}, above = x.high < 0 ? one + m : one;
  return above / (one + (one + m));
}

}  // namespace lysep
