#pragma once
// The scalars of the numerical core, what the algorithm asks of them, and their matrices. One text runs on
//   double        the working scalar: fixed order of operations, functions of core/numbers/elementary.hpp
//   mp50, mp100   the reference scalars: 50 and 100 decimal digits (core/numbers/multiprecision.hpp)
//   Ball          the enclosure (proofs-check/enclosures/ball.hpp), where the core only evaluates
// A scalar brings exp, expm1, log1p, tanh, sin, cos, atan, sqrt, abs; what stands here as a template is for those that
// have no better way.
#include <cmath>

#include <Eigen/Core>

#include "core/numbers/elementary.hpp"

namespace lysep {

using Index = Eigen::Index;

/// Units x samples, or parameters; row-major, so that a row holds one unit's values over a block of samples.
template <class S>
using Matrix = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <class S>
using Vector = Eigen::Matrix<S, Eigen::Dynamic, 1>;

inline double sqrt(double x) { return std::sqrt(x); }  // correctly rounded by IEC 559
inline double abs(double x) { return std::fabs(x); }
inline bool is_finite(double x) { return std::isfinite(x); }
template <class S>
bool is_finite(const S& x) {
  return isfinite(x);
}
template <class S>
double to_double(const S& x) {
  return static_cast<double>(x);
}
/// The larger of two numbers (of two enclosures: an enclosure of the larger).
template <class S>
S max(const S& a, const S& b) {
  return a < b ? b : a;
}
/// A number near the larger of a and b; for choices on which no exact value depends.
template <class S>
S pick_larger(const S& a, const S& b) {
  return a < b ? b : a;
}

/// erf and erfc. double has none.
template <class S>
struct ErrorFunction {
  static S value(const S& x) { return erf(x); }
  static S complement(const S& x) { return erfc(x); }
};

/// 1 for x > 0, 0 otherwise.
template <class S>
S unit_step(const S& x) {
  return x > S(0.0) ? S(1.0) : S(0.0);
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
