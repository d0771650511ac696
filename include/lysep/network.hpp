#pragma once
// A trained network with the samples it was trained on. Arrays are row-major, a sample is a row, layers are 1..D.
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lysep/error.hpp"

namespace lysep {

struct KeptNetwork;  // of the library

inline namespace v0_2 {

/// Samples with their classes; lent.
struct LabelledSamples {
  std::span<const double> X;  // N x inputs, finite
  std::size_t inputs = 0;
  std::span<const int> labels;                // N, from 0
  std::span<const std::string> classes = {};  // names of the classes; empty: as many as the largest label says
};

/// Layer l of a network: E_l and b_l of the paper; lent by the network.
struct LayerView {
  std::string kind;  // "dense" or "conv"
  std::size_t rows = 0, columns = 0;
  std::span<const double> W;  // rows x columns; of a convolution C_out x (C_in k k)
  std::span<const double> b;  // rows; empty where the layer has none, as the last one of layer separation
  std::span<const double>
      r;  // N x outputs: the residual c_l - E_l V_l - b_l; empty in the last layer, and where it is 0
};

/// A dense layer handed over to Network::dense, as above; its r may be empty.
struct LayerArrays {
  std::size_t rows = 0, columns = 0;
  std::span<const double> W, b = {}, r = {};
};

/// Answers for n samples and J classes.
struct Prediction {
  std::vector<int> labels;            // n: the class of the largest logit, the first of equals
  std::vector<double> probabilities;  // n x J
};

/// A handle: copies share one network, which never changes. All threads may use it at once.
class LYSEP_API Network {
 public:
  /// The folder of a run, or a state file of any method. Throws Error.
  static Network load(const std::string& run_or_state);
  /// Dense layers made elsewhere, the last one without b, and the samples of the state. activation: tanh, sigmoid, sin,
  /// relu or identity. Throws Error where a shape does not fit or a number is not finite.
  static Network dense(const std::string& activation, std::span<const LayerArrays> layers,
                       const LabelledSamples& samples);
  /// What bytes() gave. Throws Error.
  static Network of_bytes(std::span<const std::byte> bytes);

  /// Writes a state file (docs/files.md), whole or not at all. Throws Error.
  void save(const std::string& file) const;
  /// The state file in memory.
  std::vector<std::byte> bytes() const;

  /// Classes and probabilities of rows as they are in the user's file: the standardisation of the run, if any, is
  /// applied here. X: n x inputs(). The same bits for any number of threads. Throws Error.
  Prediction predict(std::span<const double> X, int threads = 1) const;
  /// The same network, of format lysep-state, at other samples with r = 0: to be evaluated there. Throws Error.
  Network at_samples(std::span<const double> X, std::span<const int> labels) const;

  std::size_t inputs() const;
  std::size_t classes() const;        // J
  std::size_t samples() const;        // N
  std::size_t depth() const;          // D
  const std::string& format() const;  // "lysep-state", or that of another method's states
  std::string activation() const;
  const std::vector<std::string>& class_names() const;      // J
  std::span<const double> mean() const, deviation() const;  // inputs() each; empty: inputs are not standardised
  std::span<const double> X() const;                        // N x inputs, standardised
  std::span<const int> labels() const;                      // N
  LayerView layer(std::size_t l) const;                     // l = 1..D; throws std::out_of_range
  /// 16 hexadecimal digits: the `hash` that the program prints of the same state.
  std::string hash() const;

  /// For the library itself.
  explicit Network(std::shared_ptr<const KeptNetwork> kept);
  const KeptNetwork& kept() const { return *kept_; }

 private:
  std::shared_ptr<const KeptNetwork> kept_;
};

}  // namespace v0_2
}  // namespace lysep
