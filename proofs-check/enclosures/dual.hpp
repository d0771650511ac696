#pragma once
// Dual numbers x + d e, e^2 = 0: derivatives by the rules of differentiation, without any formula for a gradient.
// Dual<Ball> encloses a directional derivative, Dual<Dual<Ball>> a second one.
#include <concepts>

#include "proofs-check/enclosures/ball.hpp"

namespace lysep {

template <class T>
struct Dual {
  T x, d;  // value and derivative

  Dual() : x(0.0), d(0.0) {}
  explicit Dual(double value) : x(value), d(0.0) {}
  explicit Dual(const T& value) : x(value), d(0.0) {}
  explicit Dual(const Ball& value) requires(!std::same_as<T, Ball>) : x(value), d(0.0) {}
  Dual(const T& value, const T& derivative) : x(value), d(derivative) {}

  Dual& operator+=(const Dual& b) { return *this = *this + b; }
  Dual& operator-=(const Dual& b) { return *this = *this - b; }
  Dual& operator*=(const Dual& b) { return *this = *this * b; }
  friend Dual operator+(const Dual& a, const Dual& b) { return {a.x + b.x, a.d + b.d}; }
  friend Dual operator-(const Dual& a, const Dual& b) { return {a.x - b.x, a.d - b.d}; }
  friend Dual operator-(const Dual& a) { return {-a.x, -a.d}; }
  friend Dual operator*(const Dual& a, const Dual& b) { return {a.x * b.x, a.d * b.x + a.x * b.d}; }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const T q = a.x / b.x;
    return {q, (a.d - q * b.d) / b.x};
  }
};

/// x + first s + second t, s^2 = t^2 = 0: d.d of a function of it is the derivative in s and t.
inline Dual<Dual<Ball>> second_dual(const Ball& x, const Ball& first, const Ball& second) {
  return {Dual<Ball>(x, first), Dual<Ball>(second)};
}

template <class T>
Dual<T> exp(const Dual<T>& a) {
  const T y = exp(a.x);
  return {y, y * a.d};
}
template <class T>
Dual<T> expm1(const Dual<T>& a) {
  return {expm1(a.x), exp(a.x) * a.d};
}
template <class T>
Dual<T> log1p(const Dual<T>& a) {
  return {log1p(a.x), a.d / (T(1.0) + a.x)};
}
template <class T>
Dual<T> tanh(const Dual<T>& a) {
  const T y = tanh(a.x);
  return {y, (T(1.0) - y * y) * a.d};
}
template <class T>
Dual<T> sin(const Dual<T>& a) {
  return {sin(a.x), cos(a.x) * a.d};
}
template <class T>
Dual<T> cos(const Dual<T>& a) {
  return {cos(a.x), -(sin(a.x) * a.d)};
}
template <class T>
Dual<T> atan(const Dual<T>& a) {
  return {atan(a.x), a.d / (T(1.0) + a.x * a.x)};
}
template <class T>
Dual<T> erf(const Dual<T>& a) {
  return {erf(a.x), exp(-(a.x * a.x)) * a.d / sqrt(atan(T(1.0)))};
}
template <class T>
Dual<T> sqrt(const Dual<T>& a) {
  const T y = sqrt(a.x);
  return {y, a.d / (T(2.0) * y)};
}
/// Of a number known not to be 0.
template <class T>
Dual<T> abs(const Dual<T>& a) {
  return {abs(a.x), (T(2.0) * unit_step(a.x) - T(1.0)) * a.d};
}
/// max(a, b), with the slope 0 in a where a = b, as ReLU has at 0.
template <class T>
Dual<T> max(const Dual<T>& a, const Dual<T>& b) {
  const T step = unit_step(a.x - b.x);
  return {max(a.x, b.x), step * a.d + (T(1.0) - step) * b.d};
}
template <class T>
Dual<T> unit_step(const Dual<T>& a) {
  return Dual<T>(unit_step(a.x));
}
/// Near the larger; a constant.
template <class T>
Dual<T> pick_larger(const Dual<T>& a, const Dual<T>& b) {
  return Dual<T>(pick_larger(a.x, b.x));
}

}  // namespace lysep

namespace Eigen {
template <class T>
struct NumTraits<lysep::Dual<T>> : GenericNumTraits<double> {
  using Real = lysep::Dual<T>;
  using NonInteger = lysep::Dual<T>;
  using Nested = lysep::Dual<T>;
  using Literal = double;
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = 8,
    AddCost = 99,
    MulCost = 99
  };
};
}  // namespace Eigen
