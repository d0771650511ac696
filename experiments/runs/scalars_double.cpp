// The working scalar alone, for the parts of the program that are built first.
#include "core/training/training.hpp"

lysep::TrainingFunction lysep::training_in(const std::string& scalar) {
  return scalar == "double" ? run_training<double> : nullptr;
}
