#include "core/numbers/multiprecision.hpp"
#include "core/training/training_run.hpp"

template lysep::TrainingResult lysep::run_training<lysep::mp50>(const TrainingOptions&, const Problem&,
                                                                const TraceSink&, const std::atomic<bool>&);
