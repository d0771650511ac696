#pragma once
// An instance of a claim: exact doubles, drawn by a generator or read from a file.
#include <map>
#include <optional>
#include <string>

#include "core/network/state_data.hpp"
#include "datasets/files/named_array.hpp"
#include "proofs-check/frame/verdict.hpp"

namespace lysep {

struct Instance {
  Instance();
  Instance(const Instance&);
  Instance(Instance&&) noexcept;
  Instance& operator=(const Instance&);
  Instance& operator=(Instance&&) noexcept;
  ~Instance();

  std::string family;                      // which of the generator's families it is from
  std::map<std::string, NamedArray> data;  // what the statement speaks of, by name
  std::optional<StateData> state;          // where it speaks of a network's state

  void set(const std::string& name, double value);
  void set(const std::string& name, const Matrix<double>& m);
  void set(const std::string& name, const Labels& labels);
  double number(const std::string& name) const;
  Ball ball(const std::string& name) const { return Ball(number(name)); }
  Matrix<double> matrix(const std::string& name) const;
  Matrix<Ball> balls(const std::string& name) const;
  Labels labels(const std::string& name) const;
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
