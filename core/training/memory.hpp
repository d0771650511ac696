#pragma once
// What a run will ask of the machine's memory, before it asks.
#include <string>

#include "core/training/training.hpp"

namespace lysep {

/// Bytes, about: what every method keeps of a sample (X, and c, V and r of each layer), and what the run's method says
/// of itself. The method is one of the list.
double memory_needed(const TrainingOptions& options, const Problem& problem, double bytes_of_a_number);

/// Bytes that this process can still have: of the machine, of its control group, and of its own limits.
double memory_available();

/// Throws MachineFault "train requires about 12.3 GB of memory, but got 3.1 GB" where that is so.
void require_memory(const TrainingOptions& options, const Problem& problem, const std::string& scalar);

}  // namespace lysep
