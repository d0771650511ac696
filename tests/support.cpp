#include "tests/support.hpp"

#include <cstdlib>

#include "core/numbers/random.hpp"
#include "datasets/dataset.hpp"

namespace lysep::testing_support {
namespace {

/// c_l of every layer, from the residuals of the state.
void add_auxiliaries(const StateData& data, oracle::Net& net) {
  for (std::size_t l = 0; l + 1 < net.W.size(); ++l) {
    oracle::Rows c = net.affine(l, net.V(l));
    const Matrix<double>& r = data.layers[l].r;
    for (Index i = 0; i < r.cols(); ++i)
      for (Index n = 0; n < r.rows(); ++n) c[i][n] += r(n, i);
    net.c.push_back(c);
  }
}

}  // namespace

StateData circle_state(Index depth, Index width, std::size_t samples, std::uint64_t seed, const Activation& activation,
                       double scale) {
  const Dataset data = circle_data(seed, samples, 0).train;
  StateData state = initial_state(activation, dense_network(2, width, depth, 2), scale, seed);
  state.X = Eigen::Map<const Matrix<double>>(data.X.data(), static_cast<Index>(samples), 2);
  state.labels = data.labels;
  for (Index l = 1; l < depth; ++l) state.layers[l - 1].r.setZero(static_cast<Index>(samples), width);
  return state;
}

StateData infeasible_state(Index depth, Index width, std::size_t samples, int classes, double size,
                           std::uint64_t seed) {
  StateData state = circle_state(depth, width, samples, seed);
  const RandomStream stream(seed, Purpose::claim_instance, 77);
  std::uint64_t next = 0;
  for (Index l = 1; l < depth; ++l) {
    auto& r = state.layers[l - 1].r;
    for (Index i = 0; i < r.size(); ++i) r.data()[i] = stream.symmetric(next++, size);
  }
  state.classes = classes;
  state.layers.back().W.resize(classes, width);
  for (Index i = 0; i < state.layers.back().W.size(); ++i)
    state.layers.back().W.data()[i] = stream.symmetric(next++, 1);
  for (int& label : state.labels) label = static_cast<int>(stream.bits(next++) % classes);
  return state;
}

oracle::Rows rows_of(const Matrix<double>& m) {
  oracle::Rows rows = oracle::zeros(m.rows(), m.cols());
  for (Index i = 0; i < m.rows(); ++i)
    for (Index j = 0; j < m.cols(); ++j) rows[i][j] = m(i, j);
  return rows;
}

oracle::Net oracle_of(const StateData& data) {
  oracle::Net net;
  net.X = oracle::transposed(rows_of(data.X));
  net.labels = data.labels;
  for (const auto& layer : data.layers) {
    net.W.push_back(rows_of(layer.W));
    if (layer.b.size() > 0) net.b.emplace_back(layer.b.data(), layer.b.data() + layer.b.size());
  }
  add_auxiliaries(data, net);
  return net;
}

StateData convolutional_state(Index channels, Index kernel, bool pooled, Padding padding, Index samples,
                              std::uint64_t seed) {
  const Index f = pooled ? 2 : 1;
  LayerShape shape{kernel, padding, false, {channels, 4 * f, 6 * f}};
  if (padding == Padding::valid) shape.image = {channels, (kernel + 1) * f + kernel - 1, (kernel + 2) * f + kernel - 1};
  std::vector<LayerPlan> layers = {{shape, 2, channels * kernel * kernel}};
  shape.image = convolved_image(shape, 2);
  shape.pooled = pooled;
  layers.push_back({shape, 3, 2 * kernel * kernel});
  shape.image = convolved_image(shape, 3);
  shape.kernel = 0;
  shape.pooled = pooled && shape.image.height % 2 == 0 && shape.image.width % 2 == 0;
  layers.push_back({shape, 4, pooled_image(shape).rows()});
  layers.push_back({{}, 3, 4});
  StateData state = initial_state({}, layers, 1.5, seed);
  const RandomStream stream(seed, Purpose::claim_instance, 5);
  std::uint64_t next = 0;
  state.X.resize(samples, layers[0].shape.image.rows());
  for (Index i = 0; i < state.X.size(); ++i) state.X.data()[i] = stream.symmetric(next++, 1);
  for (Index n = 0; n < samples; ++n) state.labels.push_back(static_cast<int>(stream.bits(next++) % 3));
  for (auto& layer : state.layers) {
    if (layer.b.size() == 0) continue;
    layer.r.resize(samples, layer.outputs());
    for (Index i = 0; i < layer.r.size(); ++i) layer.r.data()[i] = stream.symmetric(next++, 0.3);
  }
  return state;
}

oracle::ImageLayer image_layer_of(const LayerShape& s) {
  const auto size = [](Index n) { return static_cast<std::size_t>(n); };
  return {static_cast<int>(s.kernel), s.padding == Padding::same, s.pooled,
          size(s.image.channels),     size(s.image.height),       size(s.image.width)};
}

oracle::Net convolutional_oracle_of(const StateData& data) {
  oracle::Net net;
  net.X = oracle::transposed(rows_of(data.X));
  net.labels = data.labels;
  std::size_t inputs = net.X.size();
  for (const auto& layer : data.layers) {
    net.W.push_back(oracle::operator_matrix(image_layer_of(layer.shape), rows_of(layer.W), inputs));
    inputs = net.W.back().size();
    if (layer.b.size() == 0) break;
    net.b.emplace_back();
    const std::size_t each = inputs / static_cast<std::size_t>(layer.b.size());
    for (std::size_t i = 0; i < inputs; ++i) net.b.back().push_back(layer.b(static_cast<Index>(i / each)));
  }
  add_auxiliaries(data, net);
  return net;
}

long cases(long base) {
  const char* scale = std::getenv("LYSEP_TEST_SCALE");
  return scale ? std::max(1L, static_cast<long>(static_cast<double>(base) * std::strtod(scale, nullptr))) : base;
}

}  // namespace lysep::testing_support
