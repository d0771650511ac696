#include <fmt/format.h>

#include "experiments/bench/bench.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/bench/function_accuracy.hpp"
#include "experiments/bench/machine_rates.hpp"

namespace lysep {
namespace {

void print_accuracy(const std::vector<FunctionAccuracy>& all) {
  fmt::print("\n  {:<22}{:>11} {:>14} {:>26}\n", "function", "points", "largest error", "at");
  for (const FunctionAccuracy& a : all) {
    fmt::print("  {:<22}{:>11} {:>10.4f} ulp {:>26}{}\n", a.function, a.points, a.largest_error,
               fmt::format("{:.17g}", a.at), a.holds() ? "" : fmt::format("  ABOVE {}", accuracy_limit));
  }
}

}  // namespace

BenchResult bench_kernels(const BenchOptions& options) {
  const MachineRates rates = measure_rates(options.seconds / 10);
  if (options.print) print_rates(rates);
  BenchResult result{json_of(rates)};
  ThreadPool pool(options.threads);
  std::vector<FunctionAccuracy> accuracy;
  {
    Progress progress("bench kernels", options.points * measured_functions(), false);
    accuracy = measure_accuracy(
        options.points, pool, [&](long done) { progress.at(done, "points against MPFR"); }, stop_requested);
  }
  if (options.print) print_accuracy(accuracy);
  for (const FunctionAccuracy& a : accuracy) {
    result.json["accuracy"].push_back({{"function", a.function},
                                       {"points", a.points},
                                       {"largest_error_ulp", a.largest_error},
                                       {"at", fmt::format("{:.17g}", a.at)},
                                       {"limit_ulp", accuracy_limit},
                                       {"holds", a.holds()}});
    result.holds = result.holds && a.holds();
  }
  return result;
}

}  // namespace lysep
