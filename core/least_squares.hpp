#pragma once
// The small solves of (3.10), for the change of the parameters (residual form).
#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include "core/scalar.hpp"

namespace lysep {

/// dK that minimises ||r - dK u||^2 + lambda sum_ij w_j (K + dK)_ij^2, given G = sum u u^T (q x q),
/// H = sum r u^T (p x q): dK (G + lambda diag w) = H - lambda K diag w. Where the matrix is singular to
/// working precision, the solution of minimum norm.
template <class S>
Matrix<S> least_squares_change(const Matrix<S>& G, const Matrix<S>& H, const Matrix<S>& K, const Vector<S>& w,
                               const S& lambda) {
  using Dense = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic>;
  const Index q = G.rows();
  Dense A = G, rhs = H.transpose();
  for (Index j = 0; j < q; ++j) {
    const S weight = lambda * w(j);
    A(j, j) += weight;
    for (Index i = 0; i < K.rows(); ++i) rhs(j, i) -= weight * K(i, j);
  }
  const S cutoff = S(static_cast<double>(q)) * std::numeric_limits<S>::epsilon();
  const Eigen::LLT<Dense> cholesky(A);
  if (cholesky.info() == Eigen::Success) {
    const auto pivots = cholesky.matrixLLT().diagonal();
    const S smallest = pivots.minCoeff(), largest = pivots.maxCoeff();
    if (smallest * smallest > cutoff * largest * largest) return cholesky.solve(rhs).transpose();
  }
  const Eigen::SelfAdjointEigenSolver<Dense> eigen(A);
  const S floor = cutoff * eigen.eigenvalues()(q - 1);
  Dense projected = eigen.eigenvectors().transpose() * rhs;
  for (Index j = 0; j < q; ++j) {
    const S value = eigen.eigenvalues()(j);
    if (value > floor) {
      projected.row(j) /= value;
    } else {
      projected.row(j).setZero();
    }
  }
  return (eigen.eigenvectors() * projected).transpose();
}

/// ||W||_2 up to rounding: the root of the largest eigenvalue of the smaller of W W^T and W^T W.
template <class S>
S spectral_norm(const Matrix<S>& W) {
  if (W.size() == 0) return S(0.0);
  const Matrix<S> G = W.rows() <= W.cols() ? Matrix<S>(W * W.transpose()) : Matrix<S>(W.transpose() * W);
  const Eigen::SelfAdjointEigenSolver<Matrix<S>> eigen(G, Eigen::EigenvaluesOnly);
  return sqrt(max(eigen.eigenvalues()(G.rows() - 1), S(0.0)));
}

}  // namespace lysep
