#pragma once
// The hot loops, each with one fixed order of operations. Element (i, n) of a product is a sum over j in
// ascending order; a sum over samples runs in eight interleaved accumulators that are joined in a fixed tree.
// Vector units change how many elements are computed at once, never the order of one element's sum.
#include <algorithm>

#include "core/numbers/pack.hpp"
#include "core/numbers/scratch.hpp"

namespace lysep {

namespace kernels {

inline constexpr Index lanes = 8;  // accumulators of a sum over samples

// Loops of fixed length over accumulators are written out, so that the accumulators live in registers.
#define LYSEP_UNROLLED _Pragma("GCC unroll 32")

/// Asks for a row that will be read soon.
template <class S>
inline void prefetch(const S* row, Index count) {
  if constexpr (std::is_same_v<S, double>) {
    for (Index n = 0; n < count; n += 8) __builtin_prefetch(row + n);
  }
}

/// How many pieces of at most `most` n is cut into.
inline Index pieces(Index n, Index most) { return (n + most - 1) / most; }

/// The eight accumulators of a sum joined: ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)).
template <class S>
S total(const typename Pack<S>::Type (&sum)[lanes / Pack<S>::width]) {
#ifdef __AVX512F__
  if constexpr (std::is_same_v<S, double>) {
    const auto s =
        __builtin_shufflevector(sum[0], sum[0], 0, 1, 2, 3) + __builtin_shufflevector(sum[0], sum[0], 4, 5, 6, 7);
    const auto t = __builtin_shufflevector(s, s, 0, 1) + __builtin_shufflevector(s, s, 2, 3);
    return t[0] + t[1];
  }
#endif
  S a[lanes];
  for (Index k = 0; k < lanes / Pack<S>::width; ++k) Pack<S>::store(sum[k], a + k * Pack<S>::width);
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

/// Sums over the samples of row after row: sample n of a row goes to accumulator n mod 8.
template <class S>
class RowSum {
 public:
  RowSum() {
    for (auto& pack : sums_) pack = Pack<S>::all(S(0.0));
  }
  /// Adds term(P, n) for n < count, which is the terms n..n + P::width - 1.
  template <class Term>
  void add(Index count, Term term) {
    using P = Pack<S>;
    constexpr int packs = lanes / P::width;
    typename P::Type sums[packs];  // here, where what the terms store cannot touch them
    LYSEP_UNROLLED
    for (int k = 0; k < packs; ++k) sums[k] = sums_[k];
    Index n = 0;
    for (; n + lanes <= count; n += lanes) {
      LYSEP_UNROLLED
      for (int k = 0; k < packs; ++k) sums[k] += term(P{}, n + k * P::width);
    }
    if (n < count) {
      S rest[lanes];
      for (Index k = 0; k < lanes; ++k) rest[k] = n + k < count ? term(Single<S>{}, n + k) : S(0.0);
      for (int k = 0; k < packs; ++k) sums[k] += P::load(rest + k * P::width);
    }
    LYSEP_UNROLLED
    for (int k = 0; k < packs; ++k) sums_[k] = sums[k];
  }
  void add_squares(const S* a, Index count) {
    add(count, [a](auto p, Index n) {
      const auto& x = p.load(a + n);
      return x * x;
    });
  }
  S total() const { return kernels::total<S>(sums_); }

 private:
  typename Pack<S>::Type sums_[lanes / Pack<S>::width];
};

/// Z(o, n) = sum_j factor(o, j) row(j)[n], j = 0..terms-1 ascending, for `rows` outputs o from `first` and `packs`
/// packs of columns n from `begin`.
template <int rows, int packs, class P, class S, class Factor, class Row, class Output>
void combine_tile(Index first, Index begin, Index terms, Factor factor, Row row, Output output) {
  typename P::Type sum[rows][packs];
  LYSEP_UNROLLED
  for (int i = 0; i < rows * packs; ++i) sum[i / packs][i % packs] = P::all(S(0.0));
  for (Index j = 0; j < terms; ++j) {
    const S* v = row(j) + begin;
    typename P::Held values[packs];
    LYSEP_UNROLLED
    for (int k = 0; k < packs; ++k) values[k] = P::hold(v + k * P::width);
    LYSEP_UNROLLED
    for (int o = 0; o < rows; ++o) {
      const auto& f = P::all(factor(first + o, j));
      LYSEP_UNROLLED
      for (int k = 0; k < packs; ++k) sum[o][k] += f * P::held(values[k]);
    }
  }
  LYSEP_UNROLLED
  for (int o = 0; o < rows; ++o) {
    S* to = output(first + o) + begin;
    LYSEP_UNROLLED
    for (int k = 0; k < packs; ++k) P::store(sum[o][k], to + k * P::width);
  }
}

/// All columns of `rows` outputs. The last tile may overlap the one before it: it stores the same values again.
template <int rows, class S, class Factor, class Row, class Output>
void combine_columns(Index first, Index terms, Index columns, Factor factor, Row row, Output output) {
  using P = Pack<S>;
  constexpr int packs = rows <= 4 ? 4 : 2;
  constexpr Index tile = packs * P::width, small = 2 * P::width;
  if (columns >= tile) {
    for (Index n = 0; n < columns; n += tile) {
      combine_tile<rows, packs, P, S>(first, std::min(n, columns - tile), terms, factor, row, output);
    }
  } else if (columns >= small) {
    for (Index n = 0; n < columns; n += small) {
      combine_tile<rows, 2, P, S>(first, std::min(n, columns - small), terms, factor, row, output);
    }
  } else {
    for (Index n = 0; n < columns; ++n) combine_tile<rows, 1, Single<S>, S>(first, n, terms, factor, row, output);
  }
}

template <int rows, class S, class... Args>
void combine_some(Index count, Index first, const Args&... args) {
  if constexpr (rows > 1) {
    if (count < rows) return combine_some<rows - 1, S>(count, first, args...);
  }
  combine_columns<rows, S>(first, args...);
}

/// Z(o, n) = sum_j factor(o, j) row(j)[n], j ascending, for all outputs o and columns n; output(o) is where row o of Z
/// is. Rows that are computed together share what they read.
template <class S, class Factor, class Row, class Output>
void combine_rows(Index outputs, Index terms, Index columns, Factor factor, Row row, Output output) {
  const Index count = pieces(outputs, Pack<S>::rows);
  for (Index piece = 0; piece < count; ++piece) {
    const Index first = piece * outputs / count, end = (piece + 1) * outputs / count;
    combine_some<Pack<S>::rows, S>(end - first, first, terms, columns, factor, row, output);
  }
}

/// sums[i][j] += x[i][n] y[j][n], n = 0..7, in eight accumulators.
template <int p, int q, class S, class Packs>
inline void add_products(const S* const (&x)[p], const S* const (&y)[q], Index n, Packs& sums) {
  using P = Pack<S>;
  LYSEP_UNROLLED
  for (Index k = 0; k < lanes / P::width; ++k) {
    typename P::Held right[q];
    LYSEP_UNROLLED
    for (int j = 0; j < q; ++j) right[j] = P::hold(y[j] + n + k * P::width);
    LYSEP_UNROLLED
    for (int i = 0; i < p; ++i) {
      const typename P::Held left = P::hold(x[i] + n + k * P::width);
      LYSEP_UNROLLED
      for (int j = 0; j < q; ++j) sums[i][j][k] += P::held(left) * P::held(right[j]);
    }
  }
}

/// result[i][j] = sum over g < groups and n < count of a(i, g)[n] b(j, g)[n]; p x q sums share what they read.
template <int p, int q, class S, class A, class B>
void dots_tile(Index groups, Index count, A a, B b, S (&result)[p][q]) {
  using P = Pack<S>;
  constexpr Index packs = lanes / P::width;
  typename P::Type sums[p][q][packs];
  LYSEP_UNROLLED
  for (int i = 0; i < p * q * packs; ++i) sums[i / packs / q][i / packs % q][i % packs] = P::all(S(0.0));
  for (Index g = 0; g < groups; ++g) {
    const S *x[p], *y[q];
    for (int i = 0; i < p; ++i) x[i] = a(i, g);
    for (int j = 0; j < q; ++j) y[j] = b(j, g);
    Index n = 0;
    for (; n + lanes <= count; n += lanes) add_products<p, q, S>(x, y, n, sums);
    if (n == count) continue;
    S rest[p + q][lanes];  // filled up with zeros, which leave a sum as it is
    for (int i = 0; i < p + q; ++i) {
      const S*& from = i < p ? x[i] : y[i - p];
      for (Index k = 0; k < lanes; ++k) rest[i][k] = n + k < count ? from[n + k] : S(0.0);
      from = rest[i];
    }
    add_products<p, q, S>(x, y, 0, sums);
  }
  LYSEP_UNROLLED
  for (int i = 0; i < p * q; ++i) result[i / q][i % q] = total<S>(sums[i / q][i % q]);
}

template <int p, int q, class S, class A, class B, class Set>
void dots_some(Index rows, Index columns, Index i, Index j, Index groups, Index count, A a, B b, Set set) {
  if constexpr (p > 1) {
    if (rows < p) return dots_some<p - 1, q, S>(rows, columns, i, j, groups, count, a, b, set);
  }
  if constexpr (q > 1) {
    if (columns < q) return dots_some<p, q - 1, S>(rows, columns, i, j, groups, count, a, b, set);
  }
  S result[p][q];
  dots_tile<p, q, S>(
      groups, count, [&](Index k, Index g) { return a(i + k, g); }, [&](Index k, Index g) { return b(j + k, g); },
      result);
  for (int k = 0; k < p; ++k) {
    for (int m = 0; m < q; ++m) set(i + k, j + m, result[k][m]);
  }
}

/// set(i, j, sum over g < groups and n < count of a(i, g)[n] b(j, g)[n]) for i < rows and j < columns, in the same
/// eight accumulators for all groups; where `lower`, for j <= i and perhaps for some others.
template <class S, class A, class B, class Set>
void all_dots(Index rows, Index columns, Index groups, Index count, bool lower, A a, B b, Set set) {
  using P = Pack<S>;
  // Square tiles waste less of a triangle.
  const Index row_pieces = pieces(rows, P::dots_rows);
  const Index column_pieces = pieces(columns, lower ? P::dots_rows : P::dots_columns);
  for (Index r = 0; r < row_pieces; ++r) {
    const Index i = r * rows / row_pieces, i_end = (r + 1) * rows / row_pieces;
    for (Index c = 0; c < column_pieces; ++c) {
      const Index j = c * columns / column_pieces, j_end = (c + 1) * columns / column_pieces;
      if (lower && j >= i_end) break;
      dots_some<P::dots_rows, P::dots_columns, S>(i_end - i, j_end - j, i, j, groups, count, a, b, set);
    }
  }
}

}  // namespace kernels

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

/// W^T, so that the factors of outputs that are computed together lie together; until it is asked for the same shape.
template <class S>
const Matrix<S>& transposed_factors(const Matrix<S>& W) {
  return thread_scratch<S>().matrix(Use::factors, W.cols(), W.rows()) = W.transpose();
}

/// Z = W V. W: m x k, V: k x n, Z: m x n.
template <class S>
void multiply(const Matrix<S>& W, const Matrix<S>& V, Matrix<S>& Z) {
  eigen_assert(W.cols() == V.rows());
  multiply_transposed(transposed_factors(W), V, Z);
}

/// sum_n a(n).
template <class S>
S sum_of(const S* a, Index count) {
  kernels::RowSum<S> sum;
  sum.add(count, [a](auto p, Index n) { return p.load(a + n); });
  return sum.total();
}

/// sums(i) = sum_n A(i, n). sums: m x 1.
template <class S>
void row_sums(const Matrix<S>& A, Matrix<S>& sums) {
  sums.resize(A.rows(), 1);
  for (Index i = 0; i < A.rows(); ++i) sums(i, 0) = sum_of(A.data() + i * A.cols(), A.cols());
}

/// sum_n a(n) b(n).
template <class S>
S dot(const S* a, const S* b, Index count) {
  kernels::RowSum<S> sum;
  sum.add(count, [a, b](auto p, Index n) { return p.load(a + n) * p.load(b + n); });
  return sum.total();
}

/// H = T V^T, sums over samples. T: m x n, V: k x n, H: m x k.
template <class S>
void correlate(const Matrix<S>& T, const Matrix<S>& V, Matrix<S>& H) {
  eigen_assert(T.cols() == V.cols());
  H.resize(T.rows(), V.rows());
  const Index n = T.cols();
  kernels::all_dots<S>(
      T.rows(), V.rows(), 1, n, false, [t = T.data(), n](Index i, Index) { return t + i * n; },
      [v = V.data(), n](Index j, Index) { return v + j * n; }, [&](Index i, Index j, const S& sum) { H(i, j) = sum; });
}

/// G = V V^T; sums with j <= i, the rest mirrored.
template <class S>
void gram(const Matrix<S>& V, Matrix<S>& G) {
  G.resize(V.rows(), V.rows());
  const Index n = V.cols();
  const auto row = [v = V.data(), n](Index i, Index) { return v + i * n; };
  kernels::all_dots<S>(V.rows(), V.rows(), 1, n, true, row, row, [&](Index i, Index j, const S& sum) {
    if (j <= i) G(i, j) = G(j, i) = sum;
  });
}

/// ||A||^2, row after row.
template <class S>
S squared_norm(const Matrix<S>& A) {
  kernels::RowSum<S> sum;
  for (Index i = 0; i < A.rows(); ++i) sum.add_squares(A.data() + i * A.cols(), A.cols());
  return sum.total();
}

/// Z = A - Z; returns ||Z||^2.
template <class S>
S subtract_from(const Matrix<S>& A, Matrix<S>& Z) {
  eigen_assert(A.rows() == Z.rows() && A.cols() == Z.cols());
  kernels::RowSum<S> sum;
  for (Index i = 0; i < A.rows(); ++i) {
    sum.add(A.cols(), [a = A.data() + i * A.cols(), z = Z.data() + i * A.cols()](auto p, Index n) {
      const auto difference = p.load(a + n) - p.load(z + n);
      p.store(difference, z + n);
      return difference * difference;
    });
  }
  return sum.total();
}

/// sums(n) += weight * sum_i A(i, n)^2, i ascending. sums: 1 x n.
template <class S>
void add_column_squares(const Matrix<S>& A, const S& weight, Matrix<S>& sums) {
  constexpr Index tile = 4 * kernels::lanes;  // columns at once
  for (Index first = 0; first < A.cols(); first += tile) {
    const Index count = std::min(tile, A.cols() - first);
    S column[tile];
    std::fill_n(column, tile, S(0.0));
    for (Index i = 0; i < A.rows(); ++i) {
      const S* a = A.data() + i * A.cols() + first;
      for (Index k = 0; k < count; ++k) column[k] += a[k] * a[k];
    }
    for (Index k = 0; k < count; ++k) sums(0, first + k) += weight * column[k];
  }
}

namespace kernels {

/// Of add_column_dots, for `packs` packs of columns n from `first`.
template <class P, int packs, class S, class Shift>
void column_dots_tile(const Matrix<S>& A, const Matrix<S>& Z, Index first, Shift shift, S* sums) {
  typename P::Type sum[packs];
  LYSEP_UNROLLED
  for (int k = 0; k < packs; ++k) sum[k] = P::load(sums + first + k * P::width);
  for (Index i = 0; i < A.rows(); ++i) {
    const S *a = A.data() + i * A.cols() + first, *z = Z.data() + i * A.cols() + first;
    const S of_row = shift(i);
    LYSEP_UNROLLED
    for (int k = 0; k < packs; ++k) {
      sum[k] += P::load(a + k * P::width) * (P::load(z + k * P::width) + P::all(of_row));
    }
  }
  LYSEP_UNROLLED
  for (int k = 0; k < packs; ++k) P::store(sum[k], sums + first + k * P::width);
}

}  // namespace kernels

/// sums(n) += sum_i A(i, n) (Z(i, n) + shift(i)), i ascending, for every column n.
template <class S, class Shift>
void add_column_dots(const Matrix<S>& A, const Matrix<S>& Z, Shift shift, S* sums) {
  using P = kernels::Pack<S>;
  constexpr int packs = 4;
  const Index columns = A.cols();
  Index n = 0;
  for (; n + packs * P::width <= columns; n += packs * P::width) {
    kernels::column_dots_tile<P, packs>(A, Z, n, shift, sums);
  }
  for (; n < columns; ++n) kernels::column_dots_tile<kernels::Single<S>, 1>(A, Z, n, shift, sums);
}

// Compiled once for a scalar: by each header that speaks of it, declared (how = extern), in one source file defined.
#define LYSEP_KERNELS(how, S)                                                            \
  how template void multiply_transposed(const Matrix<S>&, const Matrix<S>&, Matrix<S>&); \
  how template void multiply(const Matrix<S>&, const Matrix<S>&, Matrix<S>&);            \
  how template S sum_of(const S*, Index);                                                \
  how template void row_sums(const Matrix<S>&, Matrix<S>&);                              \
  how template S dot(const S*, const S*, Index);                                         \
  how template void correlate(const Matrix<S>&, const Matrix<S>&, Matrix<S>&);           \
  how template void gram(const Matrix<S>&, Matrix<S>&);                                  \
  how template S squared_norm(const Matrix<S>&);                                         \
  how template S subtract_from(const Matrix<S>&, Matrix<S>&);                            \
  how template void add_column_squares(const Matrix<S>&, const S&, Matrix<S>&);
LYSEP_KERNELS(extern, double)

}  // namespace lysep
