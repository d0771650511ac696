#include "core/training/training_run.hpp"

template lysep::TrainingResult lysep::run_training<double>(const TrainingOptions&, const Problem&, const TraceSink&,
                                                           const std::atomic<bool>&);
