#include "core/methods/joint/gauss_newton.hpp"

#include "tests/core/methods/joint/joint_support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

TEST(GaussNewton, TheSolutionIsOneOfConjugateGradients) {
  for (const auto& [shift, decay] : {std::pair(1e-3, 0.0), {0.2, 0.0}, {30.0, 0.0}, {1e-3, 0.5}, {0.2, 3.0}}) {
    const StateData data = dense_problem(60);
    State<double> state = state_of<double>(data);
    ThreadPool pool(1);
    JointProblem<double> problem(state, 0, pool, decay);
    GaussNewton<double> method(problem, pool);
    problem.linearise();
    problem.preconditioner.measure(problem.jacobian);
    problem.preconditioner.damp(shift + decay / 2);
    method.solve(problem.jacobian, shift);
    const Matrix<double>&x = method.solution(), J = jacobian_by_differences(data, 0);
    Matrix<double> H = J.transpose() * J;
    H.diagonal().array() += shift;
    Matrix<double> g = losses_of(state).transpose() * J;
    for (Index l = 1, i = 0; l <= 3; ++l) {  // the columns of weights, row after row; each row ends in its bias
      const Matrix<double>& W = state.chain.at(l).K;
      for (Index row = 0; row < W.rows(); ++row, i += l < 3 ? 1 : 0) {
        for (Index column = 0; column < W.cols(); ++column, ++i) {
          H(i, i) += decay / 2;
          g(0, i) += decay / 2 * W(row, column);
        }
      }
    }
    expect_near(problem.gradient, g, 1e-11);
    const Matrix<double> residual = -problem.gradient - x * H;
    expect_near(method.residual(), residual, 1e-9);
    // Far enough: the residual, measured by P^{-1}, is a tenth of its start.
    Matrix<double> ahead, start;
    problem.preconditioner.solve(residual, ahead);
    problem.preconditioner.solve(problem.gradient, start);
    EXPECT_LT(inner(residual, ahead), 0.01 * inner(problem.gradient, start));
    // A direction of descent, by more than half of the curvature along it.
    const double curvature = (x * H * x.transpose())(0, 0);
    EXPECT_LE(inner(problem.gradient, x), -0.5 * curvature * (1 - 1e-12));
    EXPECT_GT(curvature, 0.0);
  }
}

TEST(GaussNewton, RowsAreChosenByTheirErrorsAndWeighedByTheirChance) {
  State<double> state = state_of<double>(circle_state(3, 6, 700));
  ThreadPool pool(1);
  JointProblem<double> problem(state, 0, pool);
  GaussNewton<double> method(problem, pool);
  problem.linearise();
  std::vector<double> errors;
  double total = 0;
  for (const auto& block : state.blocks) {
    Matrix<double> Z, T;
    affine(state.chain, 3, block.V(3), Z);
    softmax_minus_labels(Z, block.labels, T);
    for (Index n = 0; n < block.samples(); ++n) {
      errors.push_back(-T(block.labels[static_cast<std::size_t>(n)], n));
      total += errors.back();
    }
  }
  const double u = RandomStream(0, Purpose::joint_rows, 0).uniform(0);
  double before = 0;
  std::size_t next = 0;
  const auto& kept = method.choose_rows();
  for (std::size_t n = 0; n < errors.size(); ++n) {
    const double pi = std::min(1.0, 0.3 * 700 * (0.8 * errors[n] / total + 0.2 / 700)), after = before + pi;
    if (std::floor(after - u) > std::floor(before - u)) {
      ASSERT_LT(next, kept.size());
      EXPECT_EQ(kept[next].block * 256 + static_cast<std::size_t>(kept[next].sample), n);
      EXPECT_NEAR(kept[next].factor, 1 / std::sqrt(pi), 1e-12);
      ++next;
    }
    before = after;
  }
  EXPECT_EQ(next, kept.size());
  EXPECT_GT(next, 150u);
  EXPECT_LE(next, 211u);
}

/// A state on its own, to try steps from.
double loss_after(const State<double>& from, const Matrix<double>& x, double t) {
  State<double> state = from;
  const ParameterLayout<double> layout(state.chain, 0);
  ThreadPool pool(1);
  return Trial<double>(state, layout, pool).evaluate(x, t);
}

TEST(GaussNewton, AStepIsTheBestOfItsTrialsAndTheDampingFollowsTheRatio) {
  State<double> state = state_of<double>(circle_state(4, 6, 200));
  ThreadPool pool(1);
  JointProblem<double> problem(state, 0, pool);
  GaussNewton<double> method(problem, pool);
  int twice = 0, halved = 0, all_rows = 0;
  for (int k = 0; k < 60; ++k) {
    const State<double> before = state;
    const double S = problem.loss, m = method.damping();
    const bool all = S <= 0.05 * problem.first_loss;
    SweepReport report;
    ASSERT_TRUE(method.step(report));
    if (report.steps_rejected > 0 || report.trials > 3) continue;  // not at the first damping
    const Matrix<double> x = method.solution();
    const double once = loss_after(before, x, 1.0), other = loss_after(before, x, 2.0);
    const double predicted = inner(x, method.residual()) - inner(problem.gradient, x) + m * S * squared_norm(x);
    const double ratio = (S - once) / predicted;
    if (once < S) {
      const bool better = ratio > 0.6 && other < once;
      twice += better;
      EXPECT_EQ(problem.loss, better ? other : once);
      EXPECT_EQ(report.trials, ratio > 0.6 ? 2 : 1);
    } else {
      ++halved;
      const double half = loss_after(before, x, 0.5);
      EXPECT_EQ(problem.loss, half < S ? half : loss_after(before, x, 0.25));
    }
    EXPECT_LT(problem.loss, S);
    const double factor = ratio > 0.75 ? 0.4 : ratio < 0 ? 4.0 : ratio < 0.25 ? 2.5 : 1.0;
    EXPECT_DOUBLE_EQ(method.damping(), factor * m);
    if (all) {  // the prediction of the model: ||R||^2 - ||R + J x||^2
      ++all_rows;
      Jacobian<double> J(
          before.chain, problem.layout, 1, [](std::size_t) { return Index{200}; }, pool);
      J.linearise(before);
      Matrix<double> g, Hx;
      J.gradient(g);
      J.gram_times(x, Hx);
      EXPECT_NEAR(predicted, -2 * inner(g, x) - inner(x, Hx), 1e-6 * predicted);
    }
  }
  EXPECT_GT(twice, 0);
  EXPECT_GT(all_rows, 5);
}

TEST(GaussNewton, NeverRaisesTheLossWhereItCannotVanish) {
  State<double> state = state_of<double>(circle_state(2, 1, 200));  // no network of one unit separates a circle
  ThreadPool pool(1);
  JointProblem<double> problem(state, 0, pool);
  GaussNewton<double> method(problem, pool);
  for (int k = 0; k < 300; ++k) {
    const double before = problem.loss;
    SweepReport report;
    method.step(report);
    EXPECT_LE(problem.loss, before);
  }
  EXPECT_GT(problem.loss, 10.0);
  EXPECT_LT(std::sqrt(squared_norm(problem.gradient)), 0.1);
}

TEST(GaussNewton, SaysWhereNothingMoves) {
  State<double> state = state_of<double>(at_rest(5, 200));
  const auto before = hash_of(data_of(state));
  ThreadPool pool(1);
  JointProblem<double> problem(state, 0, pool);
  GaussNewton<double> method(problem, pool);
  SweepReport report;
  EXPECT_TRUE(method.step(report));  // so far with some of the rows
  EXPECT_EQ(report.steps_rejected, 1);
  EXPECT_EQ(method.damping(), 1.0);
  EXPECT_FALSE(method.step(report));
  EXPECT_EQ(report.steps_rejected, 2);
  method.restart();
  EXPECT_TRUE(method.step(report));
  EXPECT_EQ(hash_of(data_of(state)), before);
}

}  // namespace
}  // namespace lysep
