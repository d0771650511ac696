#pragma once
// Algorithm 1 (fully connected networks), and Algorithm 2 for every chain whose layers offer what core/layer.hpp
// asks: alternating minimisation of the layer separation loss in residual form.
#include "core/line_search.hpp"

namespace lysep {

template <class S>
struct SweepReport {
  Index trials = 0;           // steps tried for W_D and the c_l
  Index steps_rejected = 0;   // line searches that found no decrease
  Index solves_rejected = 0;  // least-squares or bias updates whose rounding would have increased S
};

/// One block update that has been made (or given up) in a sweep.
enum class BlockKind { output_weights, auxiliary, layer_weights, bias };
template <class S>
struct BlockUpdate {
  BlockKind kind;
  Index l;
  S step;  // of a gradient step, c_l: in units of 1/omega_{l+1}, the largest of the samples'; 0 where none was made
};

template <class S>
class LayerSeparation {
 public:
  using Observer = std::function<void(const BlockUpdate<S>&)>;

  /// Requires D >= 2 and c, V consistent with (E, b, r). The certified rule requires M0 and M2.
  /// Throws NonFinite when the state's loss is not finite.
  LayerSeparation(State<S>& state, const StepOptions& options, ThreadPool& pool);

  /// The state's samples have been replaced, c and V consistent: its loss anew; the step sizes stay, but those of
  /// single samples. Throws NonFinite.
  void restart();

  /// One sweep: W_D, then c_l, E_l, b_l for l = D-1..1, without the frozen layers. Throws NonFinite before a bad value
  /// enters the state. `after` is called after each block's update.
  SweepReport<S> sweep(const Observer& after = [](const BlockUpdate<S>&) {});

  /// S at the current state.
  S loss() const { return separation_loss(norms_); }

 private:
  struct Scratch {
    Matrix<S> g, tau, residual, objective_before, objective_after;
    AuxiliaryCandidate<S> candidate;
  };

  void update_output(const S& lambda);
  void update_auxiliary(Index l);
  void update_layer(Index l, const S& lambda);
  void update_bias(Index l);

  S first_output_step(const S& lambda) const;
  LineSearch<S> search_output_step(const Matrix<S>& g, const S& lambda);
  S certified_output_step(const Matrix<S>& g, const S& lambda);
  S certified_auxiliary_step(Index l);
  LineSearch<S> search_common_step(Index l);
  void search_sample_steps(Index l);
  Index search_block_steps(Index l, Block<S>& block, Scratch& scratch, Matrix<S>& tau);
  void adopt_auxiliary(Index l);
  void record(const LineSearch<S>& search);
  void try_step(Index l, const S& tau);
  S candidate_objective(Index l);
  S take_residual_if_smaller(Index l, const S& limit);
  void require_finite(const S& value, Index layer, const char* what) const;

  Matrix<S> sum_matrices(const std::function<Matrix<S>(std::size_t)>& part, Index rows, Index columns) {
    return ordered_sum<Matrix<S>>(pool_, state_.blocks.size(), Matrix<S>::Constant(rows, columns, S(0.0)), part);
  }
  S sum_scalars(const std::function<S(std::size_t)>& part) {
    return ordered_sum<S>(pool_, state_.blocks.size(), S(0.0), part);
  }

  State<S>& state_;
  StepOptions options_;
  ThreadPool& pool_;
  ActivationConstants<S> constants_;
  SquaredNorms<S> norms_;
  std::vector<S> steps_;                           // last accepted tau of layer l, in units of 1/omega_{l+1}
  std::vector<std::vector<Matrix<S>>> own_steps_;  // per-sample rule: [l-1][block], 1 x n
  std::vector<Scratch> scratch_;
  S candidate_own_ = S(0.0), candidate_ahead_ = S(0.0);  // ||r_l||^2 and ||r_{l+1}||^2 (or ||R||^2) of the candidates
  SweepReport<S> report_;
  S step_ = S(0.0);  // of the gradient step made last
};

template <class S>
LayerSeparation<S>::LayerSeparation(State<S>& state, const StepOptions& options, ThreadPool& pool)
    : state_(state),
      options_(options),
      pool_(pool),
      constants_(constants_of<S>(state.chain.activation)),
      steps_(state.depth(), S(0.0)) {
  eigen_assert(state.depth() >= 2 && options.frozen_layers < state.depth());
  restart();
}

template <class S>
void LayerSeparation<S>::restart() {
  norms_ = squared_norms(state_, pool_);
  own_steps_.assign(static_cast<std::size_t>(state_.depth() - 1), {});
  scratch_.resize(state_.blocks.size());
  require_finite(loss(), state_.depth(), "loss of the initial state");
}

template <class S>
void LayerSeparation<S>::require_finite(const S& value, Index layer, const char* what) const {
  if (!is_finite(value)) throw NonFinite(layer, what);
}

template <class S>
SweepReport<S> LayerSeparation<S>::sweep(const Observer& after) {
  report_ = {};
  const std::vector<S> lambda = regularisers(norms_);  // lambda_l depends on the layers below l only
  step_ = S(0.0);
  update_output(lambda.back());
  after({BlockKind::output_weights, state_.depth(), step_});
  for (Index l = state_.depth() - 1; l > options_.frozen_layers; --l) {
    step_ = S(0.0);
    update_auxiliary(l);
    after({BlockKind::auxiliary, l, step_});
    update_layer(l, lambda[l - 1]);
    after({BlockKind::layer_weights, l, S(0.0)});
    update_bias(l);
    after({BlockKind::bias, l, S(0.0)});
  }
  require_finite(loss(), 1, "loss");
  return report_;
}

template <class S>
void LayerSeparation<S>::record(const LineSearch<S>& search) {
  report_.trials += search.trials;
  if (search.result == StepResult::no_decrease_found) ++report_.steps_rejected;
  if (search.result == StepResult::accepted) step_ = search.step;
}

// ---------------------------------------------------------------- W_D: gradient step (3.15)

template <class S>
void LayerSeparation<S>::update_output(const S& lambda) {
  const Index D = state_.depth();
  const Matrix<S>& W = state_.chain.at(D).K;
  const Matrix<S> H = sum_matrices(
      [&](std::size_t k) {
        Matrix<S> part;
        output_correlation(state_.chain, state_.blocks[k], part);
        return part;
      },
      W.rows(), W.cols());
  const Matrix<S> g = output_gradient(state_.chain, H, lambda);
  const S size = squared_norm(g);
  require_finite(size, D, "gradient");
  if (size == S(0.0)) return;
  record(search_output_step(g, lambda));
}

/// 1/(2 lambda + kappa ||V_D||^2): below 1/C for two classes, and a start for any number.
template <class S>
S LayerSeparation<S>::first_output_step(const S& lambda) const {
  S size(0.0);
  for (const auto& block : state_.blocks) size += squared_norm(block.V(state_.depth()));
  return S(1.0) / (S(2.0) * lambda + kappa(S(0.0)) * size);
}

template <class S>
LineSearch<S> LayerSeparation<S>::search_output_step(const Matrix<S>& g, const S& lambda) {
  const Index D = state_.depth();
  auto& link = state_.chain.at(D);
  const Matrix<S> W = link.K;
  S norm, losses;
  const auto evaluate = [&](const S& tau) {
    for (Index i = 0; i < W.size(); ++i) link.K.data()[i] = W.data()[i] - tau * g.data()[i];
    norm = operator_norm_squared(*link.shape, link.K);
    losses = sum_scalars([&](std::size_t k) { return squared_norm(surrogate_losses(state_.chain, state_.blocks[k])); });
    return losses + lambda * norm;
  };
  const S before = norms_.losses + lambda * norms_.layers.back();
  S& last = steps_[D - 1];
  LineSearch<S> search{StepResult::accepted, S(0.0), 1, before, before};
  if (options_.rule == StepRule::certified) {
    search.step = certified_output_step(g, lambda);
    search.after = evaluate(search.step);
    if (!is_finite(search.after)) search.result = StepResult::no_decrease_found;
  } else {
    const S first = last > S(0.0) ? S(options_.grow) * last : first_output_step(lambda);
    if (!is_finite(first)) {  // V_D = 0 and lambda = 0: no gradient either
      search.result = StepResult::zero_gradient;
      return search;
    }
    search = backtrack(before, first, options_, evaluate);
    last = search.step;
  }
  if (search.result == StepResult::accepted) {
    norms_.layers.back() = norm;
    norms_.losses = losses;
  } else {
    link.K = W;
  }
  return search;
}

template <class S>
S LayerSeparation<S>::certified_output_step(const Matrix<S>& g, const S& lambda) {
  const Index D = state_.depth();
  OutputTerms<S> terms;
  terms.lambda = lambda;
  terms.radius = sqrt(norms_.layers.back());
  terms.units = state_.chain.at(D).shape->inputs();
  terms.samples = state_.samples();
  terms.classes = state_.chain.classes();
  const S factor(options_.tau_factor);
  if (options_.constants == ConstantSet::paper) {
    return factor / output_constant(ConstantSet::paper, terms, constants_);
  }
  const Matrix<S> G = sum_matrices(
      [&](std::size_t k) {
        Matrix<S> part;
        gram(state_.blocks[k].V(D), part);
        return part;
      },
      terms.units, terms.units);
  terms.gram_spectral = spectral_norm(G);
  for (const auto& block : state_.blocks) {
    Matrix<S> move, squares = Matrix<S>::Constant(1, block.samples(), S(0.0));
    multiply(g, block.V(D), move);
    add_column_squares(move, S(1.0), squares);
    const Matrix<S> R = surrogate_losses(state_.chain, block);
    for (Index n = 0; n < block.samples(); ++n) {
      terms.largest_loss = max(terms.largest_loss, R(0, n));
      terms.largest_gradient_move = max(terms.largest_gradient_move, sqrt(squares(0, n)));
    }
  }
  return factor / S(2.0) * self_consistent_output_step(terms);
}

// ---------------------------------------------------------------- c_l: gradient step (3.12), (3.14)

template <class S>
void LayerSeparation<S>::update_auxiliary(Index l) {
  const S& weight = norms_.layer(l + 1);
  const S size = sum_scalars([&](std::size_t k) {
    auxiliary_gradient(state_.chain, state_.blocks[k], l, weight, scratch_[k].g);
    return squared_norm(scratch_[k].g);
  });
  require_finite(size, l, "gradient");
  if (size == S(0.0)) return;
  if (options_.rule == StepRule::per_sample) {
    search_sample_steps(l);
    return;
  }
  LineSearch<S> search{StepResult::accepted, S(0.0), 1, S(0.0), S(0.0)};
  if (options_.rule == StepRule::certified) {
    search.step = certified_auxiliary_step(l);
    try_step(l, search.step);
    search.after = candidate_objective(l);
    if (!is_finite(search.after)) search.result = StepResult::no_decrease_found;
  } else {
    search = search_common_step(l);
  }
  record(search);
  if (search.result == StepResult::accepted) adopt_auxiliary(l);
}

/// Candidates of all blocks for a common tau.
template <class S>
void LayerSeparation<S>::try_step(Index l, const S& tau) {
  pool_.for_each(state_.blocks.size(), [&](std::size_t k) {
    Scratch& scratch = scratch_[k];
    scratch.tau.setConstant(1, state_.blocks[k].samples(), tau);
    try_auxiliary_step(state_.chain, state_.blocks[k], l, scratch.g, scratch.tau, scratch.candidate);
  });
}

/// ||r_{l+1}||^2 + ||E_{l+1}||^2 ||r_l||^2, or ||R||^2 + ..., at the candidates.
template <class S>
S LayerSeparation<S>::candidate_objective(Index l) {
  candidate_own_ = sum_scalars([&](std::size_t k) { return squared_norm(scratch_[k].candidate.r); });
  candidate_ahead_ = sum_scalars([&](std::size_t k) { return squared_norm(scratch_[k].candidate.ahead); });
  return candidate_ahead_ + norms_.layer(l + 1) * candidate_own_;
}

template <class S>
LineSearch<S> LayerSeparation<S>::search_common_step(Index l) {
  const S& weight = norms_.layer(l + 1);
  const S& ahead = l == state_.depth() - 1 ? norms_.losses : norms_.residual(l + 1);
  const S before = ahead + weight * norms_.residual(l);
  S& last = steps_[l - 1];
  const S first = last > S(0.0) ? S(options_.grow) * last : S(options_.shrink) / weight;
  const LineSearch<S> search = backtrack(before, first, options_, [&](const S& tau) {
    try_step(l, tau);
    return candidate_objective(l);
  });
  last = search.step;
  return search;
}

template <class S>
S LayerSeparation<S>::certified_auxiliary_step(Index l) {
  const bool last_hidden = l == state_.depth() - 1;
  AuxiliaryTerms<S> terms =
      operator_terms(*state_.chain.at(l + 1).shape, state_.chain.at(l + 1).K, state_.samples(), state_.chain.classes());
  if (!last_hidden) {
    std::vector<std::pair<S, S>> parts(state_.blocks.size());
    pool_.for_each(parts.size(), [&](std::size_t k) { parts[k] = pulled_target(state_.chain, state_.blocks[k], l); });
    for (const auto& [squared, largest] : parts) {
      terms.pulled_squared += squared;
      terms.pulled_largest = max(terms.pulled_largest, largest);
    }
  }
  const S C = last_hidden ? last_hidden_constant(options_.constants, terms, constants_)
                          : hidden_constant(options_.constants, terms, constants_);
  return S(options_.tau_factor) / C;
}

/// Every column its own step: S restricted to c_l is a sum over columns.
template <class S>
void LayerSeparation<S>::search_sample_steps(Index l) {
  auto& steps = own_steps_[l - 1];
  if (steps.empty()) {
    for (const auto& block : state_.blocks) {
      steps.push_back(Matrix<S>::Constant(1, block.samples(), S(options_.shrink) / norms_.layer(l + 1)));
    }
  }
  std::vector<Index> trials(state_.blocks.size());
  pool_.for_each(state_.blocks.size(),
                 [&](std::size_t k) { trials[k] = search_block_steps(l, state_.blocks[k], scratch_[k], steps[k]); });
  for (const Index t : trials) report_.trials += t;
  for (const Scratch& scratch : scratch_) {
    for (Index n = 0; n < scratch.tau.size(); ++n) step_ = max(step_, scratch.tau.data()[n]);
  }
  candidate_objective(l);
  adopt_auxiliary(l);
}

/// Backtracks the columns of one block; returns the rounds of trials. tau: the columns' steps, 1 x n.
template <class S>
Index LayerSeparation<S>::search_block_steps(Index l, Block<S>& block, Scratch& scratch, Matrix<S>& tau) {
  const S& weight = norms_.layer(l + 1);
  const auto objective = [&](const Matrix<S>& ahead, const Matrix<S>& own, Matrix<S>& sums) {
    sums.setConstant(1, block.samples(), S(0.0));
    add_column_squares(ahead, S(1.0), sums);
    add_column_squares(own, weight, sums);
  };
  objective(l == state_.depth() - 1 ? surrogate_losses(state_.chain, block) : block.r(l + 1), block.r(l),
            scratch.objective_before);
  scratch.tau = tau;
  for (Index round = 1;; ++round) {
    try_auxiliary_step(state_.chain, block, l, scratch.g, scratch.tau, scratch.candidate);
    objective(scratch.candidate.ahead, scratch.candidate.r, scratch.objective_after);
    bool all = true;
    for (Index n = 0; n < block.samples(); ++n) {
      S& step = scratch.tau(0, n);
      if (step == S(0.0) || scratch.objective_after(0, n) <= scratch.objective_before(0, n)) continue;
      step = round < options_.max_trials ? S(options_.shrink) * step : S(0.0);  // in the end the column stays
      all = false;
    }
    if (!all) continue;
    for (Index n = 0; n < block.samples(); ++n) {
      if (scratch.tau(0, n) > S(0.0)) tau(0, n) = S(options_.grow) * scratch.tau(0, n);
    }
    return round;
  }
}

template <class S>
void LayerSeparation<S>::adopt_auxiliary(Index l) {
  const bool last_hidden = l == state_.depth() - 1;
  (last_hidden ? norms_.losses : norms_.residuals[l]) = candidate_ahead_;
  norms_.residuals[l - 1] = candidate_own_;
  pool_.for_each(state_.blocks.size(), [&](std::size_t k) {
    accept_auxiliary_step(state_.chain, l, scratch_[k].candidate, state_.blocks[k]);
  });
}

// ---------------------------------------------------------------- E_l, b_l: least squares (3.10), (3.11)

template <class S>
void LayerSeparation<S>::update_layer(Index l, const S& lambda) {
  auto& link = state_.chain.at(l);
  const Index p = link.shape->parameter_rows(), q = link.shape->parameter_columns();
  const Matrix<S> G = sum_matrices(
      [&](std::size_t k) {
        Matrix<S> part;
        link.shape->patch_gram(state_.blocks[k].V(l), part);
        return part;
      },
      q, q);
  const Matrix<S> H = sum_matrices(
      [&](std::size_t k) {
        Matrix<S> part;
        link.shape->patch_correlation(state_.blocks[k].r(l), state_.blocks[k].V(l), part);
        return part;
      },
      p, q);
  require_finite(sum_of(G.data(), G.size()) + sum_of(H.data(), H.size()), l, "normal equations");
  const Matrix<S> dK =
      S(options_.relaxation) * least_squares_change<S>(G, H, link.K, link.shape->norm_weights(), lambda);
  require_finite(squared_norm(dK), l, "least-squares solution");
  const Matrix<S> K = link.K + dK;
  const S norm = operator_norm_squared(*link.shape, K);
  pool_.for_each(state_.blocks.size(),
                 [&](std::size_t k) { residual_after(state_.chain, state_.blocks[k], l, dK, scratch_[k].residual); });
  const S residual = sum_scalars([&](std::size_t k) { return squared_norm(scratch_[k].residual); });
  if (!(residual + lambda * norm <= norms_.residual(l) + lambda * norms_.layer(l))) {
    ++report_.solves_rejected;
    return;
  }
  link.K = K;
  norms_.layers[l - 1] = norm;
  norms_.residuals[l - 1] = residual;
  for (std::size_t k = 0; k < state_.blocks.size(); ++k) state_.blocks[k].r(l).swap(scratch_[k].residual);
}

template <class S>
void LayerSeparation<S>::update_bias(Index l) {
  auto& link = state_.chain.at(l);
  const Index p = link.shape->parameter_rows();
  const Vector<S> sums =
      ordered_sum<Vector<S>>(pool_, state_.blocks.size(), Vector<S>::Constant(p, S(0.0)), [&](std::size_t k) {
        Vector<S> part;
        link.shape->bias_sums(state_.blocks[k].r(l), part);
        return part;
      });
  const S count(static_cast<double>(state_.samples() * link.shape->outputs_per_bias()));
  const Vector<S> db = S(options_.relaxation) * (sums / count);
  pool_.for_each(state_.blocks.size(), [&](std::size_t k) {
    scratch_[k].residual = state_.blocks[k].r(l);
    link.shape->add_bias(-db, scratch_[k].residual);
  });
  const S residual = sum_scalars([&](std::size_t k) { return squared_norm(scratch_[k].residual); });
  if (!(residual <= norms_.residual(l))) {
    ++report_.solves_rejected;
    return;
  }
  link.b += db;
  norms_.residuals[l - 1] = residual;
  for (std::size_t k = 0; k < state_.blocks.size(); ++k) state_.blocks[k].r(l).swap(scratch_[k].residual);
}

}  // namespace lysep
