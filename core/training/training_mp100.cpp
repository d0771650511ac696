// All that trains in 100 digits: the methods, their list and the run.
#include "core/numbers/least_squares_mp100.hpp"

#include "core/methods/admm/admm.hpp"
#include "core/methods/bsum/sweep.hpp"
#include "core/methods/dlam/sweep.hpp"
#include "core/methods/gradient/gradient_descent.hpp"
#include "core/methods/joint/joint.hpp"
#include "core/methods/layer_separation/sweep.hpp"
#include "core/methods/method_makers.hpp"
#include "core/training/training_run.hpp"

namespace lysep {

template class LayerSeparation<mp100>;
template TrainingResult run_training<mp100>(const TrainingOptions&, Problem, const TraceSink&, const std::atomic<bool>&,
                                            const CheckpointSink&, const Checkpoint*, const CertificateSink&);

}  // namespace lysep
