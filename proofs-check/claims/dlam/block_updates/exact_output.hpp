#pragma once
// The update (5) of z_L with the cross-entropy R: the minimiser of R(z) + (rho/2) ||z - v||^2 for one sample, and
// Wright's omega, in which it is written:
//   c = v + y/rho, z_i = c_i - omega(c_i - s - ln rho), s the root of rho sum_i omega(c_i - s - ln rho) = 1.
#include "proofs-check/claims/dlam/dlam_claim.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep {

/// omega(x): omega + ln omega = x.
Ball wright_omega(const Ball& x);

/// ln sum_i e^(c_i) of a column.
Ball log_sum_exp(const Matrix<Ball>& c);

/// rho sum_i omega(c_i - s - ln rho) - 1 and its derivative in s: convex and decreasing.
struct OutputEquation {
  OutputEquation(const Matrix<Ball>& c, const Ball& rho, const Ball& s);
  Ball value, slope;
  Ball newton(const Ball& s) const { return s - value / slope; }
};

/// The minimiser for the column v and the class y, enclosed; nothing known where rho is not certainly positive.
Matrix<Ball> exact_output(const Matrix<Ball>& v, int y, const Ball& rho);

/// The same read backwards, for exact z: v = z + (p - y)/rho is what z is the minimiser for. Arrays "z" (J x 1),
/// "label", "rho"; s = ln sum e^(z_i) is then the root.
struct OutputPoint {
  explicit OutputPoint(const Instance& instance);

  Matrix<Ball> z, misfit, v, c;  // misfit: p - y
  Ball rho, s;
  int y;
  bool hypothesis;  // rho > 0

  /// l(x, y) + (rho/2) ||x - v||^2.
  Ball objective(const Matrix<Ball>& x) const;
};

std::vector<Array> output_point_arrays();
/// rho = 10^-4..10^2, logits small, large, alike, or a class far above the label's.
Instance output_point_instance(Draw& draw);

}  // namespace lysep
