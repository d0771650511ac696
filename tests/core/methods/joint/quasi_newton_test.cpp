#include "core/methods/joint/quasi_newton.hpp"

#include "tests/core/methods/joint/joint_support.hpp"

namespace lysep {
namespace {

using namespace testing_support;
using Dense = Matrix<double>;

/// All parameters of the layout, as one row.
Dense parameters_of(const Chain<double>& chain, const ParameterLayout<double>& layout) {
  Dense row(1, layout.count());
  for (Index l = layout.first_layer(); l <= chain.depth(); ++l) {
    Eigen::Map<Dense> piece(layout.of_layer(l, row), layout.rows(l), layout.columns(l));
    piece.leftCols(chain.at(l).K.cols()) = chain.at(l).K;
    if (chain.at(l).b.size() > 0) piece.rightCols(1) = chain.at(l).b;
  }
  return row;
}

/// -H g by the definition of BFGS: from H_0 = gamma P^{-1}, H <- (I - s y^T/<s,y>) H (I - y s^T/<s,y>) + s s^T/<s,y>.
struct NaiveInverse {
  std::vector<std::pair<Dense, Dense>> pairs;  // s, y; the newest last
  Dense times(const KroneckerPreconditioner<double>& P, const Dense& v) const {
    double gamma = 0.5;
    if (!pairs.empty()) {
      Dense Py;
      P.solve(pairs.back().second, Py);
      gamma = inner(pairs.back().first, pairs.back().second) / inner(pairs.back().second, Py);
    }
    return gamma * apply(P, v, pairs.size());
  }
  /// H v / gamma by recursion over the pairs.
  Dense apply(const KroneckerPreconditioner<double>& P, const Dense& v, std::size_t count) const {
    if (count == 0) {
      Dense x;
      P.solve(v, x);
      return x;
    }
    const auto& [s, y] = pairs[count - 1];
    double gamma = 0.5;
    Dense Py;
    P.solve(pairs.back().second, Py);
    gamma = inner(pairs.back().first, pairs.back().second) / inner(pairs.back().second, Py);
    const double rho = 1 / inner(s, y);
    const Dense inside = apply(P, Dense(v - rho * inner(s, v) * y), count - 1);
    return inside - rho * inner(y, inside) * s + (rho * inner(s, v) / gamma) * s;
  }
};

TEST(QuasiNewton, StepsAreThoseOfBfgsWithTwentyPairsAndArmijosRule) {
  State<double> state = state_of<double>(circle_state(3, 5, 150));
  ThreadPool pool(1);
  JointProblem<double> problem(state, 0, pool);
  QuasiNewton<double> method(problem);
  NaiveInverse naive;
  KroneckerPreconditioner<double> P(problem.layout);
  Dense last_parameters, last_gradient;
  int halved = 0;
  for (int k = 0; k < 45; ++k) {
    const State<double> before = state;
    const double S = problem.loss;
    const Dense theta = parameters_of(state.chain, problem.layout);
    SweepReport report;
    ASSERT_TRUE(method.step(report));
    const Dense gradient = 2.0 * problem.gradient;  // at theta
    if (k > 0) {
      const Dense s = theta - last_parameters, y = gradient - last_gradient;
      if (inner(s, y) > 0) naive.pairs.emplace_back(s, y);
      if (naive.pairs.size() > 20) naive.pairs.erase(naive.pairs.begin());
    }
    if (k % 10 == 0) {
      Jacobian<double> J(
          before.chain, problem.layout, 1, [](std::size_t) { return Index{150}; }, pool);
      J.linearise(before);
      P.measure(J);
      P.damp(S);
    }
    const Dense direction = -naive.times(P, gradient), step = parameters_of(state.chain, problem.layout) - theta;
    const double t = std::pow(0.5, static_cast<double>(report.trials - 1));
    expect_near(step, t * direction, 1e-6);
    EXPECT_LE(problem.loss, S + 1e-4 * t * inner(gradient, direction));
    if (t < 1) {
      ++halved;
      State<double> other = before;
      Trial<double> trial(other, problem.layout, pool);
      EXPECT_GT(trial.evaluate(direction, 2 * t), S + 2e-4 * t * inner(gradient, direction));
    }
    last_parameters = theta;
    last_gradient = gradient;
  }
  EXPECT_GT(halved, 0);
  EXPECT_LT(problem.loss, 0.3 * problem.first_loss);
}

TEST(QuasiNewton, SaysWhereNothingMoves) {
  State<double> state = state_of<double>(circle_state(2, 1, 200));  // no network of one unit separates a circle
  ThreadPool pool(1);
  JointProblem<double> problem(state, 0, pool);
  QuasiNewton<double> method(problem);
  bool moved = true;
  for (int k = 0; moved && k < 1000; ++k) {
    const double before = problem.loss;
    SweepReport report;
    moved = method.step(report);
    EXPECT_LE(problem.loss, before);
  }
  EXPECT_FALSE(moved);
  EXPECT_GT(problem.loss, 10.0);
  EXPECT_LT(std::sqrt(squared_norm(problem.gradient)), 1e-4);
}

}  // namespace
}  // namespace lysep
