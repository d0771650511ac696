#pragma once
// One run of a training algorithm on one scalar type.
#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "core/methods/options.hpp"
#include "core/network/state_data.hpp"
#include "core/network/samples.hpp"

namespace lysep {

struct TrainingOptions {
  std::string method = "lysep";  // of the list (core/methods/methods.hpp)
  OptionValues method_options;   // all of the method's
  long frozen_layers = 0;        // layers 1..frozen_layers, and their c_l, stay at the start
  long sweeps = 10000;
  long batch = 0, refresh = 200;  // samples of a batch (0: all in one), sweeps until the next
  std::uint64_t seed = 0;         // of the order of the batches
  int threads = 1;
  bool trace = false;  // evaluate the true network after every sweep
};

/// Samples are rows. `start` holds those of the first batch, with residuals; `train` all training samples, empty where
/// there is one batch only; `test` may be empty.
struct Problem {
  StateData start;
  Dataset train, test;
};

/// The true network on some samples.
struct NetworkFigures {
  double CE = 0, accuracy = 0;  // accuracy in percent
};

/// The state after a sweep, on its batch. bound = K(B, D) L_S.
struct TraceRow {
  long sweep = 0, batch = 0;
  double S = 0, L_S = 0, bound = 0;
  NetworkFigures network;
  long trials = 0;
  double seconds = 0;  // spent in sweeps so far
};

struct TrainingResult {
  StateData state;
  TraceRow last;
  NetworkFigures all;  // over all training samples
  std::optional<NetworkFigures> test;
  std::string failure;  // not empty: a non-finite value stopped the run
  bool interrupted = false;
};

/// Called after every sweep; bound and network are set where options.trace is.
using TraceSink = std::function<void(const TraceRow&)>;

/// Trains from problem.start. `stop` ends the run after the sweep under way.
template <class S>
TrainingResult run_training(const TrainingOptions& options, const Problem& problem, const TraceSink& sink,
                            const std::atomic<bool>& stop);

/// The same on the scalar of that name: double, mp50, mp100; null where the program was built without it.
using TrainingFunction = TrainingResult (*)(const TrainingOptions&, const Problem&, const TraceSink&,
                                            const std::atomic<bool>&);
TrainingFunction training_in(const std::string& scalar);

}  // namespace lysep
