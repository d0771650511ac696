#include <fmt/format.h>

#include <numeric>

#include "core/methods/joint/gauss_newton.hpp"
#include "core/methods/joint/quasi_newton.hpp"
#include "experiments/bench/bench.hpp"
#include "experiments/bench/bench_network.hpp"
#include "experiments/bench/joint_cost.hpp"
#include "experiments/commands/commands.hpp"

namespace lysep {
namespace {

constexpr SweepShape shapes[] = {{3, 10, 0}, {3, 30, 0}, {10, 10, 0}, {20, 10, 0}, {10, 20, 0}, {20, 20, 0}};
constexpr long warm_up = 3, fewest_steps = 5;

struct JointTiming {
  Timing step;
  JointWork work;
  double total = 0;  // seconds of all steps timed
};

/// Steps from the start of circle data on, the first few not timed; `step` counts its work but for steps and trials.
template <class Step>
JointTiming time_steps(Step step, double seconds) {
  JointTiming t;
  JointWork unused;
  SweepReport before;
  for (long k = 0; k < warm_up; ++k) step(before, unused);
  SweepReport report;
  const std::vector<double> times = time_calls(fewest_steps, seconds, [&] { return step(report, t.work); });
  t.total = std::accumulate(times.begin(), times.end(), 0.0);
  t.step = timing_of(times);
  t.work.steps = static_cast<double>(times.size());
  t.work.trials = static_cast<double>(report.trials);
  return t;
}

JointTiming gauss_newton_time(const SweepShape& shape, const BenchOptions& options) {
  State<double> state = circle_state(shape);
  ThreadPool pool(options.threads);
  JointProblem<double> problem(state, 0, pool);
  GaussNewton<double> method(problem, pool);
  return time_steps(
      [&](SweepReport& report, JointWork& work) {
        const bool moved = method.step(report);
        work.products += static_cast<double>(method.last_step().products * method.last_step().rows);
        work.measured += static_cast<double>(method.last_step().rows);
        return moved;
      },
      options.seconds);
}

JointTiming quasi_newton_time(const SweepShape& shape, const BenchOptions& options) {
  State<double> state = circle_state(shape);
  ThreadPool pool(options.threads);
  JointProblem<double> problem(state, 0, pool);
  QuasiNewton<double> method(problem);
  return time_steps(
      [&](SweepReport& report, JointWork& work) {
        const bool moved = method.step(report);
        work.measured += static_cast<double>(shape.samples) / QuasiNewton<double>::renewal;
        return moved;
      },
      options.seconds);
}

nlohmann::ordered_json measure(const char* method, const SweepShape& shape, const JointTiming& t, double descent,
                               const BenchOptions& options, const MachineRates& rates) {
  const SweepFloor floor = floor_of(joint_cost(shape, t.work), joint_bytes(shape), rates);
  const double T = options.threads, steps = t.work.steps, time = t.total / steps, least = floor.seconds() / T / steps;
  const double of_rows = t.work.products / static_cast<double>(shape.samples) / steps;
  if (options.print) {
    fmt::print("  {:<13}{:>3} {:>3} {:>7} {:>7.2f} {:>9.2f} {:>9.3f} {:>9.3f} {:>10.2f} {:>9.3f} {:>9.2f}\n", method,
               shape.layers, shape.width, shape.samples, t.work.trials / steps, of_rows, 1e3 * time, 1e3 * least,
               least / time, 1e3 * descent, time / descent);
    std::fflush(stdout);
  }
  return {{"method", method},
          {"layers", shape.layers},
          {"width", shape.width},
          {"samples", shape.samples},
          {"threads", options.threads},
          {"steps", t.work.steps},
          {"trials_per_step", t.work.trials / steps},
          {"products_per_step", of_rows},
          {"seconds", time},
          {"median_seconds", t.step.median},
          {"floor_seconds", least},
          {"floor_over_time", least / time},
          {"arithmetic_seconds", floor.arithmetic / T / steps},
          {"memory_seconds", floor.memory / T / steps},
          {"memory_level", floor.level},
          {"gradient_descent_seconds", descent}};
}

}  // namespace

BenchResult bench_joint(const BenchOptions& options) {
  const MachineRates rates = measure_rates(options.seconds / 10);
  BenchResult result;
  result.json = {{"rates", json_of(rates)}, {"steps", nlohmann::ordered_json::array()}};
  if (options.print) {
    fmt::print(
        "joint steps on circle data, threads: {}; products: of J^T J and a vector, in all rows; the floor is the "
        "larger of\n"
        "arithmetic, at the kernels' rates, and memory; GD: a step of gradient descent; mean times in ms\n"
        "  {:<13}{:>3} {:>3} {:>7} {:>7} {:>9} {:>9} {:>9} {:>10} {:>9} {:>9}\n",
        options.threads, "method", "L", "M", "N", "trials", "products", "step", "floor", "floor/step", "GD", "step/GD");
  }
  for (SweepShape shape : shapes) {
    if (stop_requested) return result;
    shape.samples = options.samples;
    const double descent = gradient_descent_time(shape, options.threads, options.seconds).median;
    result.json["steps"].push_back(
        measure("gauss-newton", shape, gauss_newton_time(shape, options), descent, options, rates));
    result.json["steps"].push_back(
        measure("quasi-newton", shape, quasi_newton_time(shape, options), descent, options, rates));
  }
  return result;
}

}  // namespace lysep
