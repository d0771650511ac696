#pragma once
// Random states of BSUM, its options by name, the method and the oracle at a state.
#include "core/methods/bsum/bsum.hpp"
#include "core/methods/bsum/entry.hpp"
#include "core/methods/bsum/sweep.hpp"
#include "tests/core/methods/bsum/bsum_oracle.hpp"
#include "tests/support.hpp"

namespace lysep::testing_support {

inline std::string text(std::string_view a, std::string_view b, std::string_view c) {
  return std::string(a) + " " + std::string(b) + " " + std::string(c);
}

struct BsumShape {
  Index samples = 4, inputs = 2, width = 2, depth = 3;
  int outputs = 2;
  bool regression = false;
};

/// Weights of size 1.5/sqrt(fan_in), inputs on [-1.5, 1.5], labels, or targets that every loss takes: 0 and 1, or -1
/// and 1.
inline StateData bsum_state(const std::string& activation, const BsumShape& shape, std::uint64_t seed,
                            bool signs = false) {
  StateData state =
      initial_state(any_activation_named(activation).value(),
                    dense_network(shape.inputs, shape.width, shape.depth, shape.outputs), 2.5, seed, false, false);
  const RandomStream stream(seed, Purpose::claim_instance, 92);
  std::uint64_t next = 0;
  state.X.resize(shape.samples, shape.inputs);
  for (Index i = 0; i < state.X.size(); ++i) state.X.data()[i] = stream.symmetric(next++, 1.5);
  if (shape.regression) {
    state.Y.resize(shape.samples, shape.outputs);
    for (Index i = 0; i < state.Y.size(); ++i) state.Y.data()[i] = stream.bits(next++) % 2 == 0 ? 1 : signs ? -1 : 0;
  } else {
    for (Index n = 0; n < shape.samples; ++n) state.labels.push_back(static_cast<int>(stream.bits(next++) % 2));
  }
  state.format = bsum_entry().format.name;
  return state;
}

inline OptionValues bsum_options(const OptionValues& changes) {
  OptionValues values = defaults_of(bsum_entry());
  for (const auto& [name, value] : changes) values.at(name) = value;
  return values;
}

/// What keeps the options from the state's network; empty where nothing does.
inline std::string bsum_problem(const StateData& state, const OptionValues& changes) {
  return bsum_entry().problem_with_network(bsum_options(changes), {state.activation, false});
}

inline oracle::BsumNet bsum_net_of(const StateData& state, const OptionValues& changes) {
  const OptionValues values = bsum_options(changes);
  oracle::BsumNet net;
  net.X = oracle::transposed(rows_of(state.X));
  for (const auto& layer : state.layers) net.W.push_back(rows_of(layer.W));
  net.activation = std::string(name_of(state.activation));
  net.parameter = state.activation.factor;
  net.output = word(values, "output-activation");
  net.loss = word(values, "loss");
  net.regulariser = word(values, "regulariser");
  net.c = number(values, "loss-scale");
  net.mu = number(values, "mu");
  net.radius = number(values, "radius");
  net.labels = state.labels;
  if (state.regression()) {
    net.Y = oracle::transposed(rows_of(state.Y));
    return net;
  }
  const bool signs = net.loss == "squared-hinge" || net.loss == "logistic";
  net.Y = oracle::zeros(static_cast<std::size_t>(state.classes), state.labels.size());
  for (std::size_t n = 0; n < state.labels.size(); ++n) {
    for (auto& row : net.Y) row[n] = signs ? -1 : 0;
    net.Y[static_cast<std::size_t>(state.labels[n])][n] = 1;
  }
  return net;
}

/// The method at a state of its own.
template <class S = double>
struct BsumRun {
  BsumRun(const StateData& start, const OptionValues& changes, int threads = 1)
      : state(state_of<S>(start)), pool(threads), method(bsum_options_of(bsum_options(changes)), 0, state, pool) {}
  double figure(std::size_t k) const { return method.figures()[k]; }

  State<S> state;
  ThreadPool pool;
  Bsum<S> method;
};

inline double near(const oracle::Real& x, double y) {
  return static_cast<double>(oracle::Real(abs(x - y) / (1 + abs(x))));
}

}  // namespace lysep::testing_support
