#pragma once
// How fast this machine does what a sweep is made of, measured on one thread.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/numbers/matrix.hpp"

namespace lysep {

/// Two kinds: `combine`, sums over units for every sample (W V, W^T T), and `dots`, sums over samples (T V^T, V V^T).
struct KernelRate {
  std::string kernel;
  bool combines;
  Index width, samples;
  double rate;  // multiply-adds a second; of a Gram matrix those of its lower half
};

struct FunctionRate {
  std::string function;
  double seconds, library_seconds;  // for one element of an array in L1; the C library's, 0 where it has none
};

struct MemoryLevel {
  std::string name;
  double size, copy, read;  // bytes; bytes a second, those read and written together

  double bandwidth() const { return std::max(copy, read); }
};

struct MachineRates {
  double peak = 0;  // multiplications with an addition each a second, in registers, not fused
  std::vector<KernelRate> kernels;
  std::vector<FunctionRate> functions;
  std::vector<MemoryLevel> levels;  // L1, L2, L3, memory

  /// The best of the kernels of a kind.
  double best(bool combines) const {
    double rate = 0;
    for (const KernelRate& k : kernels) {
      if (k.combines == combines) rate = std::max(rate, k.rate);
    }
    return rate;
  }
  double seconds_of(const std::string& function) const {
    for (const FunctionRate& f : functions) {
      if (f.function == function) return f.seconds;
    }
    return 0;
  }
  /// The smallest level that holds so many bytes.
  const MemoryLevel& level_of(double bytes) const {
    for (const MemoryLevel& level : levels) {
      if (bytes <= level.size) return level;
    }
    return levels.back();
  }
};

/// About `seconds` for each thing measured.
MachineRates measure_rates(double seconds);

void print_rates(const MachineRates& rates);
nlohmann::ordered_json json_of(const MachineRates& rates);

}  // namespace lysep
