#pragma once
// f(w) = exp((1 - softplus(w))^2): one layer of softplus, one sample x = y = 1, the exponential loss (A.12) with c = 1.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum {

/// bend (x - y)^2 <= sign (mean of f(x), f(y) - f((x + y)/2)), where the hypothesis holds.
inline Sides bend_of_softplus_exponential(const ScalarPair& t, bool hypothesis, double sign = 1.0, double bend = 0.0) {
  if (!hypothesis) return hypothesis_not_met();
  const auto f = [](const Ball& w) {
    const Ball gap = Ball(1.0) - value_of(Scalar::softplus, w, w);
    return exp(gap * gap);
  };
  const Ball first = f(t.x), second = f(t.y), middle = f(Ball(0.5) * (t.x + t.y));
  const Ball spread = Ball(bend) * (t.x - t.y) * (t.x - t.y);
  return {spread, Ball(sign) * (Ball(0.5) * (first + second) - middle), true, first + second};
}

/// softplus(x), softplus(y) >= 1.
inline bool is_above_target(const ScalarPair& t) { return exp(min(t.x, t.y)) >= exp(Ball(1.0)) - Ball(1.0); }

}  // namespace lysep::bsum
