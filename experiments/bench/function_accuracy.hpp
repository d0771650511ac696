#pragma once
// The largest error of our functions of one variable, in ulp, against MPFR.
#include <functional>
#include <string>
#include <vector>

#include "core/numbers/parallel.hpp"

namespace lysep {

struct FunctionAccuracy {
  std::string function;
  long points = 0;
  double largest_error = 0, at = 0;  // ulp of the correctly rounded value; the argument

  bool holds() const;
};

inline constexpr double accuracy_limit = 1.5;  // ulp

/// exp, expm1, log1p, tanh, sin, cos at `points` arguments each: every exponent of either sign at which the value is no
/// constant, in turn, with random digits; half of the points where it is not the argument itself either. `tick` is
/// called with the number of points done of all functions; `stop` ends with the functions finished so far. The result
/// does not depend on the number of threads.
std::vector<FunctionAccuracy> measure_accuracy(long points, ThreadPool& pool, const std::function<void(long)>& tick,
                                               const std::atomic<bool>& stop);

/// How many functions there are.
long measured_functions();

}  // namespace lysep
