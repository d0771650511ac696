// All scalars.
#include "core/numbers/multiprecision.hpp"
#include "core/training/training.hpp"

lysep::TrainingFunction lysep::training_in(const std::string& scalar) {
  if (scalar == "mp50") return run_training<mp50>;
  if (scalar == "mp100") return run_training<mp100>;
  return run_training<double>;
}
