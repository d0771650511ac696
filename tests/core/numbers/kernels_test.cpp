#include "core/numbers/kernels.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

Matrix<double> random_matrix(Index rows, Index columns, std::uint64_t seed) {
  const RandomStream stream(seed, Purpose::claim_instance, 1);
  Matrix<double> m(rows, columns);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = stream.symmetric(i, 1.0);
  return m;
}

/// The order on record: eight interleaved accumulators, joined ((0+4)+(2+6)) + ((1+5)+(3+7)).
template <class Term>
double recorded_sum(Index count, Term term) {
  double a[8] = {};
  for (Index n = 0; n < count; ++n) a[n % 8] += term(n);
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

/// The same of the rows of a matrix, one after the other into the same accumulators.
template <class Term>
double recorded_rows(Term term, Index rows, Index columns) {
  double a[8] = {};
  for (Index i = 0; i < rows; ++i) {
    for (Index n = 0; n < columns; ++n) a[n % 8] += term(i, n);
  }
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

RC_GTEST_PROP(Kernels, ProductsAreSumsInAscendingOrder, ()) {
  const Index m = *rc::gen::inRange(1, 24), k = *rc::gen::inRange(1, 40), n = *rc::gen::inRange(1, 150);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const Matrix<double> W = random_matrix(m, k, seed), V = random_matrix(k, n, seed + 1),
                       T = random_matrix(m, n, seed + 2);
  Matrix<double> Z, U;
  multiply(W, V, Z);
  multiply_transposed(W, T, U);
  for (Index i = 0; i < m; ++i) {
    for (Index c = 0; c < n; ++c) {
      double sum = 0;
      for (Index j = 0; j < k; ++j) sum += W(i, j) * V(j, c);
      RC_ASSERT(Z(i, c) == sum);
    }
  }
  for (Index j = 0; j < k; ++j) {
    for (Index c = 0; c < n; ++c) {
      double sum = 0;
      for (Index i = 0; i < m; ++i) sum += W(i, j) * T(i, c);
      RC_ASSERT(U(j, c) == sum);
    }
  }
}

RC_GTEST_PROP(Kernels, SumsOverSamplesFollowTheOrderOnRecord, ()) {
  const Index m = *rc::gen::inRange(1, 24), n = *rc::gen::inRange(0, 300);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const Matrix<double> A = random_matrix(m, n, seed), B = random_matrix(3, n, seed + 1);
  Matrix<double> H, G;
  correlate(A, B, H);
  gram(A, G);
  for (Index i = 0; i < m; ++i) {
    RC_ASSERT(sum_of(A.data() + i * n, n) == recorded_sum(n, [&](Index c) { return A(i, c); }));
    for (Index j = 0; j < 3; ++j) RC_ASSERT(H(i, j) == recorded_sum(n, [&](Index c) { return A(i, c) * B(j, c); }));
    for (Index j = 0; j < m; ++j) RC_ASSERT(G(i, j) == recorded_sum(n, [&](Index c) { return A(i, c) * A(j, c); }));
  }
  RC_ASSERT(squared_norm(A) == recorded_rows([&](Index i, Index c) { return A(i, c) * A(i, c); }, m, n));
}

TEST(Kernels, ColumnSquaresAreWeightedAndAdded) {
  const Matrix<double> A = random_matrix(3, 75, 4);  // more columns than are summed at once
  Matrix<double> sums = Matrix<double>::Constant(1, 75, 2.0);
  add_column_squares(A, 3.0, sums);
  for (Index n = 0; n < 75; ++n) {
    const double expected = 2.0 + 3.0 * ((A(0, n) * A(0, n) + A(1, n) * A(1, n)) + A(2, n) * A(2, n));
    EXPECT_EQ(sums(0, n), expected);
  }
}

TEST(Kernels, ColumnDotsOfShiftedRowsAreAddedInTheOrderOfTheRows) {
  for (const Index columns : {1, 31, 32, 75}) {
    const Matrix<double> A = random_matrix(3, columns, 4), Z = random_matrix(3, columns, 5);
    Matrix<double> sums = Matrix<double>::Constant(1, columns, 0.1);
    add_column_dots(
        A, Z, [](Index i) { return 1.0 / static_cast<double>(i + 3); }, sums.data());
    for (Index n = 0; n < columns; ++n) {
      double expected = 0.1;
      for (Index i = 0; i < 3; ++i) expected += A(i, n) * (Z(i, n) + 1.0 / static_cast<double>(i + 3));
      EXPECT_EQ(sums(0, n), expected);
    }
  }
}

TEST(Kernels, PowersAreRepeatedProducts) {
  EXPECT_EQ(power(3.0, 0), 1.0);
  EXPECT_EQ(power(3.0, 4), 81.0);
  EXPECT_NEAR(log_of<double>(5), 1.6094379124341003, 1e-15);
  EXPECT_EQ(log_of<double>(1), 0.0);
}

}  // namespace
}  // namespace lysep
