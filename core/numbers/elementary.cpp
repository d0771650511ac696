#include "core/numbers/elementary.hpp"

#include <mpfr.h>

namespace lysep {
namespace {

using elementary::shifter;

/// x - k pi/2 in [-pi/4, pi/4] as hi + lo, three-part constant; |x| <= large_argument.
struct Reduced {
  double hi, lo;
  int quadrant;
};
constexpr double large_argument = 0x1p19;

Reduced reduce_quarter_turns(double x) {
  constexpr double two_over_pi = 0x1.45f306dc9c883p-1;
  constexpr double p1 = 0x1.921fb544p+0, p2 = 0x1.0b4611a6p-34, p3 = 0x1.3198a2e037073p-69;  // p1, p2: 33 bits
  const double k = (x * two_over_pi + shifter) - shifter;
  const double a = x - k * p1;  // exact
  const double b = k * p2;      // exact
  const double d = a - b;
  const double d_error = (a - d) - b;
  const double e = k * p3;
  const double hi = d - e;
  return {hi, ((d - hi) - e) + d_error, static_cast<int>(static_cast<long long>(k) & 3)};
}

double sin_kernel(double hi, double lo) {
  const double z = hi * hi;
  double q = -1.0 / 1307674368000.0;
  q = q * z + 1.0 / 6227020800.0;
  q = q * z - 1.0 / 39916800.0;
  q = q * z + 1.0 / 362880.0;
  q = q * z - 1.0 / 5040.0;
  q = q * z + 1.0 / 120.0;
  q = q * z - 1.0 / 6.0;
  return hi + (hi * z * q + lo * (1.0 - 0.5 * z));
}

double cos_kernel(double hi, double lo) {
  const double z = hi * hi;
  double q = 1.0 / 20922789888000.0;
  q = q * z - 1.0 / 87178291200.0;
  q = q * z + 1.0 / 479001600.0;
  q = q * z - 1.0 / 3628800.0;
  q = q * z + 1.0 / 40320.0;
  q = q * z - 1.0 / 720.0;
  q = q * z + 1.0 / 24.0;
  const double half = 0.5 * z;
  const double w = 1.0 - half;
  return w + (((1.0 - w) - half) + (z * z * q - hi * lo));
}

double turned(double hi, double lo, int quadrant) {
  switch (quadrant & 3) {
    case 0:
      return sin_kernel(hi, lo);
    case 1:
      return cos_kernel(hi, lo);
    case 2:
      return -sin_kernel(hi, lo);
    default:
      return -cos_kernel(hi, lo);
  }
}

/// Correctly rounded, for arguments beyond the three-part reduction.
double by_mpfr(double x, int (*function)(mpfr_t, const mpfr_t, mpfr_rnd_t)) {
  mpfr_t y;
  mpfr_init2(y, 53);
  mpfr_set_d(y, x, MPFR_RNDN);
  function(y, y, MPFR_RNDN);
  const double value = mpfr_get_d(y, MPFR_RNDN);
  mpfr_clear(y);
  return value;
}

double sin_shifted(double x, int quarter_turns, int (*function)(mpfr_t, const mpfr_t, mpfr_rnd_t)) {
  if (!(x <= large_argument && x >= -large_argument)) return by_mpfr(x, function);
  const Reduced r = reduce_quarter_turns(x);
  return turned(r.hi, r.lo, r.quadrant + quarter_turns);
}

}  // namespace

double sin(double x) {
  const double magnitude = x < 0.0 ? -x : x;
  if (magnitude < 0x1p-27) return x;
  return sin_shifted(x, 0, mpfr_sin);
}

double cos(double x) { return sin_shifted(x, 1, mpfr_cos); }

}  // namespace lysep
