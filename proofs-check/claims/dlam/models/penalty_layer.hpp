#pragma once
// One layer of Problem 2: the penalty phi = (rho/2) ||Z - W A - b 1^T||^2 and its gradients. N samples are columns, and
// b is one vector for all of them; the paper has N = 1.
#include "proofs-check/claims/dlam/dlam_claim.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep {

/// What a block update moves; its number in an instance.
enum class PenaltyBlock { W, b, z, a };

/// M + v 1^T for a column v, and M 1, a column.
Matrix<Ball> plus_column(const Matrix<Ball>& M, const Matrix<Ball>& v);
Matrix<Ball> row_sums(const Matrix<Ball>& M);

/// Arrays "W" (m x n), "A" (n x N), "b" (m x 1), "Z" (m x N) and "rho".
struct PenaltyLayer {
  explicit PenaltyLayer(const Instance& instance);
  PenaltyLayer(const Matrix<Ball>& W, const Matrix<Ball>& A, const Matrix<Ball>& b, const Matrix<Ball>& Z,
               const Ball& rho)
      : W(W), A(A), b(b), Z(Z), rho(rho) {}

  Matrix<Ball> W, A, b, Z;
  Ball rho;

  bool hypothesis() const { return rho > Ball(0.0); }
  Ball samples() const { return count(A.cols()); }
  Matrix<Ball> V() const { return plus_column(product(W, A), b); }  // W A + b 1^T
  Matrix<Ball> E() const { return difference(V(), Z); }
  Ball phi() const { return Ball(0.5) * rho * norm_squared(E()); }
  /// Of the size of what cancels in phi and its changes: its terms taken apart.
  Ball size() const;

  const Matrix<Ball>& block(PenaltyBlock which) const;
  /// grad phi in a block: rho E A^T, rho E 1, -rho E, rho W^T E.
  Matrix<Ball> gradient(PenaltyBlock which) const;
  /// phi with another block in place of one's own, and with it moved by D.
  Ball phi_where(PenaltyBlock which, const Matrix<Ball>& block) const;
  Ball phi_moved(PenaltyBlock which, const Matrix<Ball>& D) const { return phi_where(which, sum(block(which), D)); }
  /// d/dt phi(block + t D) at t = 0 by dual numbers from phi's definition.
  Ball derivative(PenaltyBlock which, const Matrix<Ball>& D) const;
};

std::vector<Array> penalty_arrays();

/// A layer with m, n = 1..4, N = 1..6: random, zero inputs, inputs of rank one, equal columns, whole numbers (exact
/// ties), no residual. And of a given shape.
Instance penalty_instance(Draw& draw);
Instance penalty_instance(Draw& draw, Index m, Index n, Index N);

/// The layer with m = n = N = 1.
Instance scalar_penalty(double W, double A, double b, double Z, double rho);

/// grad phi in W at an instance, in double; and sigma, x of ||A||_2 = sigma = ||A^T x||, nearly.
Matrix<double> gradient_in_W(const Instance& instance);
struct TopSingular {
  double value;
  Vector<double> left;
};
TopSingular top_singular(const Matrix<double>& A);

}  // namespace lysep
