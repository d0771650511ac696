#pragma once
// An instance of a claim: exact doubles, drawn by a generator or read from a file.
#include <map>
#include <optional>
#include <string>

#include "core/state_data.hpp"
#include "datasets/named_array.hpp"
#include "proofs-check/verdict.hpp"

namespace lysep {

struct Instance {
  std::string family;                      // which of the generator's families it is from
  std::map<std::string, NamedArray> data;  // what the statement speaks of, by name
  std::optional<StateData> state;          // where it speaks of a network's state

  void set(const std::string& name, double value) { data[name] = {{1}, {value}}; }
  void set(const std::string& name, const Matrix<double>& m) {
    data[name] = {{static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols())},
                  {m.data(), m.data() + m.size()}};
  }
  void set(const std::string& name, const Labels& labels) {
    data[name] = {{labels.size()}, {labels.begin(), labels.end()}};
  }
  double number(const std::string& name) const { return data.at(name).values.at(0); }
  Ball ball(const std::string& name) const { return Ball(number(name)); }
  Matrix<double> matrix(const std::string& name) const {
    const NamedArray& a = data.at(name);
    return Eigen::Map<const Matrix<double>>(a.values.data(), a.shape.at(0), a.shape.at(1));
  }
  Matrix<Ball> balls(const std::string& name) const {
    return matrix(name).unaryExpr([](double x) { return Ball(x); });
  }
  Labels labels(const std::string& name) const {
    const auto& values = data.at(name).values;
    return {values.begin(), values.end()};
  }
};

/// A state; and with the number "layer" of one of its layers.
Instance instance_of_state(const std::string& family, const StateData& state);
Instance instance_at_layer(const std::string& family, const StateData& state, Index l);

/// Writes an instance file (format "lysep-instance") with both sides of the decision.
void write_instance(const std::string& path, const std::string& claim, const std::string& mutant,
                    const Instance& instance, const Decision& decision);

/// Reads an instance file; a state file gives an instance with that state and no data. claim: what the file names.
Instance read_instance(const std::string& path, std::string& claim);

}  // namespace lysep
