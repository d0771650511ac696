#pragma once
// The scalars of the numerical core and what the algorithm asks of them. One text runs on
//   double        the working scalar: fixed order of operations, functions of core/elementary.hpp
//   mp50, mp100   the reference scalars: 50 and 100 decimal digits, rounded by MPFR
//   Ball          the enclosure (proofs-check/ball.hpp), where the core only evaluates
#include <cmath>

#include <boost/multiprecision/eigen.hpp>
#include <boost/multiprecision/mpfr.hpp>
#include <Eigen/Core>

#include "core/elementary.hpp"

namespace lysep {

using Index = Eigen::Index;

template <unsigned digits>
using Multiprecision =
    boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<digits>, boost::multiprecision::et_off>;
using mp50 = Multiprecision<50>;
using mp100 = Multiprecision<100>;

/// Units x samples, or parameters; row-major, so that a row holds one unit's values over a block of samples.
template <class S>
using Matrix = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <class S>
using Vector = Eigen::Matrix<S, Eigen::Dynamic, 1>;

/// Eigen takes the order of the sums in a large product from the sizes of caches: these, on every machine.
inline const bool product_blocks_fixed = [] {
  Eigen::setCpuCacheSizes(32 * 1024, 256 * 1024, 2048 * 1024);
  return true;
}();

inline double sqrt(double x) { return std::sqrt(x); }  // correctly rounded by IEC 559
inline double abs(double x) { return std::fabs(x); }
inline bool is_finite(double x) { return std::isfinite(x); }
inline double to_double(double x) { return x; }
/// The larger of two numbers (of two enclosures: an enclosure of the larger).
inline double max(double a, double b) { return a < b ? b : a; }
/// A number near the larger of a and b; for choices on which no exact value depends.
inline double pick_larger(double a, double b) { return a < b ? b : a; }

/// 1 for x > 0, 0 otherwise.
template <class S>
S unit_step(const S& x) {
  return x > S(0.0) ? S(1.0) : S(0.0);
}

#define LYSEP_FORWARD(name)                            \
  template <unsigned d>                                \
  Multiprecision<d> name(const Multiprecision<d>& x) { \
    return boost::multiprecision::name(x);             \
  }
LYSEP_FORWARD(exp)
LYSEP_FORWARD(expm1)
LYSEP_FORWARD(log1p)
LYSEP_FORWARD(tanh)
LYSEP_FORWARD(sin)
LYSEP_FORWARD(cos)
LYSEP_FORWARD(atan)
LYSEP_FORWARD(sqrt)
LYSEP_FORWARD(abs)
#undef LYSEP_FORWARD

#define LYSEP_MPFR(name)                                            \
  template <unsigned d>                                             \
  Multiprecision<d> name(const Multiprecision<d>& x) {              \
    Multiprecision<d> y;                                            \
    mpfr_##name(y.backend().data(), x.backend().data(), MPFR_RNDN); \
    return y;                                                       \
  }
LYSEP_MPFR(erf)
LYSEP_MPFR(erfc)
#undef LYSEP_MPFR

template <unsigned d>
bool is_finite(const Multiprecision<d>& x) {
  return boost::multiprecision::isfinite(x);
}
template <unsigned d>
double to_double(const Multiprecision<d>& x) {
  return x.template convert_to<double>();
}
template <unsigned d>
Multiprecision<d> max(const Multiprecision<d>& a, const Multiprecision<d>& b) {
  return a < b ? b : a;
}
template <unsigned d>
Multiprecision<d> pick_larger(const Multiprecision<d>& a, const Multiprecision<d>& b) {
  return a < b ? b : a;
}

/// tanh x; double has a shorter way where x is near zero.
template <class S>
S tanh_near_zero(const S& x) {
  return tanh(x);
}

/// log n for an integer n >= 1.
template <class S>
S log_of(Index n) {
  return log1p(S(static_cast<double>(n - 1)));
}

template <class S>
S power(const S& base, Index exponent) {
  S result(1.0);
  for (Index i = 0; i < exponent; ++i) result *= base;
  return result;
}

}  // namespace lysep
