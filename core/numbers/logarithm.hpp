#pragma once
// log for double with fixed bits, and Wright's omega, the solution w of w + log w = x, which the proximal point of the
// cross-entropy is made of. Other scalars bring their own log.
#include "core/numbers/matrix.hpp"

namespace lysep {

/// log x for normal x > 0; anything for others. Below 1.1 ulp (tests/core/numbers/logarithm_test.cpp).
LYSEP_INLINE double log(double x) {
  using namespace elementary;
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcd, one = std::uint64_t{1023} << 52;
  const std::uint64_t shifted = std::bit_cast<std::uint64_t>(x) - sqrt_half;  // x = 2^k m, sqrt(1/2) <= m < sqrt(2)
  const double k = std::bit_cast<double>(((shifted + one) >> 52) | 0x4330000000000000) - (0x1p52 + 1023.0);
  const double f = std::bit_cast<double>((shifted & 0x000fffffffffffff) + sqrt_half) - 1.0;
  return k * ln2_hi + (f + (log_minus_f(f) + k * ln2_lo));
}

namespace wright_omega_detail {

/// One step of Fritsch, Shafer and Crowley, of fourth order in the relative error.
template <class S>
LYSEP_INLINE S refined(const S& x, const S& w) {
  const S rest = (x - w) - log(w), above = w + S(1.0);
  const S twice = S(2.0) * above * (above + S(2.0 / 3.0) * rest);
  return w * (S(1.0) + rest / above * (S(1.0) + rest / (twice - S(2.0) * rest)));
}

}  // namespace wright_omega_detail

/// w > 0 with w + log w = x, for finite x; 0 where e^x underflows. Starts within 4 % of it: by e^x/(1 + e^x) below -1,
/// the series of log w about x = 1 up to 3, and x - log x + (log x)/x above. No branch: loops over samples become
/// vector code.
template <class S>
LYSEP_INLINE S wright_omega(const S& x) {
  const S t = x - S(1.0);
  const S series = t * (S(0.5) - t * (S(1.0 / 16.0) - t * S(1.0 / 192.0)));
  const S low = x < S(-40.0) ? S(-40.0) : x;  // below, w = e^x to the last bit of a double
  const S power = exp(low <= S(-1.0) ? low : low < S(3.0) ? series : S(0.0));
  const S logarithm = log(x < S(3.0) ? S(3.0) : x);
  const S far = x - logarithm + logarithm / x;
  S w = low <= S(-1.0) ? power / (S(1.0) + power) : low < S(3.0) ? power : far;
  constexpr int steps = std::numeric_limits<S>::digits > 64 ? 4 : 2;
  for (int k = 0; k < steps; ++k) w = wright_omega_detail::refined(low, w);
  if constexpr (std::is_same_v<S, double>) {
    return x < -40.0 ? exp(x) : w;
  } else {
    if (!(x < S(-40.0))) return w;
    S small = exp(x);  // w = e^(x - w)
    for (int k = 0; k < steps && small > S(0.0); ++k) small = wright_omega_detail::refined(x, small);
    return small;
  }
}

}  // namespace lysep
