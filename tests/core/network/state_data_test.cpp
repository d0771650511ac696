#include "core/network/state_data.hpp"

#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::circle_state;
using testing_support::infeasible_state;

TEST(StateData, CrossesIntoAScalarAndBackUnchanged) {
  const StateData data = infeasible_state(4, 3, 600, 3, 0.5);
  EXPECT_EQ(hash_of(data_of(state_of<double>(data))), hash_of(data));
  EXPECT_EQ(hash_of(data_of(state_of<mp50>(data))), hash_of(data));
  EXPECT_EQ(data_of(state_of<double>(data)).classes, 3);
}

TEST(StateData, BlocksHoldTheSamplesInOrder) {
  const State<double> state = state_of<double>(circle_state(3, 4, 600));
  ASSERT_EQ(state.blocks.size(), 3u);
  EXPECT_EQ(state.blocks[0].samples(), 256);
  EXPECT_EQ(state.blocks[2].samples(), 600 - 2 * 256);
  EXPECT_EQ(state.samples(), 600);
  EXPECT_EQ(samples_together(chain_of<double>(circle_state(2, 2048, 1))), 256);
  EXPECT_EQ(samples_together(chain_of<double>(circle_state(2, 2049, 1))), 128);
  EXPECT_EQ(samples_together(chain_of<double>(circle_state(2, 20000, 1))), 32);
}

TEST(StateData, AuxiliariesFollowFromTheResidualsOrTheResidualsFromThem) {
  StateData data = infeasible_state(4, 3, 20, 2, 0.5);
  const State<mp50> state = state_of<mp50>(data);
  StateData stored_c = data;
  const auto& block = state.blocks[0];
  for (Index l = 1; l < 4; ++l) {
    auto& layer = stored_c.layers[l - 1];
    layer.r.resize(0, 0);
    layer.c.resize(20, 3);
    for (Index n = 0; n < 20; ++n) {
      for (Index i = 0; i < 3; ++i) layer.c(n, i) = to_double(block.c(l)(i, n));
    }
  }
  const State<mp50> again = state_of<mp50>(stored_c);
  for (Index l = 1; l < 4; ++l) {
    for (Index i = 0; i < block.r(l).size(); ++i) {
      EXPECT_NEAR(to_double(again.blocks[0].r(l).data()[i]), to_double(block.r(l).data()[i]), 1e-14);
      EXPECT_EQ(to_double(again.blocks[0].c(l).data()[i]), to_double(block.c(l).data()[i]));
    }
  }
  EXPECT_NE(hash_of(stored_c), hash_of(data));
}

TEST(StateData, AFeasibleStartHasResidualZeroAndTheForwardPass) {
  State<double> state = state_of<double>(infeasible_state(3, 4, 10, 2, 0.5));
  start_feasible(state.chain, state.blocks[0]);
  EXPECT_EQ(squared_norm(state.blocks[0].r(1)), 0.0);
  EXPECT_EQ(squared_norm(state.blocks[0].r(2)), 0.0);
  Matrix<double> surrogate;
  affine(state.chain, 3, state.blocks[0].V(3), surrogate);
  EXPECT_EQ(surrogate, network_logits(state.chain, state.blocks[0].X));
}

TEST(Hash, ChangesWithEveryPartOfTheState) {
  const StateData data = infeasible_state(3, 2, 5, 2, 0.5);
  const auto changed = [&](auto change) {
    StateData copy = data;
    change(copy);
    return hash_of(copy) != hash_of(data);
  };
  EXPECT_TRUE(changed([](StateData& d) { d.X(4, 1) = std::nextafter(d.X(4, 1), 2); }));
  EXPECT_TRUE(changed([](StateData& d) { d.labels[4] ^= 1; }));
  EXPECT_TRUE(changed([](StateData& d) { d.layers[2].W(1, 1) += 1; }));
  EXPECT_TRUE(changed([](StateData& d) { d.layers[1].b(1) += 1; }));
  EXPECT_TRUE(changed([](StateData& d) { d.layers[1].r(4, 1) += 1; }));
  EXPECT_TRUE(changed([](StateData& d) { d.layers[1].c = Matrix<double>::Ones(1, 1); }));
  EXPECT_TRUE(changed([](StateData& d) { std::swap(d.layers[0].r(0, 0), d.layers[0].r(0, 1)); }));
  EXPECT_TRUE(changed([](StateData& d) { d.activation = *activation_named("sin"); }));
  EXPECT_TRUE(changed([](StateData& d) { d.activation = *activation_named("scaled-identity", 2.0); }));
  EXPECT_TRUE(changed([](StateData& d) { d.classes = 3; }));
}

/// Two networks with the same numbers are two networks; version 0.1 took them for one.
TEST(Hash, TellsNetworksOfTheSameNumbersApart) {
  StateData image = infeasible_state(3, 2, 5, 2, 0.5);
  image.layers[0].shape = {3, Padding::same, false, {1, 4, 4}};
  const auto changed = [&](auto change) {
    StateData copy = image;
    change(copy);
    EXPECT_EQ(hash_v1(copy), hash_v1(image));
    return hash_of(copy) != hash_of(image);
  };
  EXPECT_TRUE(changed([](StateData& d) { d.layers[0].shape.kernel = 0; }));
  EXPECT_TRUE(changed([](StateData& d) { d.layers[0].shape.padding = Padding::valid; }));
  EXPECT_TRUE(changed([](StateData& d) { d.layers[0].shape.pooled = true; }));
  EXPECT_TRUE(changed([](StateData& d) { d.layers[0].shape.image = {1, 2, 8}; }));
  EXPECT_TRUE(changed([](StateData& d) { d.layers[0].shape.image = {2, 2, 4}; }));
  EXPECT_TRUE(changed([](StateData& d) { d.activation = *activation_named("relu"); }));
  EXPECT_TRUE(changed([](StateData& d) { d.layers[1].W.resize(1, d.layers[1].W.size()); }));
}

TEST(InitialState, IsUniformWithBoundScaleOverRootFanIn) {
  const StateData s = initial_state({}, dense_network(4, 50, 3, 7), 1.5, 11);
  ASSERT_EQ(s.depth(), 3);
  EXPECT_EQ(s.layers[0].W.rows(), 50);
  EXPECT_EQ(s.layers[0].W.cols(), 4);
  EXPECT_EQ(s.layers[2].W.rows(), 7);
  EXPECT_EQ(s.layers[2].b.size(), 0);
  const auto largest = [](const auto& m) { return m.cwiseAbs().maxCoeff(); };
  EXPECT_LE(largest(s.layers[0].W), 0.75);
  EXPECT_GT(largest(s.layers[0].W), 0.72);
  EXPECT_LE(largest(s.layers[1].W), 1.5 / std::sqrt(50.0));
  EXPECT_GT(largest(s.layers[1].W), 1.49 / std::sqrt(50.0));
  EXPECT_GT(largest(s.layers[1].b), 0.8 * 1.5 / std::sqrt(50.0));
  EXPECT_NE(s.layers[1].W(0, 0), s.layers[1].b(0));
}

TEST(InitialState, MayBeNormal) {
  const StateData s = initial_state({}, dense_network(400, 50, 3, 7), InitialDistribution::normal_of(0.25), 11, true);
  const Matrix<double>& W = s.layers[0].W;
  const double mean = W.mean(), variance = (W.array() - mean).square().mean();
  EXPECT_NEAR(mean, 0, 0.25 * 4 / std::sqrt(20000.0));
  EXPECT_NEAR(variance, 0.0625, 0.0625 * 4 * std::sqrt(2.0 / 20000));
  const auto inside = (W.array().abs() < 0.25).cast<double>().mean();
  EXPECT_NEAR(inside, 0.6827, 0.015);
  EXPECT_EQ(s.layers[2].b.size(), 7);
  const RandomStream stream(11, Purpose::initial_state, 2);
  for (const Index i : {Index{0}, Index{1}, Index{19999}}) {
    const auto k = static_cast<std::uint64_t>(2 * i);
    const double expected =
        0.25 * std::sqrt(-2 * std::log(1 - stream.uniform(k))) * std::cos(2 * M_PI * stream.uniform(k + 1));
    EXPECT_NEAR(W.data()[i], expected, 1e-15);
  }
}

TEST(InitialState, TheBitsOnRecord) { EXPECT_EQ(hash_of(circle_state(4, 5, 100, 3)), 15247328830885275771u); }

}  // namespace
}  // namespace lysep
