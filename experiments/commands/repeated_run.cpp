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
  const BatchPlan plan = batch_plan(spec_.training, problem_.train, problem_.start.samples());
  if (!plan.ends(sweeps_, batch_)) return;
  load_batch(state_, problem_.train, plan, ++batch_, pool_);
  method_->restart();
}

void RepeatedRun::sweep(const Observer<double>& after) {
  ++sweeps_;
  method_->sweep(after);
}

StateData RepeatedRun::release() {
  StateData data = data_of(std::move(state_));
  data.classes = problem_.start.classes;
  data.format = method_named(spec_.training.method)->format.name;
  return data;
}

}  // namespace lysep
