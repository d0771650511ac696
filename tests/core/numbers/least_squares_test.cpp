#include "core/numbers/least_squares.hpp"

#include <Eigen/LU>

#include "core/numbers/kernels.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

struct Problem {
  Matrix<double> K, V, r, G, H;
  Vector<double> w;
};

Problem problem(Index p, Index q, Index n, std::uint64_t seed) {
  const RandomStream stream(seed, Purpose::claim_instance, 3);
  std::uint64_t next = 0;
  const auto fill = [&](Index rows, Index columns) {
    Matrix<double> m(rows, columns);
    for (Index i = 0; i < m.size(); ++i) m.data()[i] = stream.symmetric(next++, 1.0);
    return m;
  };
  Problem x{fill(p, q), fill(q, n), fill(p, n), {}, {}, Vector<double>::Constant(q, 1.0)};
  for (Index j = 0; j < q; ++j) x.w(j) = 1.0 + stream.uniform(next++);
  gram(x.V, x.G);
  correlate(x.r, x.V, x.H);
  return x;
}

/// Gradient of ||r - dK V||^2/2 + lambda sum w (K + dK)^2/2 in dK.
Matrix<double> gradient(const Problem& x, const Matrix<double>& dK, double lambda) {
  return dK * x.G - x.H + lambda * (x.K + dK) * x.w.asDiagonal();
}

RC_GTEST_PROP(LeastSquares, TheGradientVanishesAtTheSolution, ()) {
  const Index p = *rc::gen::inRange(1, 4), q = *rc::gen::inRange(1, 8), n = *rc::gen::inRange(1, 20);
  const Problem x = problem(p, q, n, *rc::gen::arbitrary<std::uint64_t>());
  const double lambda = *rc::gen::element(0.0, 1e-3, 1.0, 1e6);
  const Matrix<double> dK = least_squares_change<double>(x.G, x.H, x.K, x.w, lambda);
  RC_ASSERT(gradient(x, dK, lambda).norm() <= 1e-9 * (x.H.norm() + lambda * x.K.norm() + 1e-30));
}

TEST(LeastSquares, ARankDeficientProblemHasTheSolutionOfMinimumNorm) {
  Problem x = problem(2, 5, 2, 4);  // two samples, five unknowns a row
  const Matrix<double> dK = least_squares_change<double>(x.G, x.H, x.K, x.w, 0.0);
  EXPECT_LT((x.r - dK * x.V).norm(), 1e-10);
  const Matrix<double> minimal = x.r * (x.V.transpose() * x.V).inverse() * x.V.transpose();
  EXPECT_LT((dK - minimal).norm(), 1e-9);
}

TEST(LeastSquares, WithoutDataNothingChangesOrTheRegulariserDecides) {
  Problem x = problem(2, 3, 1, 5);
  x.G.setZero();
  x.H.setZero();
  EXPECT_EQ(least_squares_change<double>(x.G, x.H, x.K, x.w, 0.0).norm(), 0.0);
  EXPECT_LT((least_squares_change<double>(x.G, x.H, x.K, x.w, 2.0) + x.K).norm(), 1e-15);
}

/// The pivots of this G are 1 and 1e-10, its largest diagonal entry is 1e8: singular at a cutoff of 1e-16, not of
/// 1e-19.
TEST(Cholesky, ComparesPivotsWithTheLargestDiagonalEntry) {
  const auto factored = [](double cutoff) {
    Matrix<double> G(2, 2);
    G << 1, 1e4, 1e4, 1e8 + 1e-8;
    return factor_cholesky(G, cutoff);
  };
  EXPECT_TRUE(factored(1e-17));   // the second pivot is about 1.5e-8
  EXPECT_FALSE(factored(1e-15));  // compared with the largest pivot, 1, it would pass
}

/// Large products of Eigen add in an order that follows them.
TEST(LeastSquares, CacheSizesAreNotTheMachines) {
  EXPECT_EQ(Eigen::l1CacheSize(), 32 * 1024);
  EXPECT_EQ(Eigen::l2CacheSize(), 256 * 1024);
  EXPECT_EQ(Eigen::l3CacheSize(), 2048 * 1024);
}

TEST(SpectralNorm, KnownValues) {
  Matrix<double> W(2, 3);
  W << 3, 0, 0, 0, -4, 0;
  EXPECT_NEAR(spectral_norm(W), 4.0, 1e-14);
  EXPECT_NEAR(spectral_norm(Matrix<double>(W.transpose())), 4.0, 1e-14);
  EXPECT_EQ(spectral_norm(Matrix<double>(Matrix<double>::Zero(2, 2))), 0.0);
  EXPECT_EQ(spectral_norm(Matrix<double>(0, 2)), 0.0);
}

}  // namespace
}  // namespace lysep
