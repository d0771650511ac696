#pragma once
// An instance of a claim: exact doubles, drawn by a generator or read from a file.
#include <map>
#include <optional>
#include <string>

#include "core/random.hpp"
#include "core/state_data.hpp"
#include "datasets/hdf5_file.hpp"
#include "proofs-check/verdict.hpp"

namespace lysep {

struct Instance {
  std::string family;                      // which of the generator's families it is from
  std::map<std::string, NamedArray> data;  // what the statement speaks of, by name
  std::optional<StateData> state;          // where it speaks of a network's state

  void set(const std::string& name, double value) { data[name] = {{1}, {value}}; }
  void set(const std::string& name, const Matrix<double>& m) {
    data[name] = {{static_cast<hsize_t>(m.rows()), static_cast<hsize_t>(m.cols())}, {m.data(), m.data() + m.size()}};
  }
  double number(const std::string& name) const { return data.at(name).values.at(0); }
  Matrix<double> matrix(const std::string& name) const {
    const NamedArray& a = data.at(name);
    return Eigen::Map<const Matrix<double>>(a.values.data(), a.shape.at(0), a.shape.at(1));
  }
};

/// The random choices of one instance, a counter stream of their own.
class Draw {
 public:
  Draw(std::uint64_t seed, const std::string& claim, std::uint64_t instance);

  double uniform(double low, double high) { return low + (high - low) * stream_.uniform(next_++); }
  double symmetric(double bound) { return uniform(-bound, bound); }
  /// low..high, both included.
  int integer(int low, int high);
  /// 10^u, u uniform on [low, high].
  double magnitude(double low, double high) { return exp(uniform(low, high) * 2.302585092994046); }
  bool chance(double p) { return stream_.uniform(next_++) < p; }
  double sign() { return chance(0.5) ? 1.0 : -1.0; }
  Matrix<double> matrix(Index rows, Index columns, double bound);
  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(integer(0, static_cast<int>(list.size()) - 1))];
  }

 private:
  RandomStream stream_;
  std::uint64_t next_;
};

/// Writes an instance file (format "lysep-instance") with both sides of the decision.
void write_instance(const std::string& path, const std::string& claim, const std::string& mutant,
                    const Instance& instance, const Decision& decision);

/// Reads an instance file; a state file gives an instance with that state and no data. claim: what the file names.
Instance read_instance(const std::string& path, std::string& claim);

const char* name_of(Verdict verdict);

}  // namespace lysep
