#include <fmt/format.h>

#include "experiments/bench/bench.hpp"
#include "experiments/bench/bench_network.hpp"
#include "experiments/commands/commands.hpp"

namespace lysep {
namespace {

constexpr SweepShape shapes[] = {{3, 10, 0}, {10, 10, 0}, {20, 10, 0}, {10, 20, 0}, {20, 20, 0}, {3, 30, 0}};
constexpr long warm_up = 20, fewest_sweeps = 5;

nlohmann::ordered_json cost_json(const SweepCost& c) {
  return {{"combine_multiply_adds", c.combine},
          {"dots_multiply_adds", c.dots},
          {"elementwise_multiply_adds", c.elementwise},
          {"tanh", c.tanh},
          {"short_tanh_changes", c.short_tanh},
          {"exp", c.exp},
          {"log1p", c.log1p},
          {"expm1", c.expm1},
          {"bytes", c.bytes}};
}

/// Measures one shape and prints its row. The floor of T threads is that of one, divided by T.
nlohmann::ordered_json measure_shape(const SweepShape& shape, const BenchOptions& options, const MachineRates& rates) {
  SweepTiming t;
  {
    State<double> state = circle_state(shape);
    TimedSweeps sweeps(state, options.threads, warm_up);
    sweeps.run(fewest_sweeps, options.seconds);
    t = sweeps.timing();
  }
  const double step = gradient_descent_time(shape, options.threads, options.seconds).median;
  const SweepFloor one = sweep_floor(shape, t.trials, rates);
  const double T = options.threads, floor = one.seconds() / T, time = t.sweep.median;
  if (options.print) {
    fmt::print(
        "  {:>3} {:>3} {:>7} {:>7.2f} {:>9.3f} {:>9.3f} {:>11.2f} {:>10.3f} {:>8.3f} {:>10.3f} {:<7}{:>7.3f} "
        "{:>9.2f}\n",
        shape.layers, shape.width, shape.samples, t.trials, 1e3 * time, 1e3 * floor, floor / time,
        1e3 * one.arithmetic / T, 1e3 * one.at_peak / T, 1e3 * one.memory / T, one.level, 1e3 * step, step / time);
    std::fflush(stdout);
  }
  return {{"layers", shape.layers},
          {"width", shape.width},
          {"samples", shape.samples},
          {"threads", options.threads},
          {"sweeps", t.sweeps},
          {"trials_per_step", t.trials},
          {"seconds", time},
          {"best_seconds", t.sweep.best},
          {"floor_seconds", floor},
          {"floor_over_time", floor / time},
          {"arithmetic_seconds", one.arithmetic / T},
          {"arithmetic_seconds_at_peak", one.at_peak / T},
          {"memory_seconds", one.memory / T},
          {"memory_level", one.level},
          {"gradient_descent_seconds", step},
          {"gradient_descent_over_sweep", step / time},
          {"cost", cost_json(sweep_cost(shape, t.trials))}};
}

/// One thread and two in turn, sweep by sweep, on states of their own.
nlohmann::ordered_json measure_threads(const SweepShape& shape, const BenchOptions& options) {
  State<double> first = circle_state(shape), second = circle_state(shape);
  TimedSweeps one(first, 1, fewest_sweeps), two(second, 2, fewest_sweeps);
  for (long k = 0; k < fewest_sweeps || one.seconds() < options.seconds; ++k) one.run_one(), two.run_one();
  const double t1 = one.timing().sweep.median, t2 = two.timing().sweep.median;
  if (options.print) {
    fmt::print("\n  L = {}, M = {}, N = {}: one thread {:.3f} ms, two threads {:.3f} ms, {:.2f} times as fast\n",
               shape.layers, shape.width, shape.samples, 1e3 * t1, 1e3 * t2, t1 / t2);
  }
  return {{"layers", shape.layers},   {"width", shape.width},      {"samples", shape.samples},
          {"one_thread_seconds", t1}, {"two_threads_seconds", t2}, {"ratio", t1 / t2}};
}

}  // namespace

BenchResult bench_sweep(const BenchOptions& options) {
  const MachineRates rates = measure_rates(options.seconds / 10);
  BenchResult result;
  result.json = {{"rates", json_of(rates)}, {"sweeps", nlohmann::ordered_json::array()}};
  if (options.print) {
    fmt::print(
        "sweeps of Algorithm 1 on circle data, threads: {}; the floor is the larger of arithmetic, at the kernels'\n"
        "rates, and memory; at peak: arithmetic with every multiply-add at the rate of registers; times in ms\n",
        options.threads);
    fmt::print("  {:>3} {:>3} {:>7} {:>7} {:>9} {:>9} {:>11} {:>10} {:>8} {:>10} {:<7}{:>7} {:>9}\n", "L", "M", "N",
               "trials", "sweep", "floor", "floor/sweep", "arithmetic", "at peak", "memory", "", "GD", "GD/sweep");
  }
  for (SweepShape shape : shapes) {
    if (stop_requested) return result;
    shape.samples = options.samples;
    result.json["sweeps"].push_back(measure_shape(shape, options, rates));
  }
  result.json["threads"] = measure_threads({20, 10, 10 * options.samples}, options);
  return result;
}

}  // namespace lysep
