#include "experiments/commands/repeated_run.hpp"

#include "core/methods/methods.hpp"
#include "core/training/batches.hpp"

namespace lysep {

RepeatedRun::RepeatedRun(const RunSpec& spec, ThreadPool& pool)
    : spec_(spec), pool_(pool), problem_(problem_of(spec)), state_(state_of<double>(problem_.start)) {
  const TrainingOptions& options = spec.training;
  method_ = method_makers<double>().at(options.method)(options.method_options, options.frozen_layers, state_, pool);
}

void RepeatedRun::prepare() {
  const bool other = problem_.train.samples() > 0 && sweeps_ > 0 && sweeps_ % spec_.training.refresh == 0;
  if (!other) return;
  load_batch(state_, problem_.train, spec_.seed, ++batch_, pool_);
  method_->restart();
}

void RepeatedRun::sweep(const Observer<double>& after) {
  ++sweeps_;
  method_->sweep(after);
}

StateData RepeatedRun::release() {
  StateData data = data_of(std::move(state_));
  data.classes = problem_.start.classes;
  data.format = method_named(spec_.method)->format.name;
  return data;
}

}  // namespace lysep
