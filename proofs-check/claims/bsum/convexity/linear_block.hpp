#pragma once
// One block W of a deep linear network (section 5.2), the squared loss and lambda ||W||^2:
//   f(W) = ||A W B - Y||^2 / N + lambda ||W||^2,
// A the product of the later blocks, B that of the earlier ones and the inputs.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep::bsum {

struct LinearBlock {
  explicit LinearBlock(const Instance& instance);

  Matrix<Ball> W, V, A, B, Y;  // p x q, p x q, m x p, q x N, m x N
  Ball lambda;

  Ball N() const { return count(B.cols()); }
  Ball f(const Matrix<Ball>& weights) const;
  /// data (A^T A W B B^T - A^T Y B^T)/N + ridge lambda W.
  Matrix<Ball> misfit(const Ball& data, const Ball& ridge) const;
  /// d/dt f(W + t V) at 0, by dual numbers, = 2 <half_gradient, V>.
  Sides along(const Matrix<Ball>& half_gradient) const;
  /// (modulus lambda + more) ||W - V||^2 / 8 <= mean of f - f(middle).
  Sides convex(const Ball& modulus, const Ball& more = Ball(0.0)) const;

  // With one weight, p = q = 1:
  Ball curvature() const { return norm_squared(A) * norm_squared(B) / N(); }
  /// <A^T Y, B>/N / (||A||^2 ||B||^2/N + ridge lambda).
  Matrix<Ball> minimiser(const Ball& ridge) const;
  /// f(V) - f(D) = factor (||A||^2 ||B||^2/N + lambda) (V - D)^2.
  Sides above_minimum(const Ball& ridge, const Ball& factor) const;
  /// factor lambda (V - D)^2 <= f(V) - f(D).
  Sides descent(const Ball& factor) const;

 private:
  bool is_one_weight() const { return W.size() == 1 && lambda > Ball(0.0); }
  Ball size(const Matrix<Ball>& weights) const;
};

/// Random, rank-deficient and zero A and B, N = 1 to 3; and with one weight.
Instance linear_block_instance(Draw& draw);
Instance one_weight_instance(Draw& draw);
std::vector<Array> linear_block_arrays();

}  // namespace lysep::bsum
