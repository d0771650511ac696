#pragma once
// exp, expm1, log1p, tanh, sin and cos for double in plain arithmetic of a fixed order: no branch that
// depends on the machine, no fused multiply-add, no table, so that every build gives the same bits.
// Accuracy (tests/core/numbers/elementary_test.cpp, oracle MPFR): below 1.1 ulp for exp, expm1, log1p, sin and
// cos, below 1.4 ulp for tanh.
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>

// Always: a call in a loop over samples keeps it from becoming vector code, four to eight times slower.
#define LYSEP_INLINE [[gnu::always_inline]] inline

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error "lysep requires IEC 559 arithmetic, but got -ffast-math or -ffinite-math-only"
#endif

namespace lysep {

static_assert(FLT_EVAL_METHOD == 0, "lysep requires doubles without excess precision");
static_assert(std::numeric_limits<double>::is_iec559 && sizeof(double) == 8, "lysep requires IEC 559 doubles");

namespace elementary {

inline constexpr double shifter = 0x1.8p52;        // x + shifter holds round(x) in its low bits, |x| < 2^51
inline constexpr double ln2_hi = 0x1.62e42feep-1;  // 32 bits: k ln2_hi is exact for |k| < 2^20
inline constexpr double ln2_lo = 0x1.a39ef35793c76p-33;
inline constexpr double log2_e = 0x1.71547652b82fep+0;

/// 2^k for an integer k in [-1022, 1023] given as k + shifter.
LYSEP_INLINE double power_of_two(double shifted) {
  return std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + 1023) << 52);
}

/// e^x - 1 - x for |x| <= ln(2)/2. Taylor: the first term left out, x^14/14!, is below 5e-18 of e^x. Pairs of terms
/// first, for a short chain.
LYSEP_INLINE double exponential_rest(double x) {
  const double x2 = x * x, x4 = x2 * x2;
  const double p0 = 0.5 + x * (1.0 / 6.0), p1 = 1.0 / 24.0 + x * (1.0 / 120.0);
  const double p2 = 1.0 / 720.0 + x * (1.0 / 5040.0), p3 = 1.0 / 40320.0 + x * (1.0 / 362880.0);
  const double p4 = 1.0 / 3628800.0 + x * (1.0 / 39916800.0), p5 = 1.0 / 479001600.0 + x * (1.0 / 6227020800.0);
  return x2 * (((p0 + x2 * p1) + x4 * (p2 + x2 * p3)) + (x4 * x4) * (p4 + x2 * p5));
}

/// x = k ln 2 + hi + lo with |hi| <= ln(2)/2; e^(hi+lo) - 1 = hi + tail.
struct ReducedExponential {
  double shifted_k, k, hi, tail;
};

LYSEP_INLINE ReducedExponential reduce_exponential(double x) {
  const double shifted = x * log2_e + shifter;
  const double k = shifted - shifter;
  const double a = x - k * ln2_hi;
  const double b = k * ln2_lo;
  const double hi = a - b;
  const double lo = (a - hi) - b;
  return {shifted, k, hi, lo + (lo * hi + exponential_rest(hi))};
}

/// e^x - 1 = head + tail, |tail| <= ulp(head): for |x| <= 40.
struct Pair {
  double head, tail;
};

LYSEP_INLINE Pair expm1_pair(double x) {
  const ReducedExponential e = reduce_exponential(x);
  const double s = power_of_two(e.shifted_k);
  const double a = s - 1.0;   // exact for -53 <= k <= 53
  const double b = s * e.hi;  // exact
  const double sum = a + b;
  const double b_part = sum - a;
  const double error = (a - (sum - b_part)) + (b - b_part);
  const double tail = error + s * e.tail;
  const double head = sum + tail;
  return {head, (sum - head) + tail};
}

/// log(m) - f for m = 1 + f, sqrt(1/2) <= m <= sqrt(2): with s = f/(2 + f), log m = 2 artanh s.
LYSEP_INLINE double log_minus_f(double f) {
  const double s = f / (2.0 + f);
  const double z = s * s, z2 = z * z, z4 = z2 * z2;
  // 2/3 + 2 z/5 + ... + 2 z^11/25: the first term left out is below 1e-18.
  const double p0 = 2.0 / 3.0 + z * (2.0 / 5.0), p1 = 2.0 / 7.0 + z * (2.0 / 9.0), p2 = 2.0 / 11.0 + z * (2.0 / 13.0);
  const double p3 = 2.0 / 15.0 + z * (2.0 / 17.0), p4 = 2.0 / 19.0 + z * (2.0 / 21.0);
  const double p5 = 2.0 / 23.0 + z * (2.0 / 25.0);
  const double series = (p0 + z2 * p1) + z4 * ((p2 + z2 * p3) + z4 * (p4 + z2 * p5));
  const double half_square = 0.5 * f * f;
  return s * (half_square + series * z) - half_square;
}

}  // namespace elementary

/// e^x; +infinity above 709.78..., 0 below -745.13...
LYSEP_INLINE double exp(double x) {
  using namespace elementary;
  double y = x < -746.0 ? -746.0 : x;
  y = y > 710.0 ? 710.0 : y;
  const ReducedExponential e = reduce_exponential(y);
  const double half_shifted = e.k * 0.5 + shifter;  // two factors, so that neither overflows
  const double half = half_shifted - shifter;
  const double rest_shifted = (e.k - half) + shifter;
  const double value = 1.0 + (e.hi + e.tail);
  return (value * power_of_two(half_shifted)) * power_of_two(rest_shifted);
}

/// e^x - 1 without cancellation.
LYSEP_INLINE double expm1(double x) {
  const double y = x < -40.0 ? -40.0 : (x > 40.0 ? 40.0 : x);
  const double small = elementary::expm1_pair(y).head;
  const double value = x > 40.0 ? exp(x) - 1.0 : small;
  return x == 0.0 ? x : value;  // keeps -0
}

/// tanh x = 1 - 2/(e^(2x) + 1); below 5/8 the continued fraction x/(1 + z/(3 + z/(5 + ...))), z = x^2, down to 15,
/// whose first term left out is below 1e-17 of the result. One division serves both.
LYSEP_INLINE double tanh(double x) {
  using namespace elementary;
  const double a = std::fabs(x);
  const double y = a > 20.0 ? 20.0 : a;
  const double shifted = y * (2.0 * log2_e) + shifter;  // e^(2y) = 2^k e^hi; its error counts less than half
  const double k = shifted - shifter;
  const double hi = (2.0 * y - k * ln2_hi) - k * ln2_lo;
  const double above = (1.0 + (hi + exponential_rest(hi))) * power_of_two(shifted) + 1.0;
  const double z = a * a, z2 = z * z;
  const double numerator = (a * z) * ((675675.0 + 45045.0 * z) + z2 * (594.0 + z));
  const double denominator = ((2027025.0 + 945945.0 * z) + z2 * (51975.0 + 630.0 * z)) + z2 * z2;
  const bool near = a < 0.625;
  const double rest = (near ? numerator : 2.0) / (near ? denominator : above);
  return std::copysign((near ? a : 1.0) - rest, x);
}

/// tanh x for |x| <= tanh_near_zero_limit, by its series: the first term left out is below 2e-17 of the result.
inline constexpr double tanh_near_zero_limit = 0.0625;
LYSEP_INLINE double tanh_near_zero(double x) {
  const double z = x * x, z2 = z * z;
  const double low = 1.0 / 3.0 - z * (2.0 / 15.0);
  const double high = (17.0 / 315.0 - z * (62.0 / 2835.0)) + z2 * (1382.0 / 155925.0);
  return x - (x * z) * (low + z2 * high);
}

/// log(1 + x) for x >= -1; -infinity at -1, NaN below.
LYSEP_INLINE double log1p(double x) {
  using namespace elementary;
  const double u = 1.0 + x;
  const double lost = x >= 1.0 ? 1.0 - (u - x) : x - (u - 1.0);  // (1 + x) - u, exact
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcd, one = std::uint64_t{1023} << 52;
  const std::uint64_t shifted = std::bit_cast<std::uint64_t>(u) - sqrt_half;  // u = 2^k m, sqrt(1/2) <= m < sqrt(2)
  const double k = std::bit_cast<double>(((shifted + one) >> 52) | 0x4330000000000000) - (0x1p52 + 1023.0);
  const double m = std::bit_cast<double>((shifted & 0x000fffffffffffff) + sqrt_half);
  const double f = k == 0.0 ? x : m - 1.0;  // where k = 0, x itself is f + lost
  const double correction = k == 0.0 ? 0.0 : lost / u;
  const double rest = log_minus_f(f) + (correction + k * ln2_lo);
  double value = k * ln2_hi + (f + rest);
  value = x > -1.0 ? value : std::numeric_limits<double>::quiet_NaN();
  value = x == -1.0 ? -std::numeric_limits<double>::infinity() : value;
  return x == std::numeric_limits<double>::infinity() || x == 0.0 ? x : value;
}

/// sin x and cos x for every finite double.
double sin(double x);
double cos(double x);

}  // namespace lysep
