#pragma once
// A state as plain doubles, the content of a state file, and its crossings into the scalars of the core.
#include <cstdint>

#include "core/network/chain.hpp"
#include "core/network/convolution.hpp"
#include "core/network/state_format.hpp"

namespace lysep {

/// Samples are rows, as in the file. Layers 1..D.
struct StateData {
  struct LayerData {
    Matrix<double> W;  // rows x columns; of a convolution: C_out x C_in k^2
    Vector<double> b;  // rows; empty in a last layer without a bias
    Matrix<double> r;  // N x outputs; empty in the last layer, where the file holds c instead, and where r = 0
    Matrix<double> c;  // N x outputs, from which r is formed; empty where r is given or 0
    LayerShape shape = {};
    std::map<std::string, Matrix<double>> variables = {};  // of another method, N x outputs; then neither r nor c
    std::map<std::string, double> numbers = {};

    Index outputs() const { return shape.kernel > 0 ? convolved_image(shape, W.rows()).rows() : W.rows(); }
  };
  Activation activation;
  Matrix<double> X;  // N x d
  Labels labels;     // N
  int classes = 0;
  std::vector<LayerData> layers;
  std::string format = StateFormat().name;
  OptionValues options = {};  // those that the format has
  Matrix<double> Y = {};      // N x outputs: real targets, in the place of labels

  bool regression() const { return Y.size() > 0; }
  Index samples() const { return X.rows(); }
  Index depth() const { return static_cast<Index>(layers.size()); }
};

/// The chain's shapes and parameters; exact, every scalar holds a double.
template <class S>
Chain<S> chain_of(const StateData& data) {
  Chain<S> chain;
  chain.activation = data.activation;
  const auto output = data.options.find("output-activation");
  if (output != data.options.end())
    chain.output = output_activation_named(std::get<std::string>(output->second)).value();
  for (const auto& layer : data.layers) {
    chain.links.push_back({make_layer<S>(layer.shape, layer.W.rows(), layer.W.cols()),
                           layer.W.unaryExpr([](double x) { return S(x); }),
                           layer.b.unaryExpr([](double x) { return S(x); })});
  }
  return chain;
}

/// Samples first..first+count-1 of the data as a block with c, V and r in place, or the variables of the data. Where
/// the data hold c, r is formed as c_l - E_l V_l - b_l 1^T; where they hold neither, r = 0.
template <class S>
Block<S> block_of(const StateData& data, const Chain<S>& chain, Index first, Index count) {
  const auto part = [&](const Matrix<double>& rows) {
    Matrix<S> columns(rows.cols(), count);
    for (Index i = 0; i < rows.cols(); ++i) {
      for (Index n = 0; n < count; ++n) columns(i, n) = S(rows(first + n, i));
    }
    return columns;
  };
  Block<S> block;
  block.X = part(data.X);
  if (data.regression()) {
    block.Y = part(data.Y);
  } else {
    block.labels.assign(data.labels.begin() + first, data.labels.begin() + first + count);
  }
  for (const auto& layer : data.layers) {
    for (const auto& [name, rows] : layer.variables) block.variables[name].push_back(part(rows));
  }
  if (!block.variables.empty()) return block;
  const Index hidden = chain.depth() - 1;
  block.c_.resize(hidden);
  block.V_.resize(hidden);
  block.r_.resize(hidden);
  for (Index l = 1; l <= hidden; ++l) {
    const auto& layer = data.layers[l - 1];
    Matrix<S> Z;
    affine(chain, l, block.V(l), Z);
    if (layer.c.size() > 0) {
      block.c(l) = part(layer.c);
      block.r(l) = block.c(l) - Z;
    } else {
      block.r(l) = layer.r.size() > 0 ? part(layer.r) : Matrix<S>(Matrix<S>::Constant(Z.rows(), Z.cols(), S(0.0)));
      block.c(l) = Z + block.r(l);
    }
    activate(chain.activation, block.c(l), block.activated(l));
  }
  return block;
}

/// The state in blocks: all of them, or this rank's.
template <class S>
State<S> state_of(const StateData& data, const Ranks& ranks = alone()) {
  State<S> state{chain_of<S>(data), {}};
  for (const auto& layer : data.layers) {
    for (const auto& [name, number] : layer.numbers) state.numbers[name].push_back(S(number));
  }
  const Index size = samples_together(state.chain), N = data.samples();
  const BlockShare share = hold_samples(state, N, ranks);
  for (std::size_t k = share.first; k < share.first + share.blocks; ++k) {
    state.blocks.push_back(
        block_of(data, state.chain, static_cast<Index>(k) * size, samples_of_block(state.chain, N, k)));
  }
  return state;
}

/// The state, of ranks this one's samples, rounded to doubles; its blocks are given back one by one, so that nothing is
/// in memory twice.
template <class S>
StateData data_of(State<S> state) {
  const Index N = state.own_samples();
  StateData data{state.chain.activation, Matrix<double>(N, state.blocks[0].X.rows()), {}, 0, {}};
  if (state.blocks[0].Y.size() > 0) data.Y.resize(N, state.blocks[0].Y.rows());
  const bool residuals = !state.blocks[0].r_.empty();
  data.classes = static_cast<int>(state.chain.classes());
  const auto copy = [](const Matrix<S>& columns, Index first, Matrix<double>& rows) {
    eigen_assert(rows.cols() == columns.rows());
    for (Index i = 0; i < columns.rows(); ++i) {
      for (Index n = 0; n < columns.cols(); ++n) rows(first + n, i) = to_double(columns(i, n));
    }
  };
  for (const auto& link : state.chain.links) {
    data.layers.push_back({link.K.unaryExpr([](const S& x) { return to_double(x); }),
                           link.b.unaryExpr([](const S& x) { return to_double(x); }),
                           {},
                           {},
                           link.shape->shape()});
    if (residuals && link.b.size() > 0) data.layers.back().r.resize(N, link.shape->outputs());
  }
  for (const auto& [name, numbers] : state.numbers) {
    for (std::size_t l = 0; l < numbers.size(); ++l) data.layers[l].numbers[name] = to_double(numbers[l]);
  }
  for (const auto& [name, layers] : state.blocks[0].variables) {
    for (std::size_t l = 0; l < layers.size(); ++l) data.layers[l].variables[name].resize(N, layers[l].rows());
  }
  Index first = 0;
  for (auto& block : state.blocks) {
    copy(block.X, first, data.X);
    if (data.regression()) copy(block.Y, first, data.Y);
    data.labels.insert(data.labels.end(), block.labels.begin(), block.labels.end());
    for (Index l = 1; residuals && l < state.depth(); ++l) copy(block.r(l), first, data.layers[l - 1].r);
    for (const auto& [name, layers] : block.variables) {
      for (std::size_t l = 0; l < layers.size(); ++l) copy(layers[l], first, data.layers[l].variables[name]);
    }
    first += block.samples();
    block = {};
  }
  return data;
}

#define LYSEP_STATE_DATA(how, S)                                                   \
  how template Chain<S> chain_of(const StateData&);                                \
  how template Block<S> block_of(const StateData&, const Chain<S>&, Index, Index); \
  how template State<S> state_of(const StateData&, const Ranks&);
LYSEP_STATE_DATA(extern, double)
extern template StateData data_of(State<double>);

/// The first 64 bits of a SHA-256 over all that determines the state: activation, classes, X and labels, and of every
/// layer its kind, shapes, padding, pooling, W, b, r and c, or the variables and numbers of another method.
std::uint64_t hash_of(const StateData& data);
/// What version 0.1 called the hash: 64-bit FNV-1a of the numbers alone. Reference results keep it until they are made
/// anew.
std::uint64_t hash_v1(const StateData& data);

/// The layers of a network before it has weights.
struct LayerPlan {
  LayerShape shape;
  Index rows, columns;  // of W
};

/// D >= 2 dense layers, the output layer counted.
std::vector<LayerPlan> dense_network(Index inputs, Index width, Index depth, int classes);

/// Of initial weights and biases: uniform on +-size/sqrt(fan_in), or normal with mean 0 and deviation `size`.
struct InitialDistribution {
  InitialDistribution(double scale) : size(scale) {}
  static InitialDistribution normal_of(double deviation) {
    InitialDistribution distribution(deviation);
    distribution.normal = true;
    return distribution;
  }

  double size;
  bool normal = false;
};

/// Layers with weights and biases so distributed, a stream of its own for every tensor; no samples. The last layer has
/// a bias where last_bias is set, the others where hidden_bias is.
StateData initial_state(const Activation& activation, const std::vector<LayerPlan>& layers,
                        const InitialDistribution& distribution, std::uint64_t seed, bool last_bias = false,
                        bool hidden_bias = true);

}  // namespace lysep
