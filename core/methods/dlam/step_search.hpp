#pragma once
// DLAM: the numbers alpha_l and t_l of the quadratic models, by backtracking on the exact test.
#include "core/numbers/matrix.hpp"

namespace lysep {

/// first gamma^j, j = 0, 1, ...: the first that the test takes. `test(alpha)` says whether it does; it has to from some
/// alpha on.
template <class S>
struct StepSearch {
  S factor;                // gamma or eta
  S begin;                 // alpha0 or tau0
  bool from_last = false;  // begin at the last one over the factor, not below begin * 1e-6

  template <class Test>
  S operator()(const S& last, Index& trials, Test test) const {
    S alpha = begin;
    if (from_last && last > S(0.0)) alpha = max(S(last / factor), S(begin * S(1e-6)));
    for (++trials; !test(alpha); ++trials) alpha *= factor;
    return alpha;
  }
};

}  // namespace lysep
