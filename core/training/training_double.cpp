#include "core/training/training_run.hpp"

namespace lysep {

template TrainingResult run_training<double>(const TrainingOptions&, Problem, const TraceSink&,
                                             const std::atomic<bool>&, const CheckpointSink&, const Checkpoint*,
                                             const CertificateSink&);

}  // namespace lysep
