#pragma once
// One run of a training algorithm on one scalar type.
#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "core/line_search.hpp"
#include "core/state_data.hpp"

namespace lysep {

enum class Method { lysep, gd };

struct TrainingOptions {
  Method method = Method::lysep;
  StepOptions steps;
  double learning_rate = 0.5;  // gd
  long sweeps = 10000;
  int threads = 1;
  bool trace = false;  // evaluate the true network after every sweep
};

/// The state after a sweep, on the training samples. bound = K(B, D) L_S.
struct TraceRow {
  long sweep = 0;
  double S = 0, L_S = 0, CE = 0, bound = 0, accuracy = 0;
  long trials = 0;
  double seconds = 0;  // spent in sweeps so far
};

struct TrainingResult {
  StateData state;
  TraceRow last;
  std::optional<double> test_accuracy;
  std::string failure;  // not empty: a non-finite value stopped the run
  bool interrupted = false;
};

/// Called after every sweep; CE, bound and accuracy are set where options.trace is.
using TraceSink = std::function<void(const TraceRow&)>;

/// Trains from `start` (with samples and residuals). test: rows are samples, may be empty. `stop` ends the run
/// after the sweep under way.
template <class S>
TrainingResult run_training(const TrainingOptions& options, const StateData& start, const Matrix<double>& test_X,
                            const Labels& test_labels, const TraceSink& sink, const std::atomic<bool>& stop);

extern template TrainingResult run_training<double>(const TrainingOptions&, const StateData&, const Matrix<double>&,
                                                    const Labels&, const TraceSink&, const std::atomic<bool>&);
extern template TrainingResult run_training<mp50>(const TrainingOptions&, const StateData&, const Matrix<double>&,
                                                  const Labels&, const TraceSink&, const std::atomic<bool>&);
extern template TrainingResult run_training<mp100>(const TrainingOptions&, const StateData&, const Matrix<double>&,
                                                   const Labels&, const TraceSink&, const std::atomic<bool>&);

}  // namespace lysep
