#pragma once
// The definition behind core/training/training.hpp; included by one source file for each scalar.
#include <chrono>

#include "core/methods/layer_separation/separation_loss.hpp"
#include "core/methods/layer_separation/sweep_certificate.hpp"
#include "core/methods/methods.hpp"
#include "core/numbers/float_environment.hpp"
#include "core/training/batches.hpp"
#include "core/training/gathered_state.hpp"
#include "core/training/training.hpp"

namespace lysep {
namespace training_detail {

/// Sum of the true network's losses and number of right predictions; of regression ||H - Y||^2 and ||Y||^2.
template <class S>
struct NetworkScore {
  S losses = S(0.0);
  Index correct = 0;
  S target_squares = S(0.0);
  NetworkScore& operator+=(const NetworkScore& other) {
    losses += other.losses;
    correct += other.correct;
    target_squares += other.target_squares;
    return *this;
  }
};

template <class S>
NetworkScore<S> score(const Chain<S>& chain, const Block<S>& block) {
  Matrix<S> R;
  const Matrix<S> Z = network_logits(chain, block.X);
  if (block.Y.size() > 0) {
    apply_output(chain.output, Z, R);
    const S squares = subtract_from(block.Y, R);
    return {squares, 0, squared_norm(block.Y)};
  }
  cross_entropy(Z, block.labels, R);
  return {sum_of(R.data(), R.size()), correct_predictions(Z, block.labels)};
}

template <class S>
NetworkFigures figures_of(const NetworkScore<S>& total, std::size_t samples, bool regression) {
  if (regression) return {0, 0, to_double(S(total.losses / total.target_squares))};
  const auto N = static_cast<double>(samples);
  return {to_double(S(total.losses / S(N))), 100.0 * static_cast<double>(total.correct) / N, {}};
}

/// The true network on all samples of the data, block by block.
template <class S>
NetworkFigures evaluate_network(const Chain<S>& chain, const Dataset& data, ThreadPool& pool) {
  const auto N = static_cast<Index>(data.samples());
  const auto size = static_cast<std::size_t>(samples_together(chain));
  const BlockShare share = share_of(blocks_of(chain, N), pool.ranks());
  const auto total = BlockSums<S>(share, pool).sum(NetworkScore<S>{}, [&](std::size_t k) {
    const std::size_t first = (share.first + k) * size;
    const Index n = samples_of_block(chain, N, share.first + k);
    const auto sample = [first](Index n) { return first + static_cast<std::size_t>(n); };
    Block<S> block;
    block.X.resize(static_cast<Index>(data.dimension), n);
    take_columns(data.X, data.dimension, sample, block.X);
    if (data.regression()) {
      block.Y.resize(static_cast<Index>(data.outputs), n);
      take_columns(data.targets, data.outputs, sample, block.Y);
    } else {
      const auto labels = data.labels.begin() + static_cast<long>(first);
      block.labels.assign(labels, labels + n);
    }
    return score(chain, block);
  });
  return figures_of(total, data.samples(), data.regression());
}

template <class S>
class Training {
 public:
  Training(const TrainingOptions& options, StateData start, const Dataset& train)
      : options_(options),
        entry_(*method_named(options.method)),
        train_(train),
        plan_(batch_plan(options, train, start.samples())),
        pool_(options.threads, options.ranks ? *options.ranks : alone()),
        state_(state_of<S>(start, pool_.ranks())) {
    const MakeMethod<S> make = method_makers<S>().at(options_.method);
    method_ = make(options_.method_options, options_.frozen_layers, state_, pool_);
  }

  /// One sweep, on the next batch where it is time for it. Its certificate goes to `certify`, where it has one.
  void advance(TraceRow& row, const CertificateSink& certify) {
    if (plan_.ends(row.sweep, static_cast<std::size_t>(row.batch))) {
      load_batch(state_, train_, plan_, static_cast<std::size_t>(++row.batch), pool_);
      method_->restart();
    }
    if constexpr (std::is_same_v<S, double>) {
      if (certify && options_.certify_every > 0 && (row.sweep + 1) % options_.certify_every == 0) {
        SweepCertificate& certificate = certificate_ ? *certificate_ : certificate_.emplace(state_, pool_);
        certificate.begin();
        row.trials = method_->sweep([&](const BlockUpdate<double>& update) { certificate.after(update); }).trials;
        return certify(row.sweep + 1, certificate.finish());
      }
    }
    row.trials = method_->sweep().trials;
  }

  void fill(TraceRow& row, bool network) {
    const S N(static_cast<double>(state_.samples()));
    const S loss = method_->objective();
    row.S = to_double(loss);
    const S root = sqrt(loss / N);
    const bool separation = entry_.minimises_S();
    if (separation) row.L_S = to_double(root);
    row.objective = to_double(S(loss + method_->penalty()));
    row.figures = method_->figures();
    if (!network) return;
    if (separation) {
      row.bound = to_double(S(best_constant(constants_of<S>(state_.chain.activation).B, state_.depth()) * root));
    }
    const BlockSums<S> blocks(state_.share(), pool_);
    const auto total =
        blocks.sum(NetworkScore<S>{}, [&](std::size_t k) { return score(state_.chain, state_.blocks[k]); });
    row.network = figures_of(total, static_cast<std::size_t>(state_.samples()), state_.blocks[0].Y.size() > 0);
  }

  NetworkFigures figures(const Dataset& data) { return evaluate_network(state_.chain, data, pool_); }
  Checkpoint checkpoint(const TraceRow& row) {
    Checkpoint kept{row.sweep, row.batch, row.seconds, {}};
    Keeping<S> archive(kept, pool_.ranks());
    visit(archive);
    return kept;
  }

  /// Goes on from a checkpoint: in its batch, with its state and what its method knew.
  void resume(const Checkpoint& from, TraceRow& row) {
    row.sweep = from.sweep;
    row.batch = from.batch;
    row.seconds = from.seconds;
    ranks().broadcast(0, row.sweep);
    ranks().broadcast(0, row.batch);
    ranks().broadcast(0, row.seconds);
    if (row.batch > 0) {
      load_batch(state_, train_, plan_, static_cast<std::size_t>(row.batch), pool_);
      if (!entry_.format.has_residuals()) method_->restart();  // c, V and r have no place there
    }
    Restoring<S> archive(from, ranks());
    visit(archive);
  }

  Ranks& ranks() { return pool_.ranks(); }

  /// The state, once it is trained no more.
  StateData release() {
    StateData data = data_of(std::move(state_));
    gather_samples(data, ranks());
    data.format = entry_.format.name;
    for (const auto& option : entry_.format.options) {
      data.options[option.first] = options_.method_options.at(option.first);
    }
    return data;
  }

 private:
  void visit(Archive<S>& archive) {
    for (Index l = 1; l <= state_.depth(); ++l) {
      const std::string layer = std::to_string(l);
      auto& link = state_.chain.at(l);
      Matrix<S> b = link.b;
      archive.array("K_" + layer, link.K);
      archive.array("b_" + layer, b);
      link.b = Vector<S>(Eigen::Map<const Vector<S>>(b.data(), b.size()));
      if (l == state_.depth() || state_.blocks[0].c_.empty()) continue;
      std::vector<Matrix<S>*> c, r;
      for (Block<S>& block : state_.blocks) {
        c.push_back(&block.c(l));
        r.push_back(&block.r(l));
      }
      archive.columns("c_" + layer, c);
      archive.columns("r_" + layer, r);
      if (!archive.restoring()) continue;
      for (Block<S>& block : state_.blocks) activate(state_.chain.activation, block.c(l), block.activated(l));
    }
    visit_variables(archive);
    method_->visit(archive);
  }

  /// Those that stand in the place of c and r.
  void visit_variables(Archive<S>& archive) {
    for (const auto& [name, layers] : state_.blocks[0].variables) {
      for (std::size_t l = 0; l < layers.size(); ++l) {
        std::vector<Matrix<S>*> pieces;
        for (Block<S>& block : state_.blocks) pieces.push_back(&block.variables.at(name)[l]);
        archive.columns("variable_" + name + "_" + std::to_string(l + 1), pieces);
      }
    }
    for (auto& [name, numbers] : state_.numbers) archive.numbers("number_" + name, numbers);
  }

  TrainingOptions options_;
  const MethodEntry& entry_;
  const Dataset& train_;
  const BatchPlan plan_;
  ThreadPool pool_;
  State<S> state_;
  std::unique_ptr<Method<S>> method_;
  std::optional<SweepCertificate> certificate_;  // keeps its memory from sweep to sweep
};

}  // namespace training_detail

template <class S>
TrainingResult run_training(const TrainingOptions& options, Problem problem, const TraceSink& sink,
                            const std::atomic<bool>& stop, const CheckpointSink& save, const Checkpoint* from,
                            const CertificateSink& certify) {
  using Clock = std::chrono::steady_clock;
  const FloatEnvironment environment;
  TrainingResult result;
  std::optional<training_detail::Training<S>> training;
  TraceRow row;
  const int classes = problem.start.classes;
  bool stopping = false;  // all ranks at once
  const auto reached = [&] { return options.until > 0 && row.network.CE <= options.until; };
  try {
    training.emplace(options, std::move(problem.start), problem.train);
    if (from) training->resume(*from, row);
    training->fill(row, true);  // of the start, for runs without a sweep
    if (!from) result.start = row;
    TraceRow saved = row;
    const auto stops = [&] { return stopping = training->ranks().any(stop); };
    while (row.sweep < options.sweeps && !stops() && !reached()) {
      const auto begin = Clock::now();
      training->advance(row, certify);
      row.seconds += std::chrono::duration<double>(Clock::now() - begin).count();
      ++row.sweep;
      training->fill(row, options.trace || options.until > 0);
      if (options.trace_test && problem.test.samples() > 0) row.test = training->figures(problem.test);
      sink(row);
      const bool due = (options.checkpoint_sweeps > 0 && row.sweep - saved.sweep >= options.checkpoint_sweeps) ||
                       (options.checkpoint_seconds > 0 && row.seconds - saved.seconds >= options.checkpoint_seconds);
      if (save && row.sweep < options.sweeps && !reached() && training->ranks().any(due || stop)) {
        save(training->checkpoint(row));
        saved = row;
      }
    }
  } catch (const NonFinite& bad) {
    result.failure = std::string(bad.what()) + " at sweep " + std::to_string(row.sweep + 1);
  }
  result.interrupted = stopping && row.sweep < options.sweeps && !reached();
  if (!training) return result;
  training->fill(row, true);
  result.all = problem.train.samples() > 0 ? training->figures(problem.train) : row.network;
  if (problem.test.samples() > 0) result.test = training->figures(problem.test);
  result.last = row;
  result.state = training->release();
  result.state.classes = classes;
  return result;
}

}  // namespace lysep
