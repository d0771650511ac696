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
  return sums_.sum(S(0.0), [&](std::size_t k) {
    return auxiliary_gradient(state_.chain, state_.blocks[k], l, norms_.layer(l + 1), of_block(k, Use::gradient, l));
  });
}

/// Tries the step tau of all samples, `slot` of the two that are kept: leaves its norms in trials_[slot].
template <class S>
void LayerSeparation<S>::try_common_step(Index l, const S& tau, int slot) {
  trials_[slot] = sums_.sum(StepNorms<S>{}, [&](std::size_t k) {
    Matrix<S>& steps = steps_of_block(k);
    steps.setConstant(tau);
    return try_auxiliary_step(state_.chain, state_.blocks[k], l, of_block(k, Use::gradient, l), steps,
                              ahead_of_block(k, l, slot));
  });
}

/// The gradients, and the first two trials while their block is in the cache: nearly always both are needed, since a
/// step that was the largest before has grown. Returns ||g||^2.
template <class S>
S LayerSeparation<S>::try_first_steps(Index l, const S& first, const S& second) {
  const Trials all = sums_.sum(Trials{}, [&](std::size_t k) {
    const Block<S>& block = state_.blocks[k];
    Matrix<S>& steps = thread_scratch<S>().matrix(Use::steps, 1, block.samples());
    Matrix<S>& second_steps = thread_scratch<S>().matrix(Use::second_steps, 1, block.samples());
    steps.setConstant(first);
    second_steps.setConstant(second);
    StepTrial<S> trials[] = {{&steps, &ahead_of_block(k, l, 0)}, {&second_steps, &ahead_of_block(k, l, 1)}};
    const std::size_t count = second > S(0.0) ? 2 : 1;
    Trials own;
    own.gradient = auxiliary_gradient(state_.chain, block, l, norms_.layer(l + 1), of_block(k, Use::gradient, l),
                                      std::span<StepTrial<S>>(trials, count));
    for (std::size_t slot = 0; slot < count; ++slot) own.norms[slot] = trials[slot].norms;
    return own;
  });
  for (int slot : {0, 1}) trials_[slot] = all.norms[slot];
  return all.gradient;
}

/// Where a search for steps on c_l begins that has none before it: below 1/||E_{l+1}||^2, in units of 1/omega_{l+1}.
template <class S>
S LayerSeparation<S>::first_auxiliary_step(Index l) const {
  return S(options_.shrink) / norms_.layer(l + 1);
}

/// One tau for all samples, by backtracking or tau_factor/C_l.
template <class S>
LineSearch<S> LayerSeparation<S>::search_common_step(Index l) {
  const bool certified = options_.rule == StepRule::certified;
  const S& weight = norms_.layer(l + 1);
  const S& ahead = l == state_.depth() - 1 ? norms_.losses : norms_.residual(l + 1);
  const S before = ahead + weight * norms_.residual(l);
  const S first = certified                ? certified_auxiliary_step(l)
                  : steps_[l - 1] > S(0.0) ? steps_[l - 1]
                                           : first_auxiliary_step(l);
  const S size = try_first_steps(l, first, certified ? S(0.0) : S(S(options_.shrink) * first));
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
    steps_[l - 1] = next_step(search);
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
    const PulledTarget all = sums_.run_through(PulledTarget{}, [&](PulledTarget& target) {
      for (const auto& [squared, largest] : parts) {
        target.squared += squared;
        target.largest = max(target.largest, largest);
      }
    });
    terms.pulled_squared = all.squared;
    terms.pulled_largest = all.largest;
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
      steps.push_back(Matrix<S>::Constant(1, block.samples(), first_auxiliary_step(l)));
    }
  }
  const SampleSteps found = sums_.sum(SampleSteps{}, [&](std::size_t k) { return search_block_steps(l, k, steps[k]); });
  search.result = StepResult::accepted;
  search.step = found.largest;
  search.trials = static_cast<int>(found.rounds);
  adopt_auxiliary(l, 0, found.norms);
  return search;
}

/// Backtracks the columns of block k. tau: where the columns' searches begin, 1 x n; the steps that the search ends
/// with are left in steps_of_block(k), 0 for a column that stays.
template <class S>
typename LayerSeparation<S>::SampleSteps LayerSeparation<S>::search_block_steps(Index l, std::size_t k,
                                                                                Matrix<S>& tau) {
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
  SampleSteps found;
  for (bool all = false; !all;) {
    ++found.rounds;
    found.norms = try_auxiliary_step(state_.chain, block, l, g, steps, ahead);
    const Matrix<S> after = objective(ahead, stepped(block.r(l), g, steps));
    all = true;
    for (Index n = 0; n < block.samples(); ++n) {
      S& step = steps(0, n);
      if (step == S(0.0) || after(0, n) <= before(0, n)) continue;
      all = false;
      tau(0, n) = S(options_.shrink) * step;
      step = found.rounds < options_.max_trials ? tau(0, n) : S(0.0);  // in the end the column stays
    }
  }
  for (Index n = 0; n < block.samples(); ++n) {
    if (steps(0, n) > S(0.0)) tau(0, n) = S(options_.grow) * steps(0, n);
    if (!is_finite(tau(0, n))) tau(0, n) = first_auxiliary_step(l);
    found.largest = max(found.largest, steps(0, n));
  }
  return found;
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
  sums_.for_blocks([&](std::size_t k) { adopt_block(k); });
  pending_.reset();
}

}  // namespace lysep
