#pragma once
// A line search by backtracking, and its summary.
#include "core/methods/step_options.hpp"

namespace lysep {

enum class StepResult { accepted, zero_gradient, no_decrease_found };

/// What a step did. The block is untouched unless accepted.
template <class S>
struct LineSearch {
  StepResult result;
  S step;  // the last tried
  int trials;
  S before, after;  // the block's objective
};

/// Backtracking: evaluate(tau) gives the objective after a step tau; the first that does not exceed `before`
/// is taken. first > 0. On failure the last tau tried is reported, so that the next search can go on from it.
template <class S, class Evaluate>
LineSearch<S> backtrack(const S& before, const S& first, const StepOptions& options, Evaluate&& evaluate) {
  LineSearch<S> search{StepResult::no_decrease_found, first, 0, before, before};
  while (search.trials < options.max_trials) {
    if (search.trials > 0) search.step *= S(options.shrink);
    ++search.trials;
    search.after = evaluate(search.step);
    if (search.after <= before) {
      search.result = StepResult::accepted;
      return search;
    }
  }
  return search;
}

}  // namespace lysep
