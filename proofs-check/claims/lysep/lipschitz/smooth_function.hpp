#pragma once
// Functions with a Lipschitz continuous gradient whose best constant is known: what Lemma 3.2 is decided on.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/claim.hpp"
#include "proofs-check/enclosures/dual.hpp"

namespace lysep {

/// f: R^{JxN} -> R and points X, X + D of an instance.
///   function 0: f(X) = <X, H X>,            gradient (H + H^T) X, C = ||H + H^T||_2
///   function 1: f(X) = sum_n l(x_n, y_n),   gradient P - A,       C = 1/2, for softmax is 1/2-Lipschitz
struct SmoothFunction {
  explicit SmoothFunction(const Instance& instance);

  bool quadratic = false;
  Matrix<Ball> H, X, D;
  Labels labels;
  Ball C;

  Ball value(const Matrix<Ball>& at) const;
  /// By the formulas above.
  Matrix<Ball> gradient(const Matrix<Ball>& at) const;
  /// d/dt f(at + t direction) at t = 0, by dual numbers from the definition of f.
  Ball slope(const Matrix<Ball>& at, const Matrix<Ball>& direction) const;
  Matrix<Ball> moved(const Ball& t) const { return sum(X, scaled(t, D)); }  // X + t D
  /// f(X + D) - f(X) - <grad f(X), D>, which is the integral in (3.18).
  Ball beyond_tangent() const { return value(moved(Ball(1.0))) - value(X) - slope(X, D); }
};

/// Quadratics of every magnitude, definite and not, singular and zero; along their top eigenvector, where C/2 is
/// attained; cross-entropy at random, at margins up to 700 and near p = (1/2, 1/2), where C = 1/2 is approached.
Instance smooth_instance(Draw& draw);
std::vector<Array> smooth_arrays();

/// The same with "t" in [0, 1], the place on the segment from X to Y.
Instance smooth_segment_instance(Draw& draw);
std::vector<Array> smooth_segment_arrays();

}  // namespace lysep
