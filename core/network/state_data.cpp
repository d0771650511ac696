#include "core/network/state_data.hpp"

#include "core/numbers/random.hpp"

namespace lysep {
namespace {

class Fnv1a {
 public:
  void add(std::uint64_t word) {
    for (int shift = 0; shift < 64; shift += 8) hash_ = (hash_ ^ (word >> shift & 0xff)) * 0x100000001b3;
  }
  void add(const double* values, Index count) {
    for (Index i = 0; i < count; ++i) add(std::bit_cast<std::uint64_t>(values[i]));
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325;
};

}  // namespace

std::uint64_t hash_of(const StateData& data) {
  Fnv1a hash;
  hash.add(data.X.data(), data.X.size());
  for (const int label : data.labels) hash.add(static_cast<std::uint64_t>(label));
  for (const auto& layer : data.layers) {
    hash.add(layer.W.data(), layer.W.size());
    hash.add(layer.b.data(), layer.b.size());
    hash.add(layer.r.data(), layer.r.size());
    hash.add(layer.c.data(), layer.c.size());
  }
  return hash.value();
}

std::vector<LayerPlan> dense_network(Index inputs, Index width, Index depth, int classes) {
  std::vector<LayerPlan> layers;
  for (Index l = 1; l <= depth; ++l) layers.push_back({{}, l == depth ? classes : width, l == 1 ? inputs : width});
  return layers;
}

StateData initial_state(const Activation& activation, const std::vector<LayerPlan>& layers, double scale,
                        std::uint64_t seed) {
  StateData data{activation, {}, {}, static_cast<int>(layers.back().rows), {}};
  for (std::size_t k = 0; k < layers.size(); ++k) {
    const double bound = scale / sqrt(static_cast<double>(layers[k].columns));  // its columns are the fan-in
    const auto tensor = static_cast<std::uint32_t>(2 * (k + 1));
    const RandomStream weights(seed, Purpose::initial_state, tensor), biases(seed, Purpose::initial_state, tensor + 1);
    StateData::LayerData layer{Matrix<double>(layers[k].rows, layers[k].columns), {}, {}, {}, layers[k].shape};
    for (Index i = 0; i < layer.W.size(); ++i) layer.W.data()[i] = weights.symmetric(i, bound);
    if (k + 1 < layers.size()) {
      layer.b.resize(layers[k].rows);
      for (Index i = 0; i < layer.b.size(); ++i) layer.b(i) = biases.symmetric(i, bound);
    }
    data.layers.push_back(std::move(layer));
  }
  return data;
}

}  // namespace lysep
