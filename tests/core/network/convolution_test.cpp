#include "core/network/convolution.hpp"

#include "core/network/state_data.hpp"
#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

/// The averages of a pooled layer; without pooling the identity.
Matrix<double> pooling_by_definition(const LayerShape& shape) {
  const Index C = shape.image.channels, H = shape.image.height, W = shape.image.width, s = shape.pooled ? 2 : 1;
  const Index h = H / s, w = W / s;
  Matrix<double> P = Matrix<double>::Zero(C * h * w, C * H * W);
  for (Index i = 0; i < C; ++i)
    for (Index y = 0; y < h * s; ++y)
      for (Index x = 0; x < w * s; ++x)
        P((i * h + y / s) * w + x / s, (i * H + y) * W + x) = 1.0 / static_cast<double>(s * s);
  return P;
}

/// What stands behind the pooling, by brute force: its columns from the definition, entry by entry.
Matrix<double> convolution_by_definition(const LayerShape& shape, const Matrix<double>& K) {
  const Index C = shape.image.channels, s = shape.pooled ? 2 : 1, k = shape.kernel;
  const Index h = shape.image.height / s, w = shape.image.width / s;
  if (k == 0) return K;
  const Index margin = shape.padding == Padding::same ? k / 2 : 0;
  const Index oh = h - (k - 1) + 2 * margin, ow = w - (k - 1) + 2 * margin;
  Matrix<double> E = Matrix<double>::Zero(K.rows() * oh * ow, C * h * w);
  for (Index o = 0; o < K.rows(); ++o)
    for (Index y = 0; y < oh; ++y)
      for (Index x = 0; x < ow; ++x)
        for (Index i = 0; i < C; ++i)
          for (Index a = 0; a < k; ++a)
            for (Index b = 0; b < k; ++b) {
              const Index v = y + a - margin, u = x + b - margin;
              if (v < 0 || v >= h || u < 0 || u >= w) continue;
              E((o * oh + y) * ow + x, (i * h + v) * w + u) += K(o, (i * k + a) * k + b);
            }
  return E;
}

/// E, sharing nothing with core/.
Matrix<double> operator_by_definition(const LayerShape& shape, const Matrix<double>& K) {
  return convolution_by_definition(shape, K) * pooling_by_definition(shape);
}

struct Case {
  LayerShape shape;
  Index rows;
  Matrix<double> K;
  std::shared_ptr<const Layer<double>> layer;

  Index columns() const {
    return shape.kernel > 0 ? shape.image.channels * shape.kernel * shape.kernel : pooled_image(shape).rows();
  }
};

/// Channels 1 to 3, k = 1, 3, 5, images that are not square, pooling or none, both paddings, dense behind a pooling.
std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Index kernel : {0, 1, 3, 5})
    for (const bool pooled : {false, true})
      for (const Padding padding : {Padding::same, Padding::valid})
        for (const Index channels : {1, 2, 3}) {
          if (kernel == 0 && (!pooled || padding == Padding::valid)) continue;
          const Index f = pooled ? 2 : 1;
          Case c{{kernel, padding, pooled, {channels, 6 * f, (channels + 4) * f}}, 4 - channels, {}, nullptr};
          c.K.resize(c.rows, c.columns());
          const RandomStream stream(1, Purpose::claim_instance, static_cast<std::uint32_t>(all.size()));
          for (Index i = 0; i < c.K.size(); ++i) c.K.data()[i] = stream.symmetric(i, 1);
          c.layer = make_layer<double>(c.shape, c.K.rows(), c.K.cols());
          all.push_back(c);
        }
  return all;
}

Matrix<double> random_matrix(Index rows, Index columns, std::uint32_t stream_number) {
  const RandomStream stream(2, Purpose::claim_instance, stream_number);
  Matrix<double> m(rows, columns);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = stream.symmetric(i, 1);
  return m;
}

TEST(Convolution, AppliesTheOperatorAndItsTransposeByDefinition) {
  for (const Case& c : cases()) {
    const Matrix<double> E = operator_by_definition(c.shape, c.K);
    ASSERT_EQ(c.layer->outputs(), E.rows());
    ASSERT_EQ(c.layer->inputs(), E.cols());
    EXPECT_NEAR(operator_norm_squared(*c.layer, c.K), E.squaredNorm(), 1e-12 * E.squaredNorm());
    for (const Index n : {1, 19}) {
      Matrix<double> Z, U;
      const Matrix<double> V = random_matrix(E.cols(), n, 1), T = random_matrix(E.rows(), n, 2);
      c.layer->apply(c.K, V, Z);
      EXPECT_TRUE(Z.isApprox(E * V, 1e-13));
      c.layer->apply_transposed(c.K, T, U);
      EXPECT_TRUE(U.isApprox(E.transpose() * T, 1e-13));
    }
  }
}

/// By linearity in K: E(K) = sum_t K_t E_t; the Gram matrix is <E_s V, E_t V> and the correlation <T, E_t V>.
TEST(Convolution, NormalEquationsAreThoseOfTheOperatorsOfTheTaps) {
  for (const Case& c : cases()) {
    const Index q = c.K.cols(), n = 9;
    const Matrix<double> V = random_matrix(c.layer->inputs(), n, 3), T = random_matrix(c.layer->outputs(), n, 4);
    Matrix<double> G, H;
    c.layer->patch_gram(V, G);
    c.layer->patch_correlation(T, V, H);
    const Matrix<double> pooled = pooling_by_definition(c.shape) * V;
    std::vector<Matrix<double>> images;
    for (Index t = 0; t < q; ++t) {
      Matrix<double> unit = Matrix<double>::Zero(c.rows, q);
      unit(0, t) = 1;
      images.push_back(convolution_by_definition(c.shape, unit) * pooled);
    }
    const Index each = c.layer->outputs() / c.rows;
    for (Index s = 0; s < q; ++s) {
      for (Index t = 0; t < q; ++t) EXPECT_NEAR(G(s, t), (images[s].array() * images[t].array()).sum(), 1e-11);
      for (Index o = 0; o < c.rows; ++o) {
        const double inner = (T.middleRows(o * each, each).array() * images[s].topRows(each).array()).sum();
        EXPECT_NEAR(H(o, s), inner, 1e-11);
      }
    }
  }
}

/// The bias sums of E(K) V are K sum u; and a pooled layer is what stands behind it, of the averages.
TEST(Convolution, PatchSumsAndPoolingAreThoseOfTheOperator) {
  for (const Case& c : cases()) {
    const Matrix<double> V = random_matrix(c.layer->inputs(), 11, 3);
    Matrix<double> sums, Z, U, behind;
    Vector<double> expected;
    c.layer->patch_sums(V, sums);
    c.layer->apply(c.K, V, Z);
    c.layer->bias_sums(Z, expected);
    EXPECT_TRUE((c.K * sums).isApprox(expected, 1e-12));
    c.layer->pool(V, U);
    EXPECT_EQ(U.rows() * c.layer->window(), V.rows());
    c.layer->behind_pooling().apply(c.K, U, behind);
    EXPECT_EQ(behind, Z);
  }
}

TEST(Convolution, SharesABiasAmongThePixelsOfAChannel) {
  for (const Case& c : cases()) {
    const Index each = c.layer->outputs_per_bias();
    ASSERT_EQ(each * c.rows, c.layer->outputs());
    EXPECT_EQ(each == 1, c.shape.kernel == 0);
    Matrix<double> Z = Matrix<double>::Zero(c.layer->outputs(), 5);
    Vector<double> b(c.rows), sums;
    for (Index o = 0; o < c.rows; ++o) b(o) = static_cast<double>(o + 1);
    c.layer->add_bias(b, Z);
    for (Index i = 0; i < Z.rows(); ++i) EXPECT_EQ(Z(i, 4), static_cast<double>(i / each + 1));
    c.layer->bias_sums(Z, sums);
    for (Index o = 0; o < c.rows; ++o) EXPECT_NEAR(sums(o), static_cast<double>(5 * each * (o + 1)), 1e-9);
  }
}

/// 3 x 3 taps on 4 x 4 maps pooled from 8 x 8: n_t / 4.
TEST(Convolution, WeightsOfTheNormCountTheBorder) {
  const auto layer = make_layer<double>({3, Padding::same, true, {1, 8, 8}}, 1, 9);
  const double expected[] = {2.25, 3, 2.25, 3, 4, 3, 2.25, 3, 2.25};
  for (Index t = 0; t < 9; ++t) EXPECT_EQ(layer->norm_weights()(t), expected[t]);
  EXPECT_EQ(layer->fan_in(), 9);
}

TEST(Convolution, ItsShapeMakesItAgain) {
  for (const Case& c : cases()) {
    const LayerShape shape = c.layer->shape();
    EXPECT_EQ(shape.kernel, c.shape.kernel);
    EXPECT_EQ(shape.pooled, c.shape.pooled);
    EXPECT_EQ(shape.image.rows(), c.shape.image.rows());
    EXPECT_EQ(shape.image.width, c.shape.image.width);
    EXPECT_TRUE(shape.kernel <= 1 || shape.padding == c.shape.padding);
  }
}

/// The same text on 100 digits.
TEST(Convolution, RunsOnMultiprecision) {
  const Case c = cases().back();
  const auto layer = make_layer<mp100>(c.shape, c.K.rows(), c.K.cols());
  const Matrix<double> V = random_matrix(layer->inputs(), 3, 5);
  Matrix<mp100> Z;
  const auto exact = [](double x) { return mp100(x); };
  layer->apply(c.K.unaryExpr(exact), V.unaryExpr(exact), Z);
  const Matrix<double> E = operator_by_definition(c.shape, c.K) * V;
  for (Index i = 0; i < Z.size(); ++i) EXPECT_NEAR(to_double(Z.data()[i]), E.data()[i], 1e-13);
}

}  // namespace
}  // namespace lysep
