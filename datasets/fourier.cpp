#include "datasets/fourier.hpp"

#include <bit>
#include <cassert>

#include "core/numbers/elementary.hpp"

namespace lysep {

Complex unit_root(double x) {
  constexpr double two_pi = 6.283185307179586;
  return {cos(two_pi * x), sin(two_pi * x)};
}

FourierTransform::FourierTransform(std::size_t length) : reversed_(length, 0) {
  assert(std::has_single_bit(length));
  for (std::size_t k = 1; k < length; ++k) reversed_[k] = (reversed_[k / 2] + (k % 2) * length) / 2;
  for (std::size_t k = 0; k < length / 2; ++k) {
    roots_.push_back(unit_root(-static_cast<double>(k) / static_cast<double>(length)));
  }
}

void FourierTransform::forward(std::vector<Complex>& x) const {
  assert(x.size() == length());
  for (std::size_t k = 0; k < length(); ++k) {
    if (k < reversed_[k]) std::swap(x[k], x[reversed_[k]]);
  }
  for (std::size_t half = 1; half < length(); half *= 2) {
    const std::size_t stride = length() / (2 * half);
    for (std::size_t first = 0; first < length(); first += 2 * half) {
      for (std::size_t k = 0; k < half; ++k) {
        const Complex even = x[first + k], odd = roots_[k * stride] * x[first + k + half];
        x[first + k] = even + odd;
        x[first + k + half] = even - odd;
      }
    }
  }
}

}  // namespace lysep
