// (H + gamma I) d = -g by Cholesky and by conjugate gradients.
#include "core/methods/bsum/inner_solver.hpp"

#include "tests/thorough.hpp"

namespace lysep {
namespace {

constexpr double gamma = 0.25;

/// The diagonal matrix with value(i) in place i, of vec(V).
template <class Value>
auto diagonal(Value value) {
  return [value](const Matrix<double>& V, Matrix<double>& to) {
    to = V;
    for (Index i = 0; i < V.size(); ++i) to.data()[i] *= value(i);
  };
}

Matrix<double> gradient(Index rows, Index columns) {
  Matrix<double> g(rows, columns);
  for (Index i = 0; i < g.size(); ++i) g.data()[i] = 1.0 + static_cast<double>(i % 7);
  return g;
}

TEST(InnerSolver, TakesCholeskyUpTo2000WeightsAndConjugateGradientsBeyond) {
  const auto value = [](Index i) { return static_cast<double>(i % 3) - 0.125; };
  for (const Index rows : {40, 41}) {                          // times 50
    if (rows == 40 && !testing_support::thorough()) continue;  // the factors of fewer weights are below
    InnerSolver<double> solver;
    const Matrix<double> g = gradient(rows, 50);
    Matrix<double> d;
    Index products = 0;
    ASSERT_TRUE(solver.solve(g, gamma, 1e-10, diagonal(value), d, products));
    for (Index i = 0; i < g.size(); ++i) {
      EXPECT_NEAR(d.data()[i], -g.data()[i] / (value(i) + gamma), 1e-9 * std::fabs(d.data()[i]));
    }
    EXPECT_EQ(products, rows == 40 ? 2000 : 3);  // as many as there are weights, or eigenvalues
  }
}

TEST(InnerSolver, BothSolveTheSameDenseSystem) {
  Matrix<double> g = gradient(3, 2);
  g(0, 0) = -2.0;                                                       // else an eigenvector
  const auto times = [](const Matrix<double>& V, Matrix<double>& to) {  // of rank one, and the identity
    double sum = 0;
    for (Index i = 0; i < V.size(); ++i) sum += static_cast<double>(i + 1) * V.data()[i];
    to = V;
    for (Index i = 0; i < V.size(); ++i) to.data()[i] += static_cast<double>(i + 1) * sum;
  };
  InnerSolver<double> solver;
  Matrix<double> by_factors, by_directions;
  Index products = 0;
  ASSERT_TRUE(solver.solve(g, gamma, 1e-12, times, by_factors, products));
  ASSERT_TRUE(solver.by_conjugate_gradients(g, gamma, 1e-12, times, by_directions, products));
  EXPECT_EQ(products, 6 + 2);
  Matrix<double> back;
  times(by_factors, back);
  for (Index i = 0; i < g.size(); ++i) {
    EXPECT_NEAR(back.data()[i] + gamma * by_factors.data()[i], -g.data()[i], 1e-12);
    EXPECT_NEAR(by_directions.data()[i], by_factors.data()[i], 1e-12);
  }
}

TEST(InnerSolver, WithoutPositiveCurvatureThereIsNoSolution) {
  const auto falling = diagonal([](Index) { return -1.0; });
  const auto mixed = diagonal([](Index i) { return i == 0 ? 10.0 : -1.0; });
  const Matrix<double> g = gradient(1, 2);
  InnerSolver<double> solver;
  Matrix<double> d;
  Index products = 0;
  EXPECT_FALSE(solver.solve(g, gamma, 1e-12, falling, d, products));
  EXPECT_EQ(d, (Matrix<double>::Zero(1, 2)));
  EXPECT_FALSE(solver.by_conjugate_gradients(g, gamma, 1e-12, falling, d, products));
  EXPECT_EQ(d, (Matrix<double>::Zero(1, 2)));
  EXPECT_FALSE(solver.by_conjugate_gradients(g, gamma, 1e-12, falling, d, products, true));
  EXPECT_EQ(d, Matrix<double>(-g));  // the first direction
  EXPECT_FALSE(solver.by_conjugate_gradients(g, gamma, 1e-12, mixed, d, products, true));
  EXPECT_LT(d(0, 0), 0);  // what the steps before have found
  EXPECT_NE(d, Matrix<double>(-g));
  EXPECT_EQ(products, 2 + 1 + 1 + 2);
}

}  // namespace
}  // namespace lysep
