#include "core/training/training_run.hpp"

namespace lysep {

template void load_batch(State<double>&, const Dataset&, const BatchPlan&, std::size_t, ThreadPool&);
template TrainingResult run_training<double>(const TrainingOptions&, Problem, const TraceSink&,
                                             const std::atomic<bool>&, const CheckpointSink&, const Checkpoint*,
                                             const CertificateSink&);

}  // namespace lysep
