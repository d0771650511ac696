#pragma once
// The step of c_{L-1} after W_L's, with its constant taken before or after W_L's update.
#include "proofs-check/claims/lysep/descent/iterate.hpp"

namespace lysep {

/// tau = factor_c / C_{L-1}, the constant before or after W_L's update; "tau" itself where that constant is 0.
struct TwoSteps {
  explicit TwoSteps(const Instance& instance);

  bool hypothesis = false;
  Ball S_start, S_between, S_end;  // before W_L's step, after it, after that of c_{L-1}
  Ball W_before, W_after;          // ||W_L||
  enum class When { before, after };
  /// Takes both steps; the constant is multiplied by `stretch`.
  TwoSteps& take(When when, const Ball& stretch = Ball(1.0));

 private:
  Iterate theta_;
  Ball factor_W_, factor_c_, tau_;
};

/// S after the step of c_{L-1} <= S before it.
inline Sides last_step(const TwoSteps& s) { return {s.S_end, s.S_between}; }

/// What a claim or mutant says of the two steps.
using TwoStepsSides = Sides (*)(TwoSteps&);
std::function<Sides(const Instance&)> of_two_steps(TwoStepsSides sides);

std::vector<Array> two_steps_arrays();

/// W_L = 0, nearly 0 and random, with residuals of every size.
Instance two_steps(Draw& draw);

}  // namespace lysep
