#pragma once
// The step rules' options and the summary of a step.
#include <stdexcept>
#include <string>

#include "core/step_constants.hpp"

namespace lysep {

enum class StepRule { backtracking, certified, per_sample };

struct StepOptions {
  StepRule rule = StepRule::backtracking;
  double shrink = 0.9;      // backtracking: tau <- shrink tau until the block's objective does not increase
  double grow = 1.1;        // first trial = grow * the step accepted last
  double relaxation = 1.0;  // least-squares updates go this many times as far, 0 < relaxation < 2
  ConstantSet constants = ConstantSet::paper;
  double tau_factor = 1.0;  // certified: tau = tau_factor/C, 0 < tau_factor <= 2
  int max_trials = 100;     // of one step
  Index frozen_layers = 0;  // layers 1..frozen_layers, and their c_l, stay as they are
};

enum class StepResult { accepted, zero_gradient, no_decrease_found };

/// What a step did. The block is untouched unless accepted.
template <class S>
struct LineSearch {
  StepResult result;
  S step;  // the last tried
  int trials;
  S before, after;  // the block's objective
};

/// A value that is not finite; the state is the last good one.
class NonFinite : public std::runtime_error {
 public:
  NonFinite(Index layer, const std::string& what)
      : std::runtime_error("non-finite " + what + " in layer " + std::to_string(layer)), layer_(layer) {}
  Index layer() const { return layer_; }

 private:
  Index layer_;
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
