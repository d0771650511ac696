// All that trains in 50 digits: the methods, their list and the run.
#include "core/numbers/multiprecision.hpp"

#include "core/methods/admm/admm.hpp"
#include "core/methods/bsum/sweep.hpp"
#include "core/methods/dlam/sweep.hpp"
#include "core/methods/gradient/gradient_descent.hpp"
#include "core/methods/joint/joint.hpp"
#include "core/methods/layer_separation/sweep.hpp"
#include "core/methods/method_makers.hpp"
#include "core/training/training_run.hpp"

namespace lysep {

template class LayerSeparation<mp50>;
template TrainingResult run_training<mp50>(const TrainingOptions&, Problem, const TraceSink&, const std::atomic<bool>&,
                                           const CheckpointSink&, const Checkpoint*, const CertificateSink&);

}  // namespace lysep
