#pragma once
// The hot loops, each with one fixed order of operations. Element (i, n) of a product is a sum over j in
// ascending order; a sum over samples runs in eight interleaved accumulators that are joined in a fixed tree.
// Vector units change how many elements are computed at once, never the order of one element's sum.
#include "core/scalar.hpp"

namespace lysep {

namespace kernels {

inline constexpr Index tile = 16;  // columns computed together

/// Z(n) = sum_j factor[j * stride] V(j, n), j ascending, for one row.
template <class S>
void row_times(const S* factor, Index stride, const Matrix<S>& V, S* Z) {
  const Index terms = V.rows(), columns = V.cols();
  Index n = 0;
  for (; n + tile <= columns; n += tile) {
    S sum[tile];
    for (Index k = 0; k < tile; ++k) sum[k] = S(0.0);
    for (Index j = 0; j < terms; ++j) {
      const S f = factor[j * stride];
      const S* v = V.data() + j * columns + n;
      for (Index k = 0; k < tile; ++k) sum[k] += f * v[k];
    }
    for (Index k = 0; k < tile; ++k) Z[n + k] = sum[k];
  }
  for (; n < columns; ++n) {
    S sum(0.0);
    for (Index j = 0; j < terms; ++j) sum += factor[j * stride] * V.data()[j * columns + n];
    Z[n] = sum;
  }
}

template <class S>
S join(const S (&a)[8]) {
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

}  // namespace kernels

/// Z = W V. W: m x k, V: k x n, Z: m x n.
template <class S>
void multiply(const Matrix<S>& W, const Matrix<S>& V, Matrix<S>& Z) {
  eigen_assert(W.cols() == V.rows());
  Z.resize(W.rows(), V.cols());
  for (Index i = 0; i < W.rows(); ++i) {
    kernels::row_times(W.data() + i * W.cols(), 1, V, Z.data() + i * Z.cols());
  }
}

/// U = W^T T. W: m x k, T: m x n, U: k x n.
template <class S>
void multiply_transposed(const Matrix<S>& W, const Matrix<S>& T, Matrix<S>& U) {
  eigen_assert(W.rows() == T.rows());
  U.resize(W.cols(), T.cols());
  for (Index j = 0; j < W.cols(); ++j) {
    kernels::row_times(W.data() + j, W.cols(), T, U.data() + j * U.cols());
  }
}

/// sum_n a(n) b(n).
template <class S>
S dot(const S* a, const S* b, Index count) {
  S sum[8] = {S(0.0), S(0.0), S(0.0), S(0.0), S(0.0), S(0.0), S(0.0), S(0.0)};
  Index n = 0;
  for (; n + 8 <= count; n += 8) {
    for (Index k = 0; k < 8; ++k) sum[k] += a[n + k] * b[n + k];
  }
  for (Index k = 0; n + k < count; ++k) sum[k] += a[n + k] * b[n + k];
  return kernels::join(sum);
}

/// sum_n a(n).
template <class S>
S sum_of(const S* a, Index count) {
  S sum[8] = {S(0.0), S(0.0), S(0.0), S(0.0), S(0.0), S(0.0), S(0.0), S(0.0)};
  Index n = 0;
  for (; n + 8 <= count; n += 8) {
    for (Index k = 0; k < 8; ++k) sum[k] += a[n + k];
  }
  for (Index k = 0; n + k < count; ++k) sum[k] += a[n + k];
  return kernels::join(sum);
}

/// H = T V^T, sums over samples. T: m x n, V: k x n, H: m x k.
template <class S>
void correlate(const Matrix<S>& T, const Matrix<S>& V, Matrix<S>& H) {
  eigen_assert(T.cols() == V.cols());
  H.resize(T.rows(), V.rows());
  for (Index i = 0; i < T.rows(); ++i) {
    for (Index j = 0; j < V.rows(); ++j) {
      H(i, j) = dot(T.data() + i * T.cols(), V.data() + j * V.cols(), T.cols());
    }
  }
}

/// G = V V^T; only j <= i is summed, the rest mirrored.
template <class S>
void gram(const Matrix<S>& V, Matrix<S>& G) {
  G.resize(V.rows(), V.rows());
  for (Index i = 0; i < V.rows(); ++i) {
    for (Index j = 0; j <= i; ++j) {
      G(i, j) = dot(V.data() + i * V.cols(), V.data() + j * V.cols(), V.cols());
      G(j, i) = G(i, j);
    }
  }
}

/// ||A||^2.
template <class S>
S squared_norm(const Matrix<S>& A) {
  return dot(A.data(), A.data(), A.size());
}

/// sums(n) += weight * sum_i A(i, n)^2, i ascending. sums: 1 x n.
template <class S>
void add_column_squares(const Matrix<S>& A, const S& weight, Matrix<S>& sums) {
  for (Index n = 0; n < A.cols(); ++n) {
    S sum(0.0);
    for (Index i = 0; i < A.rows(); ++i) {
      const S& a = A.data()[i * A.cols() + n];
      sum += a * a;
    }
    sums(0, n) += weight * sum;
  }
}

}  // namespace lysep
