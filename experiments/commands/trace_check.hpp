#pragma once
// What the theorems say of the rows of a trace.
#include "core/training/training.hpp"

namespace lysep {

struct TraceCheck {
  long above_bound = 0;  // sweeps after which CE > K(B, D) L_S, against Theorem 3.1
  long increases = 0;    // sweeps within a batch after which the objective was larger than before

  /// Takes the rows in their order. A value that is not a number counts.
  void add(const TraceRow& row) {
    // S is a sum of positive terms, in eight accumulators a block: its rounding is far below.
    constexpr double rounding = 1e-12;
    if (!(row.network.CE <= row.bound)) ++above_bound;
    if (row.sweep > 1 && row.batch == last.batch && !(row.objective <= last.objective * (1 + rounding))) ++increases;
    last = row;
  }

  TraceRow last;
};

}  // namespace lysep
