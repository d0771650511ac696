#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep {
namespace {

template <class F>
Matrix<Ball> combine(const Matrix<Ball>& A, const Matrix<Ball>& B, F f) {
  eigen_assert(A.rows() == B.rows() && A.cols() == B.cols());
  Matrix<Ball> C(A.rows(), A.cols());
  for (Index i = 0; i < A.size(); ++i) C.data()[i] = f(A.data()[i], B.data()[i]);
  return C;
}

}  // namespace

Matrix<Ball> product(const Matrix<Ball>& W, const Matrix<Ball>& V) {
  Matrix<Ball> Z;
  multiply(W, V, Z);
  return Z;
}
Matrix<Ball> transposed_product(const Matrix<Ball>& W, const Matrix<Ball>& T) {
  Matrix<Ball> U;
  multiply_transposed(W, T, U);
  return U;
}
Matrix<Ball> product_transposed(const Matrix<Ball>& T, const Matrix<Ball>& V) {
  Matrix<Ball> H;
  correlate(T, V, H);
  return H;
}
Matrix<Ball> entrywise_product(const Matrix<Ball>& A, const Matrix<Ball>& B) {
  return combine(A, B, [](const Ball& a, const Ball& b) { return a * b; });
}
Matrix<Ball> difference(const Matrix<Ball>& A, const Matrix<Ball>& B) {
  return combine(A, B, [](const Ball& a, const Ball& b) { return a - b; });
}
Matrix<Ball> sum(const Matrix<Ball>& A, const Matrix<Ball>& B) {
  return combine(A, B, [](const Ball& a, const Ball& b) { return a + b; });
}
Matrix<Ball> scaled(const Ball& factor, const Matrix<Ball>& A) {
  return combine(A, A, [&](const Ball& a, const Ball&) { return factor * a; });
}
Matrix<Ball> absolute(const Matrix<Ball>& A) {
  return combine(A, A, [](const Ball& a, const Ball&) { return abs(a); });
}

Matrix<Ball> less_column(const Matrix<Ball>& A, const Vector<Ball>& b) {
  Matrix<Ball> less = A;
  for (Index i = 0; i < A.rows(); ++i) {
    for (Index n = 0; n < A.cols(); ++n) less(i, n) -= b(i);
  }
  return less;
}

Ball norm_squared(const Matrix<Ball>& A) { return squared_norm(A); }
Ball norm(const Matrix<Ball>& A) { return sqrt(squared_norm(A)); }
Ball inner(const Matrix<Ball>& A, const Matrix<Ball>& B) { return dot(A.data(), B.data(), A.size()); }

Ball largest_entry(const Matrix<Ball>& A) {
  Ball largest(0.0);
  for (Index i = 0; i < A.size(); ++i) largest = max(largest, abs(A.data()[i]));
  return largest;
}
Ball column_norm(const Matrix<Ball>& A, Index n) {
  Ball sum(0.0);
  for (Index i = 0; i < A.rows(); ++i) sum += A(i, n) * A(i, n);
  return sqrt(sum);
}
Ball largest_column_norm(const Matrix<Ball>& A) {
  Ball largest(0.0);
  for (Index n = 0; n < A.cols(); ++n) largest = max(largest, column_norm(A, n));
  return largest;
}
Ball total(const Matrix<Ball>& A) { return sum_of(A.data(), A.size()); }

Matrix<Ball> one_hot(const Labels& labels, Index J) {
  Matrix<Ball> A = Matrix<Ball>::Constant(J, static_cast<Index>(labels.size()), Ball(0.0));
  for (Index n = 0; n < A.cols(); ++n) A(labels[static_cast<std::size_t>(n)], n) = Ball(1.0);
  return A;
}

Matrix<Ball> losses_of(const Matrix<Ball>& Z, const Labels& labels) {
  Matrix<Ball> R;
  cross_entropy(Z, labels, R);
  return R;
}
Matrix<Ball> softmax_minus_labels_of(const Matrix<Ball>& Z, const Labels& labels) {
  Matrix<Ball> T;
  softmax_minus_labels(Z, labels, T);
  return T;
}

}  // namespace lysep
