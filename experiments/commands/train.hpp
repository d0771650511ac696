#pragma once
// Runs named by the options of `lysep train`.
#include "experiments/runs/run_spec.hpp"

namespace lysep {

/// The run of `lysep train` with these options, complete. Throws BadInput.
RunSpec train_spec(const std::string& options);

/// `lysep train` with these options; its exit code. Throws BadInput.
int run_train(const std::string& options);

}  // namespace lysep
