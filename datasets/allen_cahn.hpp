#pragma once
// The Allen-Cahn equation of section 5.1.2, u_t = Laplace u + (u - u^3) / epsilon^2, periodic on [-1/2, 1/2]^2, by
// Strang splitting: both parts are solved exactly, the heat equation in Fourier space, the reaction point by point,
//   u(t) = u / sqrt(u^2 + (1 - u^2) e^(-2 t / epsilon^2)).
// Second order in time and spectral in space (tests/datasets/allen_cahn_test.cpp); |u| <= 1 stays true.
#include <functional>

#include "datasets/fourier.hpp"

namespace lysep {

/// A value for every point (x, y) of the square.
using Field = std::function<double(double, double)>;

/// u_0 of section 5.1.2: two discs of radius 0.19 about (0, +-0.2), u >= 0 inside, epsilon = 0.02.
double two_discs(double x, double y);

/// The solution of section 5.1.2 at the time >= 0: u_0 itself, or an interpolant on 128 x 128 points after steps of at
/// most 1e-5.
Field allen_cahn_solution(double time);

class AllenCahn {
 public:
  /// A grid of points x points, points a power of two; step > 0 is the time step.
  AllenCahn(double epsilon, std::size_t points, double step, const Field& initial);

  void advance();

  /// integral of |grad u|^2 / 2 + (1 - u^2)^2 / (4 epsilon^2), which never increases along exact solutions.
  double energy() const;
  double maximum() const;

  /// u at the grid's point (x_i, x_j), x_i = i / points - 1/2.
  double at(std::size_t i, std::size_t j) const { return u_[j * transform_.length() + i]; }

  /// The trigonometric polynomial through the values on the grid: the function that the Fourier method itself works
  /// with, so that no error of another interpolation is added.
  Field interpolant() const;

 private:
  void react();
  void diffuse(std::size_t stride_along, std::size_t stride_across);
  std::vector<Complex> coefficients() const;

  double epsilon_, decay_;  // decay = e^(-step / epsilon^2): half a step of the reaction
  FourierTransform transform_;
  std::vector<double> heat_;  // e^(-step (2 pi k)^2) / points
  std::vector<double> u_;     // row by row, x first
};

}  // namespace lysep
