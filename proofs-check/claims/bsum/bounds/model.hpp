#pragma once
// The bounds of section 4 and appendices A.3 to A.6 as functions of a block: weights W, others V and U, and the
// gradient G of f at W.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep::bsum {

struct Model {
  explicit Model(const Instance& instance);

  Matrix<Ball> W, V, U, G;  // p x q
  Ball gamma, alpha, lambda;

  bool is_positive() const { return gamma > Ball(0.0) && lambda >= Ball(0.0); }
  /// <G, at - W> + (gamma/2) ||at - W||^2, (9) without f(W).
  Ball bound(const Matrix<Ball>& at) const;
  Matrix<Ball> bound_gradient(const Matrix<Ball>& at) const { return sum(G, scaled(gamma, difference(at, W))); }
  /// (9) + lambda ||at||_1.
  Ball with_l1(const Matrix<Ball>& at) const { return bound(at) + lambda * total(absolute(at)); }
  /// W - factor G / gamma.
  Matrix<Ball> minimiser(double factor = 1.0) const { return difference(W, scaled(Ball(factor) / gamma, G)); }
  Matrix<Ball> mean() const { return scaled(Ball(0.5), sum(U, V)); }
  /// W - radius G / ||G||; G is not 0.
  Matrix<Ball> ball_minimiser(const Ball& radius) const { return difference(W, scaled(radius / norm(G), G)); }
  bool is_zero_gradient() const { return norm_squared(G).is_zero(); }
  /// A size of the bound's terms at V, U and `at`.
  Ball size(const Matrix<Ball>& at) const;
};

/// max(|u| - threshold, 0) with the sign of u.
Ball soft_threshold(const Ball& u, const Ball& threshold);
Matrix<Ball> soft_threshold(const Matrix<Ball>& A, const Ball& threshold);

Instance model_instance(Draw& draw);
/// One weight.
Instance scalar_model(double w, double v, double g, double gamma, double alpha = 0.5, double lambda = 1.0);
std::vector<Array> model_arrays();

/// h(prox) <= h(V) for h(v) = (gamma/2) (u - v)^2 + lambda |v|, of one weight; u stands in W.
Sides proximal(const Model& t, const Ball& prox);
/// lambda/gamma.
Ball threshold(const Model& t);

}  // namespace lysep::bsum
