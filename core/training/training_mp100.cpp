#include "core/numbers/multiprecision.hpp"
#include "core/training/training_run.hpp"

template lysep::TrainingResult lysep::run_training<lysep::mp100>(const TrainingOptions&, const Problem&,
                                                                 const TraceSink&, const std::atomic<bool>&);
