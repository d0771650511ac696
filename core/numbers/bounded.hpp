#pragma once
// Real numbers with a bound of their error, in plain doubles: the enclosures of a certificate written while a run
// trains. Rounding is to nearest (core/numbers/float_environment.hpp); every operation adds to the bound what its own
// rounding can be.
#include <cmath>

namespace lysep {

/// Factor of a bound that was computed in doubles: fewer than 2^20 roundings of sums and products of numbers >= 0 lose
/// less than it adds.
inline constexpr double upward = 1 + 0x1p-30;
/// The relative error of one rounding, u = 2^-53.
inline constexpr double unit_rounding = 0x1p-53;
/// More than underflow can lose in a sum of products.
inline constexpr double least_error = 0x1p-1000;

/// A real number x with |x - middle| <= error. Not finite where nothing is known.
struct Bounded {
  double middle = 0, error = 0;

  /// Doubles with lower() <= x <= upper(), also where they are written with 17 digits and read as decimal numbers.
  double lower() const { return outward(middle - error, -1); }
  double upper() const { return outward(middle + error, 1); }

  Bounded& operator+=(const Bounded& b) { return *this = *this + b; }
  friend Bounded operator+(const Bounded& a, const Bounded& b) {
    const double sum = a.middle + b.middle;
    return {sum, (a.error + b.error + 2 * unit_rounding * std::fabs(sum)) * upward};
  }
  friend Bounded operator*(const Bounded& a, const Bounded& b) {
    const double product = a.middle * b.middle;
    const double cross = std::fabs(a.middle) * b.error + a.error * (std::fabs(b.middle) + b.error);
    return {product, (cross + 2 * unit_rounding * std::fabs(product)) * upward + least_error};
  }
  /// Of a number known not to be negative.
  friend Bounded sqrt(const Bounded& a) {
    const double below = a.lower() > 0 ? std::sqrt(a.lower()) : 0, above = std::sqrt(a.upper() > 0 ? a.upper() : 0);
    return {0.5 * (below + above), (0.5 * (above - below) + 4 * unit_rounding * above) * upward};
  }

 private:
  static double outward(double x, double sign) {
    return x == 0 ? 0 : x + sign * (4 * unit_rounding * std::fabs(x) + 0x1p-1074);
  }
};

/// A double is itself.
inline Bounded exactly(double x) { return {x, 0}; }

}  // namespace lysep
