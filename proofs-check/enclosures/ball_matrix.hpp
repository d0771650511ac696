#pragma once
// Vectors and matrices of enclosures: the norms and products that statements are made of.
#include "core/network/cross_entropy.hpp"
#include "proofs-check/enclosures/ball.hpp"

namespace lysep {

/// W V, W^T T and T V^T.
Matrix<Ball> product(const Matrix<Ball>& W, const Matrix<Ball>& V);
Matrix<Ball> transposed_product(const Matrix<Ball>& W, const Matrix<Ball>& T);
Matrix<Ball> product_transposed(const Matrix<Ball>& T, const Matrix<Ball>& V);
Matrix<Ball> entrywise_product(const Matrix<Ball>& A, const Matrix<Ball>& B);
Matrix<Ball> difference(const Matrix<Ball>& A, const Matrix<Ball>& B);
Matrix<Ball> sum(const Matrix<Ball>& A, const Matrix<Ball>& B);
Matrix<Ball> scaled(const Ball& factor, const Matrix<Ball>& A);
Matrix<Ball> absolute(const Matrix<Ball>& A);
/// A - b 1^T.
Matrix<Ball> less_column(const Matrix<Ball>& A, const Vector<Ball>& b);

/// Frobenius norm and its square; <A, B>_F.
Ball norm(const Matrix<Ball>& A);
Ball norm_squared(const Matrix<Ball>& A);
Ball inner(const Matrix<Ball>& A, const Matrix<Ball>& B);
/// max |A_ij|; the Euclidean norm of column n; the largest Euclidean norm of a column.
Ball largest_entry(const Matrix<Ball>& A);
Ball column_norm(const Matrix<Ball>& A, Index n);
Ball largest_column_norm(const Matrix<Ball>& A);
Ball total(const Matrix<Ball>& A);  // the sum of the entries

/// The labels as one-hot columns, J x N.
Matrix<Ball> one_hot(const Labels& labels, Index J);

/// Lvec(Z, y), 1 x N, and P - A, J x N, of the core.
Matrix<Ball> losses_of(const Matrix<Ball>& Z, const Labels& labels);
Matrix<Ball> softmax_minus_labels_of(const Matrix<Ball>& Z, const Labels& labels);

inline Ball count(Index n) { return Ball(static_cast<double>(n)); }
inline Ball root_two() { return sqrt(Ball(2.0)); }
inline Ball squared(const Ball& x) { return x * x; }

LYSEP_KERNELS(extern, Ball)
LYSEP_CROSS_ENTROPY(extern, Ball)

}  // namespace lysep
