#pragma once
// What is done with the samples of a user's files before training: test samples are chosen, columns standardised.
#include <cstdint>
#include <string>

#include "core/network/samples.hpp"

namespace lysep {

struct Preparation {
  std::size_t samples = 0, test_samples = 0;  // 0 training samples: all others
  bool test_at_end = false;                   // the last rows are the test samples; otherwise the seed chooses them
  bool standardise = false;
  std::uint64_t seed = 0;
};

/// Test samples: those of the first places of a random order of all (Fisher-Yates by the stream of the seed), in the
/// file's order. Training samples: the first of the others. `name` tells the file in warnings, a line each, and in
/// errors. Throws BadInput where there are fewer samples.
TrainAndTest prepared(const Dataset& all, const Preparation& how, const std::string& name,
                      std::vector<std::string>& warnings);

}  // namespace lysep
