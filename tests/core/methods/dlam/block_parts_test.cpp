// What DLAM's updates are made of: the step on z_D, level sets, soft thresholds, the search for a step, log and omega,
// spectral norms.
#include <Eigen/SVD>

#include "core/methods/dlam/level_set.hpp"
#include "core/numbers/multiprecision.hpp"
#include "core/numbers/spectral_norm.hpp"
#include "tests/core/methods/dlam/dlam_support.hpp"

namespace lysep {
namespace {

using oracle::Real;

TEST(Logarithm, IsWithinAnUlp) {
  const RandomStream stream(1, Purpose::claim_instance, 60);
  double worst = 0;
  for (std::uint64_t k = 0; k < 200000; ++k) {
    const double near_one = k % 2 == 0 ? 1 + stream.symmetric(2 * k, 0.5) : stream.uniform(2 * k) + 0x1p-60;
    const double x = near_one * std::ldexp(1.0, k % 4 < 2 ? 0 : static_cast<int>(stream.bits(2 * k + 1) % 1800) - 900);
    const double y = log(x);
    const Real exact = log(Real(x));
    if (exact == 0) {
      EXPECT_EQ(y, 0.0);
      continue;
    }
    const double ulp = std::nextafter(std::fabs(y), INFINITY) - std::fabs(y);
    worst = std::max(worst, static_cast<double>(Real(abs(exact - y))) / ulp);
  }
  EXPECT_LT(worst, 1.1);
  EXPECT_EQ(log(1.0), 0.0);
  EXPECT_EQ(log(std::numeric_limits<double>::max()), std::log(std::numeric_limits<double>::max()));
}

TEST(WrightOmega, SolvesItsEquation) {
  for (double x = -700; x < 800; x += 0.0625) {
    const double w = wright_omega(x);
    ASSERT_GT(w, 0.0) << x;
    // Newton's method in 100 digits from there: a step of w times the error.
    const Real exact = Real(w) * (1 + (Real(x) - w - log(Real(w))) / (1 + Real(w)));
    EXPECT_LT(static_cast<double>(Real(abs(exact - w) / exact)), 4e-16 * (1 + std::fabs(std::min(x, 0.0)))) << x;
  }
  EXPECT_EQ(wright_omega(1.0), 1.0);
  EXPECT_EQ(wright_omega(-800.0), 0.0);
  EXPECT_NEAR(wright_omega(1e300) / 1e300, 1, 1e-15);
  for (const char* x : {"-50", "-3.5", "-0.5", "0.25", "2.5", "3.5", "1e4"}) {
    const mp100 at(x), w = wright_omega(at);
    EXPECT_LT(static_cast<double>(mp100(abs(w + log(w) - at))), 1e-90) << x;
  }
}

TEST(SpectralNorm, IsThatOfPowerIterations) {
  const RandomStream stream(2, Purpose::claim_instance, 61);
  std::uint64_t next = 0;
  for (const auto& [rows, columns] : {std::pair<Index, Index>{1, 1}, {3, 7}, {7, 3}, {20, 20}, {1, 9}}) {
    Matrix<double> W(rows, columns);
    for (Index i = 0; i < W.size(); ++i) W.data()[i] = stream.symmetric(next++, 3);
    const double exact = Eigen::JacobiSVD<Eigen::MatrixXd>(W).singularValues()(0);
    EXPECT_NEAR(norm_by_squaring(W) / exact, 1, 1e-13) << rows << ' ' << columns;
    EXPECT_NEAR(norm_by_squaring(Matrix<double>(1e-120 * W)) / (1e-120 * exact), 1, 1e-13);
  }
  Matrix<double> two = Matrix<double>::Identity(4, 4);  // equal singular values
  EXPECT_NEAR(norm_by_squaring(two), 1, 1e-15);
  two(0, 0) = 1 + 1e-9;
  EXPECT_NEAR(norm_by_squaring(two), 1 + 1e-9, 1e-15);
  EXPECT_EQ(norm_by_squaring(Matrix<double>(Matrix<double>::Zero(3, 2))), 0.0);
}

TEST(OutputProx, IsTheMinimum) {
  const RandomStream stream(3, Purpose::claim_instance, 62);
  std::uint64_t next = 0;
  for (const double rho : {1e-8, 1e-4, 1e-2, 1.0, 30.0, 1e4}) {
    for (const double size : {0.0, 0.1, 3.0, 300.0}) {
      for (const Index J : {2, 5, 10}) {
        const Index N = 3;
        Matrix<double> V(J, N), Z, G;
        Labels labels;
        for (Index i = 0; i < V.size(); ++i) V.data()[i] = stream.symmetric(next++, size);
        for (Index n = 0; n < N; ++n) labels.push_back(static_cast<int>(stream.bits(next++) % J));
        cross_entropy_prox(V, labels, rho, Z);
        for (Index n = 0; n < N; ++n) {
          std::vector<Real> v;
          for (Index j = 0; j < J; ++j) v.emplace_back(V(j, n));
          const auto z = oracle::proximal_point(v, labels[n], Real(rho));
          for (Index j = 0; j < J; ++j) {
            const double exact = static_cast<double>(z[static_cast<std::size_t>(j)]);
            EXPECT_NEAR(Z(j, n), exact, 2e-14 * (1 + std::fabs(exact) + size)) << rho << ' ' << size << ' ' << J;
          }
        }
        EXPECT_LT(output_gradient(Z, V, labels, rho, G), 1e-24 * (1 + rho * rho * size * size)) << rho << ' ' << size;
      }
    }
  }
}

TEST(OutputProx, OfASampleDoesNotDependOnTheOthers) {
  Matrix<double> V(3, 9), Z, one;
  const RandomStream stream(4, Purpose::claim_instance, 63);
  for (Index i = 0; i < V.size(); ++i) V.data()[i] = stream.symmetric(static_cast<std::uint64_t>(i), 40);
  Labels labels = {0, 1, 2, 0, 1, 2, 0, 0, 0};
  cross_entropy_prox(V, labels, 1e-3, Z);
  for (Index n = 0; n < 9; ++n) {
    cross_entropy_prox(Matrix<double>(V.col(n)), {labels[static_cast<std::size_t>(n)]}, 1e-3, one);
    for (Index j = 0; j < 3; ++j) EXPECT_EQ(one(j, 0), Z(j, n));
  }
}

TEST(OutputProx, SquaredIsAMean) {
  Matrix<double> V(2, 1), Z;
  V << 4, -2;
  squared_prox(V, {1}, 0.5, Z);
  EXPECT_DOUBLE_EQ(Z(0, 0), 2 / 1.5);
  EXPECT_DOUBLE_EQ(Z(1, 0), 0.0);
}

TEST(LevelSet, ItsNearestPointIsClippedAndInside) {
  const RandomStream stream(5, Purpose::claim_instance, 64);
  std::uint64_t next = 0;
  for (const char* name : {"relu", "tanh", "sigmoid", "identity"}) {
    with_level_sets(*activation_named(name), [&](auto h) {
      int clipped_ones = 0;
      for (int k = 0; k < 20000; ++k) {
        const double epsilon = std::ldexp(1.0, static_cast<int>(stream.bits(next++) % 12) - 8);
        const double z = stream.symmetric(next++, 6), v = stream.symmetric(next++, 8);
        double away = stream.symmetric(next++, 1.2);
        away = std::max(-1.0, std::min(1.0, away));
        const double a = clipped(h.value(z) + away * epsilon, h.value(z), epsilon);
        ASSERT_LE(std::fabs(a - h.value(z)), epsilon);  // as computed
        const double to = nearest_in_level_set(h, v, z, a, epsilon);
        EXPECT_LE(std::fabs(h.value(to) - a), epsilon) << name << ' ' << v << ' ' << a << ' ' << epsilon;
        EXPECT_LE(std::fabs(to - v), std::fabs(z - v));
        EXPECT_GE((v - z) * (to - z), 0.0);
        if (to == v) continue;
        ++clipped_ones;  // on the end of its set
        EXPECT_NEAR(std::fabs(h.value(to) - a), epsilon, 1e-13 * (1 + std::fabs(a) + epsilon)) << name;
      }
      EXPECT_GT(clipped_ones, 2000) << name;
    });
  }
}

TEST(LevelSet, EdgesAreThoseOfTheFormula) {
  const Relu relu;
  EXPECT_EQ(nearest_in_level_set(relu, -7.0, 0.5, 0.25, 0.25), -7.0);  // a = epsilon: no lower end
  EXPECT_EQ(nearest_in_level_set(relu, -7.0, 0.5, 0.75, 0.25), 0.5);   // a > epsilon: a - epsilon
  EXPECT_EQ(nearest_in_level_set(relu, 7.0, 0.5, 0.75, 0.25), 1.0);
  EXPECT_EQ(nearest_in_level_set(relu, -5.0, -1.0, -0.25, 0.25), -5.0);  // a = -epsilon: z <= 0
  EXPECT_EQ(nearest_in_level_set(relu, 5.0, -1.0, -0.25, 0.25), 0.0);
  EXPECT_EQ(nearest_in_level_set(relu, 5.0, 3.0, -0.75, 0.25), -0.5);   // empty: a + epsilon
  EXPECT_EQ(nearest_in_level_set(Tanh{}, 5.0, 3.0, -1.75, 0.25), 3.0);  // empty: z
  EXPECT_EQ(nearest_in_level_set(Tanh{}, 40.0, 0.5, 0.5, 0.75), 40.0);  // above the range: no upper end
}

TEST(SoftThreshold, IsThatOfTheAbsoluteValue) {
  EXPECT_EQ(soft_threshold(3.0, 1.0), 2.0);
  EXPECT_EQ(soft_threshold(-3.0, 1.0), -2.0);
  EXPECT_EQ(soft_threshold(1.0, 1.0), 0.0);
  EXPECT_EQ(soft_threshold(-0.5, 1.0), 0.0);
}

TEST(StepSearchOfDlam, TakesTheFirstThatTheTestTakes) {
  Index trials = 0;
  const StepSearch<double> fixed{2.0, 1.0, false}, last{2.0, 1.0, true};
  const auto above = [](double q) { return [q](double alpha) { return q <= alpha; }; };
  EXPECT_EQ(fixed(0.0, trials, above(5.0)), 8.0);
  EXPECT_EQ(trials, 4);
  trials = 0;
  EXPECT_EQ(fixed(64.0, trials, above(8.0)), 8.0);
  EXPECT_EQ(trials, 4);
  trials = 0;
  EXPECT_EQ(last(64.0, trials, above(5.0)), 32.0);
  EXPECT_EQ(trials, 1);
  trials = 0;
  EXPECT_EQ(last(0.0, trials, above(5.0)), 8.0);  // none yet
  trials = 0;
  EXPECT_EQ(last(1e-9, trials, above(0.0)), 1e-6);
}

}  // namespace
}  // namespace lysep
