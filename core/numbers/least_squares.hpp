#pragma once
// The small solves of (3.10), for the change of the parameters (residual form).
#include <Eigen/Eigenvalues>

#include "core/numbers/kernels.hpp"

namespace lysep {

/// G = L L^T, L in the lower triangle, row after row with the sums of kernels.hpp; false where G is singular to working
/// precision, that is where a pivot is not positive or at most `cutoff` times the largest diagonal entry of G.
template <class S>
bool factor_cholesky(Matrix<S>& G, const S& cutoff) {
  S largest(0.0);
  for (Index i = 0; i < G.rows(); ++i) largest = max(largest, G(i, i));
  const S least = cutoff * largest;
  for (Index i = 0; i < G.rows(); ++i) {
    S* row = G.data() + i * G.cols();
    for (Index j = 0; j < i; ++j) row[j] = (row[j] - dot(row, &G(j, 0), j)) / G(j, j);
    const S pivot = row[i] - dot(row, row, i);
    if (!(pivot > S(0.0) && pivot > least)) return false;
    row[i] = sqrt(pivot);
  }
  return true;
}

/// x <- x (L L^T)^-1, x a row.
template <class S>
void solve_cholesky(const Matrix<S>& L, S* x) {
  for (Index j = 0; j < L.rows(); ++j) x[j] = (x[j] - dot(x, &L(j, 0), j)) / L(j, j);
  for (Index j = L.rows() - 1; j >= 0; --j) {
    x[j] /= L(j, j);
    for (Index i = 0; i < j; ++i) x[i] -= x[j] * L(j, i);
  }
}

/// dK that minimises ||r - dK u||^2 + lambda sum_ij w_j (K + dK)_ij^2, given G = sum u u^T (q x q),
/// H = sum r u^T (p x q): dK (G + lambda diag w) = H - lambda K diag w. Where the matrix is singular to
/// working precision, the solution of minimum norm. G is used up, H becomes dK.
template <class S>
void solve_least_squares(Matrix<S>& G, Matrix<S>& H, const Matrix<S>& K, const Vector<S>& w, const S& lambda) {
  const Index q = G.rows();
  for (Index j = 0; j < q; ++j) {
    const S weight = lambda * w(j);
    G(j, j) += weight;
    for (Index i = 0; i < K.rows(); ++i) H(i, j) -= weight * K(i, j);
  }
  const S cutoff = S(static_cast<double>(q)) * std::numeric_limits<S>::epsilon();
  Matrix<S>& diagonal = thread_scratch<S>().matrix(Use::diagonal, q, 1);
  diagonal = G.diagonal();
  if (factor_cholesky(G, cutoff)) {
    for (Index i = 0; i < H.rows(); ++i) solve_cholesky(G, H.data() + i * q);
    return;
  }
  G.diagonal() = diagonal;  // the upper triangle is as it was
  const Eigen::SelfAdjointEigenSolver<Matrix<S>> eigen(G.transpose());
  const S floor = cutoff * eigen.eigenvalues()(q - 1);
  Matrix<S> projected = H * eigen.eigenvectors();
  for (Index j = 0; j < q; ++j) {
    const S value = eigen.eigenvalues()(j);
    if (value > floor) {
      projected.col(j) /= value;
    } else {
      projected.col(j).setZero();
    }
  }
  H = projected * eigen.eigenvectors().transpose();
}

/// The same of a G and an H that stay.
template <class S>
Matrix<S> least_squares_change(Matrix<S> G, Matrix<S> H, const Matrix<S>& K, const Vector<S>& w, const S& lambda) {
  solve_least_squares(G, H, K, w, lambda);
  return H;
}

/// ||W||_2 up to rounding: the root of the largest eigenvalue of the smaller of W W^T and W^T W.
template <class S>
S spectral_norm(const Matrix<S>& W) {
  if (W.size() == 0) return S(0.0);
  const Matrix<S> G = W.rows() <= W.cols() ? Matrix<S>(W * W.transpose()) : Matrix<S>(W.transpose() * W);
  const Eigen::SelfAdjointEigenSolver<Matrix<S>> eigen(G, Eigen::EigenvaluesOnly);
  return sqrt(max(eigen.eigenvalues()(G.rows() - 1), S(0.0)));
}

#define LYSEP_LEAST_SQUARES(how, S)                                                                            \
  how template bool factor_cholesky(Matrix<S>&, const S&);                                                     \
  how template void solve_cholesky(const Matrix<S>&, S*);                                                      \
  how template void solve_least_squares(Matrix<S>&, Matrix<S>&, const Matrix<S>&, const Vector<S>&, const S&); \
  how template S spectral_norm(const Matrix<S>&);
LYSEP_LEAST_SQUARES(extern, double)

}  // namespace lysep
