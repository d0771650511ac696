#pragma once
// The definition behind experiments/training.hpp; included by one source file for each scalar.
#include <chrono>

#include "core/gradient_descent.hpp"
#include "core/layer_separation.hpp"
#include "experiments/training.hpp"

namespace lysep {
namespace training_detail {

/// Sum of the true network's losses and number of right predictions.
template <class S>
struct NetworkScore {
  S losses = S(0.0);
  Index correct = 0;
  NetworkScore& operator+=(const NetworkScore& other) {
    losses += other.losses;
    correct += other.correct;
    return *this;
  }
};

template <class S>
NetworkScore<S> score(const Chain<S>& chain, const Matrix<S>& X, const Labels& labels) {
  Matrix<S> R;
  const Matrix<S> Z = network_logits(chain, X);
  cross_entropy(Z, labels, R);
  return {sum_of(R.data(), R.size()), correct_predictions(Z, labels)};
}

template <class S>
class Training {
 public:
  Training(const TrainingOptions& options, const StateData& start)
      : options_(options), pool_(options.threads), state_(state_of<S>(start)) {
    if (options_.method == Method::lysep) {
      algorithm_.emplace(state_, options_.steps, pool_);
    }
  }

  /// One sweep; the number of trials.
  long advance() {
    if (algorithm_) return algorithm_->sweep().trials;
    gradient_descent_step(state_, S(options_.learning_rate), pool_);
    return 1;
  }

  void fill(TraceRow& row, bool network) {
    const S N(static_cast<double>(state_.samples()));
    const S loss = algorithm_ ? algorithm_->loss() : separation_loss(squared_norms(state_, pool_));
    const S root = sqrt(loss / N);
    row.S = to_double(loss);
    row.L_S = to_double(root);
    if (!network) return;
    const auto total = ordered_sum<NetworkScore<S>>(pool_, state_.blocks.size(), NetworkScore<S>{}, [&](std::size_t k) {
      return score(state_.chain, state_.blocks[k].X, state_.blocks[k].labels);
    });
    row.CE = to_double(S(total.losses / N));
    row.bound = to_double(S(best_constant(constants_of<S>(state_.chain.activation).B, state_.depth()) * root));
    row.accuracy = 100.0 * static_cast<double>(total.correct) / static_cast<double>(state_.samples());
  }

  std::optional<double> test_accuracy(const Matrix<double>& X, const Labels& labels) const {
    if (labels.empty()) return std::nullopt;
    const Matrix<S> columns = X.transpose().unaryExpr([](double x) { return S(x); });
    const Index correct = score(state_.chain, columns, labels).correct;
    return 100.0 * static_cast<double>(correct) / static_cast<double>(labels.size());
  }

  StateData data() const { return data_of(state_); }

 private:
  TrainingOptions options_;
  ThreadPool pool_;
  State<S> state_;
  std::optional<LayerSeparation<S>> algorithm_;
};

}  // namespace training_detail

template <class S>
TrainingResult run_training(const TrainingOptions& options, const StateData& start, const Matrix<double>& test_X,
                            const Labels& test_labels, const TraceSink& sink, const std::atomic<bool>& stop) {
  using Clock = std::chrono::steady_clock;
  TrainingResult result;
  std::optional<training_detail::Training<S>> training;
  TraceRow row;
  try {
    training.emplace(options, start);
    training->fill(row, true);  // of the start, for runs without a sweep
    while (row.sweep < options.sweeps && !stop) {
      const auto begin = Clock::now();
      row.trials = training->advance();
      row.seconds += std::chrono::duration<double>(Clock::now() - begin).count();
      ++row.sweep;
      training->fill(row, options.trace);
      sink(row);
    }
  } catch (const NonFinite& bad) {
    result.failure = std::string(bad.what()) + " at sweep " + std::to_string(row.sweep + 1);
  }
  result.interrupted = stop && row.sweep < options.sweeps;
  if (!training) return result;
  training->fill(row, true);
  result.state = training->data();
  result.state.classes = start.classes;
  result.test_accuracy = training->test_accuracy(test_X, test_labels);
  result.last = row;
  return result;
}

}  // namespace lysep
