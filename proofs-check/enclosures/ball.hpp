#pragma once
// Enclosures: a real number known to lie in [midpoint - radius, midpoint + radius] (Arb). A scalar of the core
// where the core only evaluates. Comparisons are certain: a < b holds only if it holds for all members.
#include <arb.h>
#include <arb_hypgeom.h>

#include <string>
#include <utility>

#include "core/numbers/matrix.hpp"

namespace lysep {

class Ball {
 public:
  Ball() { arb_init(x_); }
  explicit Ball(double value) : Ball() { arb_set_d(x_, value); }  // exact
  Ball(const Ball& other) : Ball() { arb_set(x_, other.x_); }
  Ball(Ball&& other) noexcept : Ball() { arb_swap(x_, other.x_); }
  ~Ball() { arb_clear(x_); }
  Ball& operator=(const Ball& other) {
    arb_set(x_, other.x_);
    return *this;
  }
  Ball& operator=(Ball&& other) noexcept {
    arb_swap(x_, other.x_);
    return *this;
  }

  /// Bits of every operation of this thread.
  static slong precision() { return precision_; }

  arb_ptr get() { return x_; }
  arb_srcptr get() const { return x_; }

  Ball& operator+=(const Ball& b) { return arb_add(x_, x_, b.x_, precision_), *this; }
  Ball& operator-=(const Ball& b) { return arb_sub(x_, x_, b.x_, precision_), *this; }
  Ball& operator*=(const Ball& b) { return arb_mul(x_, x_, b.x_, precision_), *this; }
  Ball& operator/=(const Ball& b) { return arb_div(x_, x_, b.x_, precision_), *this; }
  friend Ball operator+(const Ball& a, const Ball& b) { return Ball(arb_add, a, b); }
  friend Ball operator-(const Ball& a, const Ball& b) { return Ball(arb_sub, a, b); }
  friend Ball operator*(const Ball& a, const Ball& b) { return Ball(arb_mul, a, b); }
  friend Ball operator/(const Ball& a, const Ball& b) { return Ball(arb_div, a, b); }
  friend Ball operator-(const Ball& a) {
    Ball minus;
    arb_neg(minus.x_, a.x_);
    return minus;
  }

  friend bool operator<(const Ball& a, const Ball& b) { return arb_lt(a.x_, b.x_); }
  friend bool operator>(const Ball& a, const Ball& b) { return arb_gt(a.x_, b.x_); }
  friend bool operator<=(const Ball& a, const Ball& b) { return arb_le(a.x_, b.x_); }
  friend bool operator>=(const Ball& a, const Ball& b) { return arb_ge(a.x_, b.x_); }
  friend bool operator==(const Ball& a, const Ball& b) { return arb_eq(a.x_, b.x_); }
  friend bool operator!=(const Ball& a, const Ball& b) { return arb_ne(a.x_, b.x_); }

  bool is_zero() const { return arb_is_zero(x_); }
  bool contains_zero() const { return arb_contains_zero(x_); }
  bool is_positive() const { return arb_is_positive(x_); }
  Ball midpoint() const {
    Ball m;
    arb_get_mid_arb(m.x_, x_);
    return m;
  }
  double approximate() const { return arf_get_d(arb_midref(x_), ARF_RND_NEAR); }

  /// Radius <= 2^exponent |midpoint|, or the ball is exactly 0.
  bool relatively_narrower_than(slong exponent) const;

  /// Decimal strings of `digits` digits that enclose all members, rounded outward.
  std::string lower_decimal(slong digits) const;
  std::string upper_decimal(slong digits) const;

 private:
  friend class PrecisionScope;
  static thread_local slong precision_;
  using Operation = void(arb_t, const arb_t, const arb_t, slong);
  Ball(Operation operation, const Ball& a, const Ball& b) : Ball() { operation(x_, a.x_, b.x_, precision_); }
  arb_t x_;
};

/// Sets this thread's precision for the life of the object.
class PrecisionScope {
 public:
  explicit PrecisionScope(slong bits);
  ~PrecisionScope() { Ball::precision_ = before_; }
  PrecisionScope(const PrecisionScope&) = delete;
  PrecisionScope& operator=(const PrecisionScope&) = delete;

 private:
  slong before_;
};

#define LYSEP_ARB(name, function)                  \
  inline Ball name(const Ball& x) {                \
    Ball y;                                        \
    function(y.get(), x.get(), Ball::precision()); \
    return y;                                      \
  }
LYSEP_ARB(exp, arb_exp)
LYSEP_ARB(log1p, arb_log1p)
LYSEP_ARB(ln, arb_log)  // of a number known to be positive
LYSEP_ARB(tanh, arb_tanh)
LYSEP_ARB(sin, arb_sin)
LYSEP_ARB(cos, arb_cos)
LYSEP_ARB(atan, arb_atan)
LYSEP_ARB(erf, arb_hypgeom_erf)
LYSEP_ARB(erfc, arb_hypgeom_erfc)
LYSEP_ARB(sqrt, arb_sqrtpos)  // of a number known not to be negative
#undef LYSEP_ARB
/// Relatively narrow however small x is; arb_expm1 keeps 28 bits below 2^(-2^62).
Ball expm1(const Ball& x);

inline Ball abs(const Ball& x) {
  Ball y;
  arb_abs(y.get(), x.get());
  return y;
}
inline bool is_finite(const Ball& x) { return arb_is_finite(x.get()); }
inline Ball max(const Ball& a, const Ball& b) {
  Ball y;
  arb_max(y.get(), a.get(), b.get(), Ball::precision());
  return y;
}
inline Ball min(const Ball& a, const Ball& b) {
  Ball y;
  arb_min(y.get(), a.get(), b.get(), Ball::precision());
  return y;
}
/// The larger midpoint: an exact number.
inline Ball pick_larger(const Ball& a, const Ball& b) {
  return arf_cmp(arb_midref(a.get()), arb_midref(b.get())) < 0 ? b.midpoint() : a.midpoint();
}
/// Encloses {0, 1} where the sign is not known.
Ball unit_step(const Ball& x);

template <class Sigma>
Ball activation_change(const Sigma& sigma, const Ball& c, const Ball& V, const Ball& d) {
  return sigma.value(c + d) - V;
}

/// Encloses kappa = max_R (4 s^2 + 4 R s (1 - s)), s = 1 - e^(-R).
Ball kappa(const Ball&);

/// Encloses ||W||_2: approximate eigenvectors of the smaller Gram matrix, certified by Gershgorin's circles.
Ball spectral_norm(const Matrix<Ball>& W);

/// The exact value of a multiprecision number.
template <class Multiprecision>
Ball ball_of(const Multiprecision& x) {
  Ball y;
  arf_set_mpfr(arb_midref(y.get()), x.backend().data());
  return y;
}

}  // namespace lysep

namespace Eigen {
template <>
struct NumTraits<lysep::Ball> : GenericNumTraits<double> {
  using Real = lysep::Ball;
  using NonInteger = lysep::Ball;
  using Nested = lysep::Ball;
  using Literal = double;
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = 4,
    AddCost = 50,
    MulCost = 50
  };
};
}  // namespace Eigen
