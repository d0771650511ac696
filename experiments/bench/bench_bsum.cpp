#include <fmt/format.h>

#include "core/methods/bsum/bsum.hpp"
#include "experiments/bench/bench.hpp"
#include "experiments/bench/bench_network.hpp"
#include "experiments/bench/bsum_cost.hpp"
#include "experiments/commands/commands.hpp"

namespace lysep {
namespace {

// The depth of the paper's network first.
constexpr SweepShape shapes[] = {{4, 10, 0}, {4, 30, 0}, {10, 10, 0}, {20, 10, 0}, {10, 20, 0}};
constexpr long warm_up = 2, fewest_sweeps = 5;

nlohmann::ordered_json measure(const SweepShape& shape, GammaRule rule, const BenchOptions& options,
                               const MachineRates& rates) {
  State<double> state = circle_state(shape);
  for (auto& link : state.chain.links) link.b.resize(0);
  ThreadPool pool(options.threads);
  BsumOptions of_method;
  of_method.rule = rule;
  of_method.loss = {NetworkLoss::Kind::softmax_cross_entropy};
  Bsum<double> method(of_method, 0, state, pool);
  double trials = 0;
  for (long k = 0; k < warm_up; ++k) method.sweep();
  const std::vector<double> times = time_calls(fewest_sweeps, options.seconds, [&] {
    trials += static_cast<double>(method.sweep().trials);
    return !stop_requested;
  });
  const auto updates = static_cast<double>(shape.layers);
  trials /= static_cast<double>(times.size()) * updates;
  const bool lipschitz = rule == GammaRule::lipschitz;
  const SweepFloor floor = floor_of(bsum_cost(shape, trials, lipschitz), bsum_bytes(shape), rates);
  const Timing timing = timing_of(times);
  const double T = options.threads, time = timing.median / updates, least = floor.seconds() / T / updates;
  const char* gamma = lipschitz ? "lipschitz" : "backtracking";
  if (options.print) {
    fmt::print("  {:<13}{:>3} {:>3} {:>7} {:>7.2f} {:>9.3f} {:>9.3f} {:>12.2f} {:>10.3f} {:>9.3f} {:>9.3f} {}\n", gamma,
               shape.layers, shape.width, shape.samples, trials, 1e3 * time, 1e3 * least, least / time,
               1e3 * floor.arithmetic / T / updates, 1e3 * floor.at_peak / T / updates,
               1e3 * floor.memory / T / updates, floor.level);
    std::fflush(stdout);
  }
  return {{"gamma", gamma},
          {"layers", shape.layers},
          {"width", shape.width},
          {"samples", shape.samples},
          {"threads", options.threads},
          {"sweeps", times.size()},
          {"trials_per_update", trials},
          {"seconds", time},
          {"best_seconds", timing.best / updates},
          {"floor_seconds", least},
          {"floor_over_time", least / time},
          {"arithmetic_seconds", floor.arithmetic / T / updates},
          {"arithmetic_seconds_at_peak", floor.at_peak / T / updates},
          {"memory_seconds", floor.memory / T / updates},
          {"memory_level", floor.level}};
}

}  // namespace

BenchResult bench_bsum(const BenchOptions& options) {
  const MachineRates rates = measure_rates(options.seconds / 10);
  BenchResult result;
  result.json = {{"rates", json_of(rates)}, {"updates", nlohmann::ordered_json::array()}};
  if (options.print) {
    fmt::print(
        "first-order updates of BSUM on circle data, softmax-cross-entropy, tanh, threads: {}; mean over the blocks of "
        "a\n"
        "sweep; trials: of gamma; the floor is the larger of arithmetic, at the kernels' rates, and memory; times in "
        "ms\n"
        "  {:<13}{:>3} {:>3} {:>7} {:>7} {:>9} {:>9} {:>12} {:>10} {:>9} {:>9}\n",
        options.threads, "gamma", "L", "M", "N", "trials", "update", "floor", "floor/update", "arithmetic", "at peak",
        "memory");
  }
  for (SweepShape shape : shapes) {
    shape.samples = options.samples;
    for (const GammaRule rule : {GammaRule::lipschitz, GammaRule::backtracking}) {
      if (stop_requested) return result;
      result.json["updates"].push_back(measure(shape, rule, options, rates));
    }
  }
  return result;
}

}  // namespace lysep
