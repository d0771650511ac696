#include "core/methods/joint/jacobian.hpp"

#include "tests/core/methods/joint/joint_support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

TEST(ParameterLayout, MovesAndUnpacksWhatIsNotFrozen) {
  const Chain<double> chain = chain_of<double>(dense_problem());
  const ParameterLayout<double> layout(chain, 1);
  EXPECT_EQ(layout.count(), 4 * 5 + 3 * 4);
  const Matrix<double> x = some_row(layout.count());
  Chain<double> moved = chain, unpacked = chain;
  layout.move(chain, 0.5, x, moved);
  layout.unpack(x, unpacked);
  EXPECT_EQ(moved.at(1).K, chain.at(1).K);
  EXPECT_EQ(moved.at(1).b, chain.at(1).b);
  EXPECT_EQ(moved.at(2).K(1, 2), chain.at(2).K(1, 2) + 0.5 * x(0, 5 + 2));
  EXPECT_EQ(moved.at(2).b(1), chain.at(2).b(1) + 0.5 * x(0, 5 + 4));
  EXPECT_EQ(moved.at(3).K(2, 3), chain.at(3).K(2, 3) + 0.5 * x(0, 20 + 11));
  EXPECT_EQ(unpacked.at(2).K(3, 0), x(0, 15));
  EXPECT_EQ(unpacked.at(2).b(3), x(0, 19));
  EXPECT_EQ(unpacked.at(3).K(0, 0), x(0, 20));
}

void expect_jacobian(const StateData& data, Index frozen) {
  const Matrix<double> J = jacobian_by_differences(data, frozen);
  const State<double> state = state_of<double>(data);
  const ParameterLayout<double> layout(state.chain, frozen);
  ThreadPool pool(2);
  Jacobian<double> jacobian(
      state.chain, layout, state.blocks.size(), [&](std::size_t k) { return state.blocks[k].samples(); }, pool);
  jacobian.linearise(state);
  Matrix<double> got;
  jacobian.gradient(got);
  expect_near(got, losses_of(state).transpose() * J, 1e-13);
  const Matrix<double> x = some_row(layout.count());
  jacobian.gram_times(x, got);
  expect_near(got, (x * J.transpose()) * J, 1e-13);
}

TEST(Jacobian, IsThatOfTheLossesInTheParameters) {
  expect_jacobian(dense_problem(), 0);
  expect_jacobian(dense_problem(), 2);
  expect_jacobian(dense_problem(300), 0);  // two blocks
  StateData sigmoid = dense_problem();
  sigmoid.activation = *activation_named("sin");
  expect_jacobian(sigmoid, 0);
}

TEST(Jacobian, OfConvolutionsToo) {
  expect_jacobian(image_problem(), 0);
  expect_jacobian(image_problem(), 2);
}

TEST(Jacobian, SmallLossesKeepTheirRelativeAccuracy) {
  StateData data = dense_problem();
  data.layers[2].W *= 60.0;  // some R_n are below 1e-16
  expect_jacobian(data, 0);
}

TEST(Jacobian, SomeRowsAreThoseTimesTheirFactors) {
  const StateData data = dense_problem(300);
  const Matrix<double> J = jacobian_by_differences(data, 0);
  const State<double> state = state_of<double>(data);
  const ParameterLayout<double> layout(state.chain, 0);
  ThreadPool pool(1);
  Jacobian<double> all(
      state.chain, layout, 2, [&](std::size_t k) { return state.blocks[k].samples(); }, pool);
  Jacobian<double> some(
      state.chain, layout, 4, [](std::size_t) { return Index{16}; }, pool);
  all.linearise(state);
  const Matrix<double> x = some_row(layout.count());
  for (const std::size_t count : {40u, 7u}) {  // fewer than before: nothing old is left
    std::vector<KeptRow<double>> kept;
    Matrix<double> rows(static_cast<Index>(count), J.cols());
    for (std::size_t k = 0; k < count; ++k) {
      const Index n = static_cast<Index>(k * 299 / count);
      kept.push_back({static_cast<std::size_t>(n / 256), n % 256, 1.0 + static_cast<double>(k)});
      rows.row(static_cast<Index>(k)) = (1.0 + static_cast<double>(k)) * J.row(n);
    }
    some.gather(all, kept);
    EXPECT_EQ(some.used(0), true);
    EXPECT_EQ(some.used(1), count > 16);
    Matrix<double> got;
    some.gram_times(x, got);
    expect_near(got, (x * rows.transpose()) * rows, 1e-13);
  }
}

}  // namespace
}  // namespace lysep
