#pragma once
// Random states of DLAM, its options by name, and a method at a state.
#include "core/methods/dlam/dlam.hpp"
#include "core/methods/dlam/options.hpp"
#include "core/methods/dlam/sweep.hpp"
#include "tests/core/methods/dlam/dlam_oracle.hpp"
#include "tests/support.hpp"

namespace lysep::testing_support {

struct DlamShape {
  Index samples = 7, inputs = 3, width = 4, depth = 3;
  int classes = 3;
  double epsilon = 0.5;
};

/// Entries on [-1, 1], a_l anywhere in its box and some on its faces; nothing is a forward pass.
inline StateData dlam_state(const std::string& activation, const DlamShape& shape, std::uint64_t seed) {
  StateData state =
      initial_state(*activation_named(activation), dense_network(shape.inputs, shape.width, shape.depth, shape.classes),
                    1.5, seed, true);
  const RandomStream stream(seed, Purpose::claim_instance, 91);
  std::uint64_t next = 0;
  const auto fill = [&](Matrix<double>& m, Index rows, Index columns, double size) {
    m.resize(rows, columns);
    for (Index i = 0; i < m.size(); ++i) m.data()[i] = stream.symmetric(next++, size);
  };
  fill(state.X, shape.samples, shape.inputs, 1);
  for (Index n = 0; n < shape.samples; ++n)
    state.labels.push_back(static_cast<int>(stream.bits(next++) % shape.classes));
  for (auto& layer : state.layers) {
    fill(layer.variables["z"], shape.samples, layer.W.rows(), 1.5);
    if (&layer == &state.layers.back()) break;
    layer.numbers["epsilon"] = shape.epsilon;
    Matrix<double>& a = layer.variables["a"];
    fill(a, shape.samples, layer.W.rows(), 1);
    for (Index i = 0; i < a.size(); ++i) {
      double away = a.data()[i];
      if (i % 5 == 0) away = away < 0 ? -1 : 1;
      const double h = static_cast<double>(oracle::activated(activation, oracle::Real(layer.variables["z"].data()[i])));
      a.data()[i] = h + 0.999 * shape.epsilon * away;
    }
  }
  state.format = "lysep-dlam-state";
  return state;
}

inline OptionValues dlam_options(const OptionValues& changes) {
  OptionValues values = defaults_of(dlam_entry());
  values["epsilon-rule"] = "fixed";
  for (const auto& [name, value] : changes) values.at(name) = value;
  return values;
}

inline oracle::DlamOptions oracle_options(const StateData& state, const OptionValues& values) {
  oracle::DlamOptions o;
  o.activation = std::string(name_of(state.activation));
  o.rho = number(values, "rho");
  o.mu = number(values, "mu");
  o.alpha0 = number(values, "alpha0");
  o.gamma = number(values, "gamma");
  o.tau0 = number(values, "tau0");
  o.eta = number(values, "eta");
  o.loss = word(values, "loss");
  o.regulariser = word(values, "regulariser");
  o.exact_theta = word(values, "theta") == "exact";
  o.per_sample = word(values, "a-step") == "per-sample";
  o.literal = word(values, "literal") == "on";
  return o;
}

/// The method at a state of its own.
template <class S = double>
struct DlamRun {
  DlamRun(const StateData& start, const OptionValues& changes, int threads = 1)
      : state(state_of<S>(start)), pool(threads), method(dlam_options_of(dlam_options(changes)), state, pool) {}
  double figure(std::size_t k) const { return method.figures()[k]; }
  StateData data() const {
    StateData data = data_of(state);
    data.format = "lysep-dlam-state";
    return data;
  }

  State<S> state;
  ThreadPool pool;
  Dlam<S> method;
};

}  // namespace lysep::testing_support
