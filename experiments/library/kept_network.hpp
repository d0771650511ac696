#pragma once
// What is behind a Network.
#include <lysep/network.hpp>

#include "experiments/runs/trained_network.hpp"

namespace lysep {

struct KeptNetwork {
  StateData state;
  TrainedNetwork use;  // its chain is that of the state
};

/// With names of the classes (0, 1, ... where there are none) and the standardisation.
Network network_of(StateData state, StateNames names);

/// The samples as if a file held them. Throws BadInput in the name of the command where they are not well formed.
Dataset dataset_of(const char* command, const LabelledSamples& samples);

/// Throws BadInput in the name of the command where a number is not finite; `array` names it.
void require_finite(const char* command, const char* array, std::span<const double> numbers);

/// Rows of so many inputs: how many. Throws BadInput.
std::size_t rows_in(const char* command, std::span<const double> X, std::size_t inputs);

}  // namespace lysep
