#pragma once
// The networks that `lysep bench` trains, and the time of their sweeps.
#include <optional>

#include "core/methods/layer_separation/layer_separation.hpp"
#include "datasets/dataset.hpp"
#include "experiments/bench/sweep_cost.hpp"
#include "experiments/bench/timing.hpp"

namespace lysep {

/// A network of that shape at its feasible start on the data, seed 1. Made block by block, so that it is never in
/// memory twice.
State<double> dense_state(const SweepShape& shape, const Dataset& data, const Activation& activation);

/// The same with tanh, on circle data.
State<double> circle_state(const SweepShape& shape);

/// One full-batch step of gradient descent on the same network.
Timing gradient_descent_time(const SweepShape& shape, int threads, double seconds);

struct SweepTiming {
  Timing sweep;
  double trials = 0;  // of a step, on average over the sweeps timed
  long sweeps = 0;
};

/// Sweeps one by one: `warm_up` of them are not timed. Trials are those of backtracking.
class TimedSweeps {
 public:
  TimedSweeps(State<double>& state, int threads, long warm_up);
  void run_one();
  /// Until `sweeps` have been timed, or, where that takes less, for so many seconds.
  void run(long sweeps, double seconds);
  SweepTiming timing() const;
  double seconds() const { return total_; }

 private:
  Index steps_;
  ThreadPool pool_;
  LayerSeparation<double> algorithm_;
  std::vector<double> times_;
  double total_ = 0;
  long trials_ = 0;
};

}  // namespace lysep
