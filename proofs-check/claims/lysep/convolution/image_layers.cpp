#include "proofs-check/claims/lysep/convolution/image_layers.hpp"

namespace lysep {
namespace {

struct Pixel {
  Index channel, y, x;
};

Pixel pixel_of(Index row, Index height, Index width) {
  return {row / (height * width), row / width % height, row % width};
}

}  // namespace

Matrix<double> pooling_matrix(const LayerShape& shape, Index inputs) {
  if (!shape.pooled) return Matrix<double>::Identity(inputs, inputs);
  const Index h = shape.image.height, w = shape.image.width;
  Matrix<double> P = Matrix<double>::Zero(inputs / 4, inputs);
  for (Index row = 0; row < P.rows(); ++row) {
    const Pixel to = pixel_of(row, h / 2, w / 2);
    for (Index column = 0; column < inputs; ++column) {
      const Pixel from = pixel_of(column, h, w);
      if (from.channel == to.channel && from.y / 2 == to.y && from.x / 2 == to.x) P(row, column) = 0.25;
    }
  }
  return P;
}

Matrix<double> correlation_matrix(const LayerShape& shape, const Matrix<double>& K) {
  if (shape.kernel == 0) return K;
  const Index k = shape.kernel, h = shape.image.height / (shape.pooled ? 2 : 1),
              w = shape.image.width / (shape.pooled ? 2 : 1), margin = shape.padding == Padding::same ? k / 2 : 0,
              out_h = h + 2 * margin - k + 1, out_w = w + 2 * margin - k + 1;
  Matrix<double> E = Matrix<double>::Zero(K.rows() * out_h * out_w, shape.image.channels * h * w);
  for (Index row = 0; row < E.rows(); ++row) {
    const Pixel to = pixel_of(row, out_h, out_w);
    for (Index column = 0; column < E.cols(); ++column) {
      const Pixel from = pixel_of(column, h, w);
      const Index dy = from.y - to.y + margin, dx = from.x - to.x + margin;
      if (dy < 0 || dy >= k || dx < 0 || dx >= k) continue;
      E(row, column) = K(to.channel, (from.channel * k + dy) * k + dx);
    }
  }
  return E;
}

Matrix<Ball> operator_matrix(const LayerShape& shape, const Matrix<double>& K, Index inputs) {
  const Matrix<Ball> inner = correlation_matrix(shape, K).unaryExpr([](double x) { return Ball(x); });
  if (!shape.pooled) return inner;
  const Matrix<double> P = pooling_matrix(shape, inputs);
  Matrix<Ball> E = Matrix<Ball>::Constant(inner.rows(), inputs, Ball(0.0));
  for (Index row = 0; row < P.rows(); ++row) {
    for (Index column = 0; column < inputs; ++column) {
      if (P(row, column) == 0) continue;
      for (Index i = 0; i < E.rows(); ++i) E(i, column) += inner(i, row) * Ball(P(row, column));
    }
  }
  return E;
}

Index inputs_of(const StateData& state, Index l) {
  return l == 1 ? state.X.cols() : state.layers[static_cast<std::size_t>(l - 2)].outputs();
}

Index convolutions_of(const StateData& state) {
  Index L1 = 0;
  while (L1 < state.depth() && state.layers[static_cast<std::size_t>(L1)].shape.kernel > 0) ++L1;
  return L1;
}

bool is_image_network(const StateData& state) {
  const Index L1 = convolutions_of(state);
  if (L1 < 1 || state.depth() < L1 + 2) return false;
  const auto dense = [](const auto& layer) { return is_dense(layer.shape); };
  return std::all_of(state.layers.begin() + L1 + 1, state.layers.end(), dense) &&
         state.layers[static_cast<std::size_t>(L1)].shape.kernel == 0;
}

Matrix<double> flipped(const Matrix<double>& K, Index kernel) {
  Matrix<double> turned = K;
  const Index taps = kernel * kernel;
  for (Index o = 0; o < K.rows(); ++o) {
    for (Index t = 0; t < K.cols(); ++t) turned(o, t) = K(o, t - t % taps + (taps - 1 - t % taps));
  }
  return turned;
}

}  // namespace lysep
