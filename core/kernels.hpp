#pragma once
// The hot loops, each with one fixed order of operations. Element (i, n) of a product is a sum over j in
// ascending order; a sum over samples runs in eight interleaved accumulators that are joined in a fixed tree.
// Vector units change how many elements are computed at once, never the order of one element's sum.
#include "core/scalar.hpp"

namespace lysep {

namespace kernels {

/// What is computed at once: four doubles, or one number of another kind. A pack changes how many elements of a result
/// are under way, never the order of the operations on one.
template <class S>
struct Pack {
  static constexpr Index width = 1;
  using Type = S;
  static Type load(const S* from) { return *from; }
  static void store(const Type& pack, S* to) { *to = pack; }
  static Type all(const S& x) { return x; }
};
template <>
struct Pack<double> {
  static constexpr Index width = 4;
  using Type = double __attribute__((vector_size(32)));
  static Type load(const double* from) {
    Type pack;
    __builtin_memcpy(&pack, from, sizeof pack);
    return pack;
  }
  static void store(const Type& pack, double* to) { __builtin_memcpy(to, &pack, sizeof pack); }
  static Type all(double x) { return Type{x, x, x, x}; }
};

/// Z(o, n) = sum_j factor(o, j) row(j)[n], j = 0..terms-1 ascending, for `rows` outputs o from `first` and the columns
/// n from `begin`; two packs a row.
template <int rows, class S, class Factor, class Row, class Output>
void combine_tile(Index first, Index begin, Index terms, Factor factor, Row row, Output output) {
  using P = Pack<S>;
  typename P::Type sum[rows][2];
  for (int o = 0; o < rows; ++o) sum[o][0] = sum[o][1] = P::all(S(0.0));
  for (Index j = 0; j < terms; ++j) {
    const S* v = row(j) + begin;
    const typename P::Type v0 = P::load(v), v1 = P::load(v + P::width);
    for (int o = 0; o < rows; ++o) {
      const typename P::Type f = P::all(factor(first + o, j));
      sum[o][0] += f * v0;
      sum[o][1] += f * v1;
    }
  }
  for (int o = 0; o < rows; ++o) {
    P::store(sum[o][0], output(first + o) + begin);
    P::store(sum[o][1], output(first + o) + begin + P::width);
  }
}

template <int rows, class S, class Factor, class Row, class Output>
void combine_some_rows(Index first, Index terms, Index columns, Factor factor, Row row, Output output) {
  constexpr Index tile = 2 * Pack<S>::width;
  Index n = 0;
  for (; n + tile <= columns; n += tile) combine_tile<rows, S>(first, n, terms, factor, row, output);
  for (; n < columns; ++n) {
    for (int o = 0; o < rows; ++o) {
      S sum(0.0);
      for (Index j = 0; j < terms; ++j) sum += factor(first + o, j) * row(j)[n];
      output(first + o)[n] = sum;
    }
  }
}

/// Z(o, n) = sum_j factor(o, j) row(j)[n], j ascending, for all outputs o and columns n; output(o) is where row o of Z
/// is. Four rows share what they read.
template <class S, class Factor, class Row, class Output>
void combine_rows(Index outputs, Index terms, Index columns, Factor factor, Row row, Output output) {
  Index o = 0;
  for (; o + 4 <= outputs; o += 4) combine_some_rows<4, S>(o, terms, columns, factor, row, output);
  for (; o < outputs; ++o) combine_some_rows<1, S>(o, terms, columns, factor, row, output);
}

template <class S>
S join(const S* a) {
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

/// dots[i][j] = sum_n a[i][n] b[j][n] in eight interleaved accumulators; p x q products share what they read.
template <int p, int q, class S>
void dots(const S* const* a, const S* const* b, Index count, S (&result)[p][q]) {
  using P = Pack<S>;
  constexpr int packs = 8 / P::width;
  typename P::Type sum[p][q][packs];
  for (auto& row : sum) {
    for (auto& entry : row) {
      for (auto& pack : entry) pack = P::all(S(0.0));
    }
  }
  Index n = 0;
  for (; n + 8 <= count; n += 8) {
    for (int k = 0; k < packs; ++k) {
      for (int i = 0; i < p; ++i) {
        const typename P::Type x = P::load(a[i] + n + k * P::width);
        for (int j = 0; j < q; ++j) sum[i][j][k] += x * P::load(b[j] + n + k * P::width);
      }
    }
  }
  for (int i = 0; i < p; ++i) {
    for (int j = 0; j < q; ++j) {
      S lanes[8];
      for (int k = 0; k < packs; ++k) P::store(sum[i][j][k], lanes + k * P::width);
      for (Index k = 0; n + k < count; ++k) lanes[k] += a[i][n + k] * b[j][n + k];
      result[i][j] = join(lanes);
    }
  }
}

/// add(i, j, sum_n a(i)[n] b(j)[n]) for i < rows and j < columns; where `lower`, for j <= i only.
template <class S, class A, class B, class Add>
void all_dots(Index rows, Index columns, Index count, bool lower, A a, B b, Add add) {
  for (Index i = 0; i < rows; i += 2) {
    for (Index j = 0; j < (lower ? std::min(columns, i + 2) : columns); j += 2) {
      // A pair that does not exist is the one before it once more.
      const Index i1 = std::min(i + 1, rows - 1), j1 = std::min(j + 1, columns - 1);
      const S *x[2] = {a(i), a(i1)}, *y[2] = {b(j), b(j1)};
      S result[2][2];
      dots(x, y, count, result);
      add(i, j, result[0][0]);
      if (j1 > j && (!lower || j1 <= i)) add(i, j1, result[0][1]);
      if (i1 > i) add(i1, j, result[1][0]);
      if (i1 > i && j1 > j && (!lower || j1 <= i1)) add(i1, j1, result[1][1]);
    }
  }
}

}  // namespace kernels

/// Z = W V. W: m x k, V: k x n, Z: m x n.
template <class S>
void multiply(const Matrix<S>& W, const Matrix<S>& V, Matrix<S>& Z) {
  eigen_assert(W.cols() == V.rows());
  Z.resize(W.rows(), V.cols());
  const Index k = W.cols(), n = V.cols();
  kernels::combine_rows<S>(
      W.rows(), k, n, [w = W.data(), k](Index i, Index j) -> const S& { return w[i * k + j]; },
      [v = V.data(), n](Index j) { return v + j * n; }, [z = Z.data(), n](Index i) { return z + i * n; });
}

/// U = W^T T. W: m x k, T: m x n, U: k x n.
template <class S>
void multiply_transposed(const Matrix<S>& W, const Matrix<S>& T, Matrix<S>& U) {
  eigen_assert(W.rows() == T.rows());
  U.resize(W.cols(), T.cols());
  const Index k = W.cols(), n = T.cols();
  kernels::combine_rows<S>(
      k, W.rows(), n, [w = W.data(), k](Index i, Index j) -> const S& { return w[j * k + i]; },
      [t = T.data(), n](Index j) { return t + j * n; }, [u = U.data(), n](Index i) { return u + i * n; });
}

/// sum_n a(n) b(n).
template <class S>
S dot(const S* a, const S* b, Index count) {
  S result[1][1];
  kernels::dots(&a, &b, count, result);
  return result[0][0];
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
  const Index n = T.cols();
  kernels::all_dots<S>(
      T.rows(), V.rows(), n, false, [&](Index i) { return T.data() + i * n; },
      [&](Index j) { return V.data() + j * n; }, [&](Index i, Index j, const S& sum) { H(i, j) = sum; });
}

/// G = V V^T; only j <= i is summed, the rest mirrored.
template <class S>
void gram(const Matrix<S>& V, Matrix<S>& G) {
  G.resize(V.rows(), V.rows());
  const Index n = V.cols();
  const auto row = [&](Index i) { return V.data() + i * n; };
  kernels::all_dots<S>(V.rows(), V.rows(), n, true, row, row,
                       [&](Index i, Index j, const S& sum) { G(i, j) = G(j, i) = sum; });
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
