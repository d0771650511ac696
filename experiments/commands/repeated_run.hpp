#pragma once
// A run in double made again, sweep by sweep, for those who look at every update of it.
#include "core/methods/method.hpp"
#include "experiments/runs/run_spec.hpp"

namespace lysep {

class RepeatedRun {
 public:
  /// At its start. Throws BadInput where its data cannot be read, NonFinite where the method refuses its state.
  RepeatedRun(const RunSpec& spec, ThreadPool& pool);

  /// Loads the batch of the next sweep, where it is time for another.
  void prepare();
  /// The next sweep, behind prepare. Throws NonFinite.
  void sweep(const Observer<double>& after);

  State<double>& state() { return state_; }
  const Method<double>& method() const { return *method_; }
  /// The state as a file keeps it, once nothing more is asked of the run.
  StateData release();

 private:
  const RunSpec& spec_;
  ThreadPool& pool_;
  Problem problem_;
  State<double> state_;
  std::unique_ptr<Method<double>> method_;
  long sweeps_ = 0;
  std::size_t batch_ = 0;
};

}  // namespace lysep
