#include "core/network/state_data.hpp"

#include "core/numbers/logarithm.hpp"
#include "core/numbers/random.hpp"
#include "core/numbers/sha256.hpp"

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

/// Numbers as 64-bit words, the least byte first, on every machine.
class WordHash {
 public:
  void add(std::uint64_t word) {
    unsigned char bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(word >> (8 * i));
    sha256_.add(bytes, sizeof bytes);
  }
  void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
  void add(std::string_view text) {
    add(static_cast<std::uint64_t>(text.size()));
    sha256_.add(text.data(), text.size());
  }
  template <class Numbers>
  void add_array(const Numbers& numbers) {
    add(static_cast<std::uint64_t>(numbers.rows()));
    add(static_cast<std::uint64_t>(numbers.cols()));
    if constexpr (std::endian::native == std::endian::little) {
      sha256_.add(numbers.data(), sizeof(double) * static_cast<std::size_t>(numbers.size()));
    } else {
      for (Index i = 0; i < numbers.size(); ++i) add(numbers.data()[i]);
    }
  }
  /// What there is of it: a dense layer has no padding, and without a pooling no image.
  void add(const LayerShape& shape) {
    add(static_cast<std::uint64_t>(shape.kernel));
    add(static_cast<std::uint64_t>(shape.pooled));
    if (is_dense(shape)) return;
    if (shape.kernel > 0) add(static_cast<std::uint64_t>(shape.padding == Padding::same));
    for (const Index size : {shape.image.channels, shape.image.height, shape.image.width}) {
      add(static_cast<std::uint64_t>(size));
    }
  }
  /// The first eight bytes of the digest, the first one the highest.
  std::uint64_t value() {
    const Sha256::Digest digest = sha256_.digest();
    std::uint64_t word = 0;
    for (int i = 0; i < 8; ++i) word = word << 8 | digest[static_cast<std::size_t>(i)];
    return word;
  }

 private:
  Sha256 sha256_;
};

}  // namespace

std::uint64_t hash_of(const StateData& data) {
  WordHash hash;
  hash.add(data.format == StateFormat().name ? "lysep-state 2" : data.format + " 1");
  hash.add(name_of(data.activation));
  hash.add(data.activation.factor);
  hash.add(static_cast<std::uint64_t>(data.classes));
  hash.add(static_cast<std::uint64_t>(data.layers.size()));
  hash.add_array(data.X);
  for (const int label : data.labels) hash.add(static_cast<std::uint64_t>(label));
  if (data.regression()) hash.add_array(data.Y);
  for (const auto& layer : data.layers) {
    hash.add(layer.shape);
    hash.add_array(layer.W);
    hash.add_array(layer.b);
    hash.add_array(layer.r);
    hash.add_array(layer.c);
    for (const auto& [name, rows] : layer.variables) {
      hash.add(name);
      hash.add_array(rows);
    }
    for (const auto& [name, number] : layer.numbers) {
      hash.add(name);
      hash.add(number);
    }
  }
  return hash.value();
}

std::uint64_t hash_v1(const StateData& data) {
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

namespace {

/// Number i of the stream: uniform, or by the transform of Box and Muller from its numbers 2 i and 2 i + 1.
double drawn(const RandomStream& stream, std::uint64_t i, const InitialDistribution& distribution, double fan_in) {
  if (!distribution.normal) return stream.symmetric(i, distribution.size / sqrt(fan_in));
  constexpr double two_pi = 6.283185307179586;
  const double radius = sqrt(-2.0 * log(1.0 - stream.uniform(2 * i)));  // of a number in (0, 1]
  return distribution.size * (radius * cos(two_pi * stream.uniform(2 * i + 1)));
}

}  // namespace

StateData initial_state(const Activation& activation, const std::vector<LayerPlan>& layers,
                        const InitialDistribution& distribution, std::uint64_t seed, bool last_bias, bool hidden_bias) {
  StateData data{activation, {}, {}, static_cast<int>(layers.back().rows), {}};
  for (std::size_t k = 0; k < layers.size(); ++k) {
    const auto fan_in = static_cast<double>(layers[k].columns);
    const auto tensor = static_cast<std::uint32_t>(2 * (k + 1));
    const RandomStream weights(seed, Purpose::initial_state, tensor), biases(seed, Purpose::initial_state, tensor + 1);
    const auto number = [&](const RandomStream& stream, Index i) {
      return drawn(stream, static_cast<std::uint64_t>(i), distribution, fan_in);
    };
    StateData::LayerData layer{Matrix<double>(layers[k].rows, layers[k].columns), {}, {}, {}, layers[k].shape};
    for (Index i = 0; i < layer.W.size(); ++i) layer.W.data()[i] = number(weights, i);
    if (k + 1 < layers.size() ? hidden_bias : last_bias) {
      layer.b.resize(layers[k].rows);
      for (Index i = 0; i < layer.b.size(); ++i) layer.b(i) = number(biases, i);
    }
    data.layers.push_back(std::move(layer));
  }
  return data;
}

}  // namespace lysep
