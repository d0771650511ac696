#pragma once
// One run of a training algorithm on one scalar type.
#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "core/methods/certificate_row.hpp"
#include "core/methods/options.hpp"
#include "core/network/state_data.hpp"
#include "core/training/batches.hpp"
#include "core/training/checkpoint.hpp"
#include "core/network/samples.hpp"

namespace lysep {

struct TrainingOptions {
  std::string method = "lysep";  // of the list (core/methods/methods.hpp)
  OptionValues method_options;   // all of the method's
  long frozen_layers = 0;        // layers 1..frozen_layers, and their c_l, stay at the start
  long sweeps = 10000;
  long batch = 0, refresh = 200;  // samples of a batch (0: all in one), sweeps until the next
  long batch_growth = 0;          // samples that the next has more
  std::uint64_t seed = 0;         // of the order of the batches
  int threads = 1;
  double until = 0;               // ends once CE of the batch is at most this; 0: after all sweeps
  bool trace = false;             // evaluate the true network after every sweep
  bool trace_test = false;        // and on the test samples too
  long checkpoint_sweeps = 0;     // a checkpoint after so many sweeps, or
  double checkpoint_seconds = 0;  // after so many seconds of training; 0: none
  std::string blocks_on_disk;     // the folder of the file where large arrays lie; empty: in memory
  Ranks* ranks = nullptr;         // the processes that the samples are split among; null: this one alone
  long certify_every = 0;         // a certificate of every so many-th sweep; 0: none. In double, of Algorithm 1 or 2
};

/// Samples are rows. `start` holds those of the first batch, with residuals; `train` all training samples, empty where
/// there is one batch only; `test` may be empty.
struct Problem {
  StateData start;
  Dataset train, test;
};

/// Of a run whose first batch has `size` of these samples.
inline BatchPlan batch_plan(const TrainingOptions& options, const Dataset& train, Index size) {
  return {options.seed, train.samples(), static_cast<std::size_t>(size), static_cast<std::size_t>(options.batch_growth),
          options.refresh};
}

/// The true network on some samples.
struct NetworkFigures {
  double CE = 0, accuracy = 0;     // accuracy in percent
  std::optional<double> mse = {};  // of regression, in their place: ||H - Y||^2/||Y||^2
};

/// The state after a sweep, on its batch. S is the objective of the run's method; where that is S, L_S and
/// bound = K(B, D) L_S go with it, else the figures that the method's entry names.
struct TraceRow {
  long sweep = 0, batch = 0;
  double S = 0, L_S = 0, bound = 0;
  double objective = 0;  // S and what weight decay adds to it: what a monotone method never increases
  std::vector<double> figures;
  NetworkFigures network;
  std::optional<NetworkFigures> test;  // where it is asked for, and there are test samples
  long trials = 0;
  double seconds = 0;  // spent in sweeps so far
};

struct TrainingResult {
  StateData state;
  TraceRow start, last;  // start: of a run from its beginning
  NetworkFigures all;    // over all training samples
  std::optional<NetworkFigures> test;
  std::string failure;  // not empty: a non-finite value stopped the run
  bool interrupted = false;
};

/// Called after every sweep; bound and network are set where options.trace is, test where options.trace_test is.
using TraceSink = std::function<void(const TraceRow&)>;

/// Takes a checkpoint: where one is due, and where `stop` ended the run.
using CheckpointSink = std::function<void(const Checkpoint&)>;

/// Takes the certificate of a sweep that is made; before the trace takes the row.
using CertificateSink = std::function<void(long sweep, const CertificateRows&)>;

/// Trains from problem.start, whose samples are given back once they are in the blocks of the run; or from a
/// checkpoint of the same run, to the same bits. `stop` ends the run after the sweep under way. Of several ranks each
/// calls it with the same problem, and the first one has the checkpoint, gets the whole state, and tells the rest.
template <class S>
TrainingResult run_training(const TrainingOptions& options, Problem problem, const TraceSink& sink,
                            const std::atomic<bool>& stop, const CheckpointSink& save = {},
                            const Checkpoint* from = nullptr, const CertificateSink& certify = {});

/// The same on the scalar of that name: double, mp50, mp100; null where the program was built without it.
using TrainingFunction = TrainingResult (*)(const TrainingOptions&, Problem, const TraceSink&, const std::atomic<bool>&,
                                            const CheckpointSink&, const Checkpoint*, const CertificateSink&);
TrainingFunction training_in(const std::string& scalar);

}  // namespace lysep
