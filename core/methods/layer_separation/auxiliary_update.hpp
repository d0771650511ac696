#pragma once
// LayerSeparation: c_l, a gradient step (3.12), (3.14).
#include "core/methods/layer_separation/layer_separation.hpp"

namespace lysep {

template <class S>
void LayerSeparation<S>::update_auxiliary(Index l) {
  record(options_.rule == StepRule::per_sample ? search_sample_steps(l) : search_common_step(l));
}

/// g of every block; ||g||^2.
template <class S>
S LayerSeparation<S>::auxiliary_gradients(Index l) {
  return sum_blocks([&](std::size_t k) {
    return auxiliary_gradient(state_.chain, state_.blocks[k], l, norms_.layer(l + 1), of_block(k, Use::gradient, l));
  });
}

/// Tries the step tau of all samples, `slot` of the two that are kept: leaves its norms in trials_[slot].
template <class S>
void LayerSeparation<S>::try_common_step(Index l, const S& tau, int slot) {
  for (Part& part : parts_) part.norms[slot] = {};
  for_blocks([&](Part& part, std::size_t k) {
    Matrix<S>& steps = steps_of_block(k);
    steps.setConstant(tau);
    part.norms[slot] += try_auxiliary_step(state_.chain, state_.blocks[k], l, of_block(k, Use::gradient, l), steps,
                                           ahead_of_block(k, l, slot));
  });
  add_trials(slot);
}

/// The gradients, and the first two trials while their block is in the cache: nearly always both are needed, since a
/// step that was the largest before has grown. ||g||^2 is left in the parts' sums.
template <class S>
void LayerSeparation<S>::try_first_steps(Index l, const S& first, const S& second) {
  for (Part& part : parts_) {
    part.norms[0] = part.norms[1] = {};
    part.sum = S(0.0);
  }
  for_blocks([&](Part& part, std::size_t k) {
    const Block<S>& block = state_.blocks[k];
    Matrix<S>& steps = thread_scratch<S>().matrix(Use::steps, 1, block.samples());
    Matrix<S>& second_steps = thread_scratch<S>().matrix(Use::second_steps, 1, block.samples());
    steps.setConstant(first);
    second_steps.setConstant(second);
    StepTrial<S> trials[] = {{&steps, &ahead_of_block(k, l, 0)}, {&second_steps, &ahead_of_block(k, l, 1)}};
    const std::size_t count = second > S(0.0) ? 2 : 1;
    part.sum += auxiliary_gradient(state_.chain, block, l, norms_.layer(l + 1), of_block(k, Use::gradient, l),
                                   std::span<StepTrial<S>>(trials, count));
    for (std::size_t slot = 0; slot < count; ++slot) part.norms[slot] += trials[slot].norms;
  });
  add_trials(0);
  add_trials(1);
}

template <class S>
void LayerSeparation<S>::add_trials(int slot) {
  trials_[slot] = {};
  for (const Part& part : parts_) trials_[slot] += part.norms[slot];
}

/// One tau for all samples, by backtracking or tau_factor/C_l.
template <class S>
LineSearch<S> LayerSeparation<S>::search_common_step(Index l) {
  const bool certified = options_.rule == StepRule::certified;
  const S& weight = norms_.layer(l + 1);
  const S& ahead = l == state_.depth() - 1 ? norms_.losses : norms_.residual(l + 1);
  const S before = ahead + weight * norms_.residual(l);
  S& last = steps_[l - 1];
  const S first = certified       ? certified_auxiliary_step(l)
                  : last > S(0.0) ? S(S(options_.grow) * last)
                                  : S(S(options_.shrink) / weight);
  try_first_steps(l, first, certified ? S(0.0) : S(S(options_.shrink) * first));
  S size(0.0);
  for (const Part& part : parts_) size += part.sum;
  require_finite(size, l, "gradient");
  LineSearch<S> search{StepResult::zero_gradient, S(0.0), 0, before, before};
  if (size == S(0.0)) return search;
  const auto objective = [&](int slot) { return trials_[slot].ahead + weight * trials_[slot].own; };
  int slot = 0;
  if (certified) {
    const S after = objective(0);
    search = {is_finite(after) ? StepResult::accepted : StepResult::no_decrease_found, first, 1, before, after};
  } else {
    int trial = 0;
    search = backtrack(before, first, options_, [&](const S& tau) {
      slot = trial % 2;
      if (trial++ > 1) try_common_step(l, tau, slot);
      return objective(slot);
    });
    last = search.step;
  }
  if (search.result == StepResult::accepted) {
    for (std::size_t k = 0; k < blocks_.size(); ++k) steps_of_block(k).setConstant(search.step);
    adopt_auxiliary(l, slot, trials_[slot]);
  }
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

/// Every column its own step: S restricted to c_l is a sum over columns. The step told is the largest.
template <class S>
LineSearch<S> LayerSeparation<S>::search_sample_steps(Index l) {
  const S size = auxiliary_gradients(l);
  require_finite(size, l, "gradient");
  LineSearch<S> search{StepResult::zero_gradient, S(0.0), 0, S(0.0), S(0.0)};
  if (size == S(0.0)) return search;
  auto& steps = own_steps_[l - 1];
  if (steps.empty()) {
    for (const auto& block : state_.blocks) {
      steps.push_back(Matrix<S>::Constant(1, block.samples(), S(options_.shrink) / norms_.layer(l + 1)));
    }
  }
  for (Part& part : parts_) {
    part.norms[0] = {};
    part.rounds = 0;
    part.step = S(0.0);
  }
  for_blocks([&](Part& part, std::size_t k) {
    StepNorms<S> norms;
    part.rounds += search_block_steps(l, k, steps[k], norms);
    part.norms[0] += norms;
    const Matrix<S>& tau = steps_of_block(k);
    for (Index n = 0; n < tau.size(); ++n) part.step = max(part.step, tau.data()[n]);
  });
  add_trials(0);
  Index rounds = 0;
  for (const Part& part : parts_) {
    rounds += part.rounds;
    search.step = max(search.step, part.step);
  }
  search.result = StepResult::accepted;
  search.trials = static_cast<int>(rounds);
  adopt_auxiliary(l, 0, trials_[0]);
  return search;
}

/// Backtracks the columns of block k; returns the rounds of trials. tau: the columns' steps, 1 x n; those that the
/// search ends with are left in steps_of_block(k).
template <class S>
Index LayerSeparation<S>::search_block_steps(Index l, std::size_t k, Matrix<S>& tau, StepNorms<S>& norms) {
  const Block<S>& block = state_.blocks[k];
  const S& weight = norms_.layer(l + 1);
  const Matrix<S>& g = of_block(k, Use::gradient, l);
  Matrix<S>&steps = steps_of_block(k), &ahead = ahead_of_block(k, l, 0);
  const auto objective = [&](const Matrix<S>& next, const Matrix<S>& own) {
    Matrix<S> sums = Matrix<S>::Constant(1, block.samples(), S(0.0));
    add_column_squares(next, S(1.0), sums);
    add_column_squares(own, weight, sums);
    return sums;
  };
  const Matrix<S> before =
      objective(l == state_.depth() - 1 ? surrogate_losses(state_.chain, block) : block.r(l + 1), block.r(l));
  steps = tau;
  for (Index round = 1;; ++round) {
    norms = try_auxiliary_step(state_.chain, block, l, g, steps, ahead);
    const Matrix<S> after = objective(ahead, stepped(block.r(l), g, steps));
    bool all = true;
    for (Index n = 0; n < block.samples(); ++n) {
      S& step = steps(0, n);
      if (step == S(0.0) || after(0, n) <= before(0, n)) continue;
      step = round < options_.max_trials ? S(options_.shrink) * step : S(0.0);  // in the end the column stays
      all = false;
    }
    if (!all) continue;
    for (Index n = 0; n < block.samples(); ++n) {
      if (steps(0, n) > S(0.0)) tau(0, n) = S(options_.grow) * steps(0, n);
    }
    return round;
  }
}

template <class S>
void LayerSeparation<S>::adopt_auxiliary(Index l, int slot, const StepNorms<S>& norms) {
  (l == state_.depth() - 1 ? norms_.losses : norms_.residuals[l]) = norms.ahead;
  norms_.residuals[l - 1] = norms.own;
  pending_ = Pending{l, slot};
}

template <class S>
void LayerSeparation<S>::adopt_block(std::size_t k) {
  const auto [l, slot] = *pending_;
  accept_auxiliary_step(state_.chain, l, of_block(k, Use::gradient, l), steps_of_block(k), ahead_of_block(k, l, slot),
                        state_.blocks[k]);
}

template <class S>
void LayerSeparation<S>::adopt_pending() {
  if (!pending_) return;
  for_blocks([&](Part&, std::size_t k) { adopt_block(k); });
  pending_.reset();
}

}  // namespace lysep
