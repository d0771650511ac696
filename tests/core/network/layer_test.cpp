#include "core/network/layer.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

TEST(DenseLayer, OffersWhatTheAlgorithmAsks) {
  const DenseLayer<double> layer(2, 3);
  EXPECT_EQ(layer.outputs(), 2);
  EXPECT_EQ(layer.inputs(), 3);
  EXPECT_EQ(layer.parameter_rows(), 2);
  EXPECT_EQ(layer.parameter_columns(), 3);
  EXPECT_EQ(layer.outputs_per_bias(), 1);
  EXPECT_EQ(layer.fan_in(), 3);
  Matrix<double> W(2, 3), V(3, 2), T(2, 2), Z, U, G, H;
  W << 1, 2, 3, 4, 5, 6;
  V << 1, 0, 0, 1, 2, -1;
  T << 1, 2, 3, 4;
  layer.apply(W, V, Z);
  EXPECT_TRUE(Z.isApprox(W * V));
  layer.apply_transposed(W, T, U);
  EXPECT_TRUE(U.isApprox(W.transpose() * T));
  layer.patch_gram(V, G);
  EXPECT_TRUE(G.isApprox(V * V.transpose()));
  layer.patch_correlation(T, V, H);
  EXPECT_TRUE(H.isApprox(T * V.transpose()));
  Vector<double> b(2), sums;
  b << 10, 20;
  layer.add_bias(b, Z);
  EXPECT_EQ(Z(1, 0), 4 + 12 + 20);
  EXPECT_EQ(Z(0, 1), 2 - 3 + 10);
  layer.bias_sums(T, sums);
  EXPECT_EQ(sums(0), 3);
  EXPECT_EQ(sums(1), 7);
  EXPECT_EQ(operator_norm_squared(layer, W), 91);
  layer.patch_sums(V, G);
  EXPECT_EQ(G, (Matrix<double>(3, 1) << 1, 1, 1).finished());
  EXPECT_EQ(&layer.behind_pooling(), &layer);
}

}  // namespace
}  // namespace lysep
