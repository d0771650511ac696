#include "core/state_data.hpp"

#include "core/random.hpp"

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

StateData initial_state(const Activation& activation, Index inputs, Index width, Index depth, int classes, double scale,
                        std::uint64_t seed) {
  StateData data{activation, {}, {}, classes, {}};
  for (Index l = 1; l <= depth; ++l) {
    const Index columns = l == 1 ? inputs : width, rows = l == depth ? classes : width;
    const double bound = scale / sqrt(static_cast<double>(columns));
    const auto tensor = static_cast<std::uint32_t>(2 * l);
    const RandomStream weights(seed, Purpose::initial_state, tensor), biases(seed, Purpose::initial_state, tensor + 1);
    StateData::LayerData layer{Matrix<double>(rows, columns), {}, {}, {}};
    for (Index i = 0; i < layer.W.size(); ++i) layer.W.data()[i] = weights.symmetric(i, bound);
    if (l < depth) {
      layer.b.resize(rows);
      for (Index i = 0; i < rows; ++i) layer.b(i) = biases.symmetric(i, bound);
    }
    data.layers.push_back(std::move(layer));
  }
  return data;
}

}  // namespace lysep
