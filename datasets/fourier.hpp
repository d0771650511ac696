#pragma once
// The discrete Fourier transform, for lengths that are powers of two, in the arithmetic of core/numbers/elementary.hpp:
// no libm and no dispatch, so that what is made with it has the same bits everywhere.
#include <cstddef>
#include <vector>

namespace lysep {

struct Complex {
  double re = 0, im = 0;
  friend Complex operator+(Complex a, Complex b) { return {a.re + b.re, a.im + b.im}; }
  friend Complex operator-(Complex a, Complex b) { return {a.re - b.re, a.im - b.im}; }
  friend Complex operator*(Complex a, Complex b) { return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }
};

/// e^(2 pi i x).
Complex unit_root(double x);

class FourierTransform {
 public:
  /// length: a power of two.
  explicit FourierTransform(std::size_t length);

  std::size_t length() const { return reversed_.size(); }

  /// x_k <- sum_j x_j e^(-2 pi i jk / length).
  void forward(std::vector<Complex>& x) const;

  /// The frequency of entry k: k, or k - length in the upper half.
  double frequency(std::size_t k) const {
    return static_cast<double>(k) - (2 * k < length() ? 0.0 : static_cast<double>(length()));
  }

 private:
  std::vector<std::size_t> reversed_;  // bits of the index in reverse order
  std::vector<Complex> roots_;         // e^(-2 pi i k / length), k < length / 2
};

}  // namespace lysep
