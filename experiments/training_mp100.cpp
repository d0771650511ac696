#include "experiments/training_run.hpp"

template lysep::TrainingResult lysep::run_training<lysep::mp100>(const TrainingOptions&, const StateData&,
                                                                 const Matrix<double>&, const Labels&, const TraceSink&,
                                                                 const std::atomic<bool>&);
