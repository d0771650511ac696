#pragma once
// What the theorems say of the rows of a trace.
#include "core/methods/methods.hpp"
#include "core/training/training.hpp"

namespace lysep {

struct TraceCheck {
  explicit TraceCheck(const MethodEntry& of, const OptionValues& values = {})
      : method(of),
        statements(of.statements ? of.statements(values) : std::vector<SweepStatement>()),
        exceptions(statements.size(), 0) {}

  const MethodEntry& method;
  std::vector<SweepStatement> statements;
  long above_bound = 0;          // sweeps after which CE > K(B, D) L_S, against Theorem 3.1
  long increases = 0;            // sweeps within a batch after which the objective was larger than before
  std::vector<long> exceptions;  // sweeps within a batch of which a statement of the method's does not hold

  /// Takes the rows in their order. A value that is not a number counts.
  void add(const TraceRow& row) {
    // S is a sum of positive terms, in eight accumulators a block: its rounding is far below.
    constexpr double rounding = 1e-12;
    if (!(row.network.CE <= row.bound)) ++above_bound;
    if (row.sweep > 1 && row.batch == last.batch && !(row.objective <= last.objective * (1 + rounding))) ++increases;
    if (row.sweep > 1 && row.batch == last.batch) compare(last, row);
    if (row.sweep == 1) first = row;
    last = row;
  }

  /// Takes the row of the start, once there is one.
  void finish(const TraceRow& start) {
    if (first.sweep == 1) compare(start, first);
  }

  TraceRow first, last;

 private:
  void compare(const TraceRow& before, const TraceRow& after) {
    for (std::size_t k = 0; k < exceptions.size(); ++k) {
      if (!statements[k].holds({before.S, before.figures}, {after.S, after.figures})) ++exceptions[k];
    }
  }
};

}  // namespace lysep
