#pragma once
// exp, expm1, log1p, tanh, sin and cos for double in plain arithmetic of a fixed order: no branch that
// depends on the machine, no fused multiply-add, no table, so that every build gives the same bits.
// Accuracy (tests/core/elementary_test.cpp, oracle MPFR): below 1.1 ulp for exp, expm1, log1p, sin and
// cos, below 1.5 ulp for tanh.
#include <bit>
#include <cstdint>
#include <limits>

namespace lysep {

static_assert(std::numeric_limits<double>::is_iec559 && sizeof(double) == 8, "lysep requires IEC 559 doubles");

namespace elementary {

inline constexpr double shifter = 0x1.8p52;        // x + shifter holds round(x) in its low bits, |x| < 2^51
inline constexpr double ln2_hi = 0x1.62e42feep-1;  // 32 bits: k ln2_hi is exact for |k| < 2^20
inline constexpr double ln2_lo = 0x1.a39ef35793c76p-33;
inline constexpr double log2_e = 0x1.71547652b82fep+0;

/// 2^k for an integer k in [-1022, 1023] given as k + shifter.
inline double power_of_two(double shifted) {
  return std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + 1023) << 52);
}

/// x = k ln 2 + hi + lo with |hi| <= ln(2)/2; e^(hi+lo) - 1 = hi + tail.
struct ReducedExponential {
  double shifted_k, k, hi, tail;
};

inline ReducedExponential reduce_exponential(double x) {
  const double shifted = x * log2_e + shifter;
  const double k = shifted - shifter;
  const double a = x - k * ln2_hi;
  const double b = k * ln2_lo;
  const double hi = a - b;
  const double lo = (a - hi) - b;
  // Taylor: the first term left out, hi^14/14!, is below 5e-18 of the result.
  double q = 1.0 / 6227020800.0;
  q = q * hi + 1.0 / 479001600.0;
  q = q * hi + 1.0 / 39916800.0;
  q = q * hi + 1.0 / 3628800.0;
  q = q * hi + 1.0 / 362880.0;
  q = q * hi + 1.0 / 40320.0;
  q = q * hi + 1.0 / 5040.0;
  q = q * hi + 1.0 / 720.0;
  q = q * hi + 1.0 / 120.0;
  q = q * hi + 1.0 / 24.0;
  q = q * hi + 1.0 / 6.0;
  q = q * hi + 0.5;
  return {shifted, k, hi, lo + (lo * hi + (hi * hi) * q)};
}

/// e^x - 1 = head + tail, |tail| <= ulp(head): for |x| <= 40.
struct Pair {
  double head, tail;
};

inline Pair expm1_pair(double x) {
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

}  // namespace elementary

/// e^x; +infinity above 709.78..., 0 below -745.13...
inline double exp(double x) {
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
inline double expm1(double x) {
  const double y = x < -40.0 ? -40.0 : (x > 40.0 ? 40.0 : x);
  const double small = elementary::expm1_pair(y).head;
  const double value = x > 40.0 ? exp(x) - 1.0 : small;
  return x == 0.0 ? x : value;  // keeps -0
}

/// tanh x = e/(e + 2), e = e^(2x) - 1, both parts of e carried through the division.
inline double tanh(double x) {
  using namespace elementary;
  const double a = x < 0.0 ? -x : x;
  const double y = a > 20.0 ? 20.0 : a;
  const Pair e = expm1_pair(2.0 * y);
  const double d = e.head + 2.0;
  const double big = e.head > 2.0 ? e.head : 2.0;
  const double little = e.head > 2.0 ? 2.0 : e.head;
  const double d_tail = ((big - d) + little) + e.tail;
  const double q = e.head / d;
  const double t = q + (e.tail - q * d_tail) / d;
  const double value = y < 0x1p-28 ? y : t;
  return x < 0.0 ? -value : (x == 0.0 ? x : value);
}

/// log(1 + x) for x >= -1; -infinity at -1, NaN below.
double log1p(double x);

/// sin x and cos x for every finite double.
double sin(double x);
double cos(double x);

}  // namespace lysep
