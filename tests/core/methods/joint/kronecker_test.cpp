#include "core/methods/joint/kronecker.hpp"

#include "tests/core/methods/joint/joint_support.hpp"

namespace lysep {
namespace {

using namespace testing_support;
using Dense = Matrix<double>;

/// The patches (u; 1) of sample n that layer l reads, one a column; of the last layer without the 1.
Dense patches(const Jacobian<double>& J, Index l, std::size_t k, Index n) {
  const Layer<double>& layer = J.layer(l);
  const Index q = layer.parameter_columns(), together = layer.outputs_per_bias();
  Dense u(q + (l < J.depth() ? 1 : 0), together);
  for (Index j = 0; j < q; ++j) {
    Dense unit = Dense::Constant(layer.parameter_rows(), q, 0.0), Z;
    unit(0, j) = 1.0;
    layer.apply(unit, J.V(l, k), Z);
    for (Index pixel = 0; pixel < together; ++pixel) u(j, pixel) = Z(pixel, n);
  }
  if (l < J.depth()) u.row(q).setOnes();
  return u;
}

/// The inverse of (G + sqrt(m)/pi I) (x) (A + pi sqrt(m) I), layer by layer, from the definitions.
Dense expected_solution(const ParameterLayout<double>& layout, const Jacobian<double>& J, double m, const Dense& y) {
  Dense x = y;
  for (Index l = layout.first_layer(); l <= J.depth(); ++l) {
    const Index p = layout.rows(l), q = layout.columns(l), together = J.layer(l).outputs_per_bias();
    Dense A = Dense::Constant(q, q, 0.0), G = Dense::Constant(p, p, 0.0);
    double total = 0;
    for (std::size_t k = 0; k < J.blocks(); ++k) {
      for (Index n = 0; n < J.samples(k); ++n) {
        const Dense delta = J.delta(l, k).col(n).reshaped<Eigen::RowMajor>(p, together), u = patches(J, l, k, n);
        G += delta * delta.transpose();
        A += delta.squaredNorm() * (u * u.transpose()) / static_cast<double>(together);
        total += delta.squaredNorm();
      }
    }
    A /= total;
    const double pi = std::sqrt((A.trace() / static_cast<double>(q)) / (G.trace() / static_cast<double>(p)));
    A.diagonal().array() += pi * std::sqrt(m);
    G.diagonal().array() += std::sqrt(m) / pi;
    const Dense Y = Eigen::Map<const Dense>(layout.of_layer(l, y), p, q);
    Eigen::Map<Dense>(layout.of_layer(l, x), p, q) = G.inverse() * Y * A.inverse();
  }
  return x;
}

void expect_inverse(const StateData& data, Index frozen) {
  const State<double> state = state_of<double>(data);
  const ParameterLayout<double> layout(state.chain, frozen);
  ThreadPool pool(2);
  Jacobian<double> J(
      state.chain, layout, state.blocks.size(), [&](std::size_t k) { return state.blocks[k].samples(); }, pool);
  J.linearise(state);
  KroneckerPreconditioner<double> P(layout);
  P.measure(J);
  const Dense y = some_row(layout.count());
  for (const double m : {1e-4, 0.3}) {
    Dense x;
    P.damp(m);
    P.solve(y, x);
    expect_near(x, expected_solution(layout, J, m, y), 1e-10);
  }
}

TEST(Kronecker, SolvesWithTheTwoDampedFactorsOfEachLayer) {
  expect_inverse(dense_problem(), 0);
  expect_inverse(dense_problem(300), 1);
  expect_inverse(image_problem(), 0);
}

TEST(Kronecker, HoldsForAnyDampingOfASingularMatrix) {
  const State<double> state = state_of<double>(dense_problem(2));  // A of rank 2
  const ParameterLayout<double> layout(state.chain, 0);
  ThreadPool pool(1);
  Jacobian<double> J(
      state.chain, layout, 1, [](std::size_t) { return Index{2}; }, pool);
  J.linearise(state);
  KroneckerPreconditioner<double> P(layout);
  P.measure(J);
  const Dense y = some_row(layout.count());
  for (const double m : {1e-12, 1e-60, 1e-250}) {
    Dense x;
    P.damp(m);
    P.solve(y, x);
    EXPECT_GT(inner(x, y), 0.0);  // positive definite
    EXPECT_TRUE(is_finite(squared_norm(x)));
  }
}

/// A damping whose root over pi is below the smallest number.
TEST(Kronecker, HoldsWhereTheDampingUnderflows) {
  for (const StateData& data : {dense_problem(2), at_rest(3, 8)}) {
    const State<double> state = state_of<double>(data);
    const ParameterLayout<double> layout(state.chain, 0);
    ThreadPool pool(1);
    Jacobian<double> J(
        state.chain, layout, 1, [&](std::size_t) { return state.samples(); }, pool);
    J.linearise(state);
    KroneckerPreconditioner<double> P(layout);
    P.measure(J);
    P.damp(0.0);
    const Dense y = some_row(layout.count());
    Dense x;
    P.solve(y, x);
    EXPECT_GT(inner(x, y), 0.0);
    EXPECT_TRUE(is_finite(squared_norm(x)));
  }
}

TEST(Kronecker, LeavesADirectionWithoutRowsAlone) {
  const State<double> state = state_of<double>(dense_problem());
  const ParameterLayout<double> layout(state.chain, 0);
  ThreadPool pool(1);
  Jacobian<double> all(
      state.chain, layout, 1, [](std::size_t) { return Index{30}; }, pool);
  Jacobian<double> none(
      state.chain, layout, 2, [](std::size_t) { return Index{8}; }, pool);
  all.linearise(state);
  none.gather(all, {});
  KroneckerPreconditioner<double> P(layout);
  P.measure(none);
  P.damp(4.0);  // A = G = 0, pi = 1
  const Dense y = some_row(layout.count());
  Dense x;
  P.solve(y, x);
  expect_near(x, y / 4.0, 1e-15);
}

}  // namespace
}  // namespace lysep
