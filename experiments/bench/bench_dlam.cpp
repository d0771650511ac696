#include <fmt/format.h>

#include "core/methods/dlam/dlam.hpp"
#include "core/numbers/random.hpp"
#include "experiments/bench/bench.hpp"
#include "experiments/bench/bench_network.hpp"
#include "experiments/bench/dlam_cost.hpp"
#include "experiments/commands/commands.hpp"

namespace lysep {
namespace {

// The smaller network of DLAM's paper on MNIST; the time hardly depends on what the images are.
constexpr SweepShape images_shape = {3, 100, 0, 196, 10};
constexpr long warm_up = 2, fewest_sweeps = 3;

Dataset random_images(const SweepShape& shape) {
  const RandomStream stream(1, Purpose::train_data, 1);
  Dataset data;
  data.dimension = static_cast<std::size_t>(shape.inputs);
  data.classes = static_cast<int>(shape.classes);
  const auto samples = static_cast<std::size_t>(shape.samples);
  for (std::size_t i = 0; i < samples * data.dimension; ++i) data.X.push_back(0.5 + stream.symmetric(i, 0.5));
  for (std::size_t n = 0; n < samples; ++n) data.labels.push_back(static_cast<int>(n % 10));
  return data;
}

nlohmann::ordered_json measure(const SweepShape& shape, const BenchOptions& options, const MachineRates& rates) {
  State<double> state = dense_state(shape, random_images(shape), {Activation::Kind::relu});
  ThreadPool pool(options.threads);
  Dlam<double> method({}, state, pool);
  double trials = 0;
  for (long k = 0; k < warm_up; ++k) method.sweep();
  const std::vector<double> times = time_calls(fewest_sweeps, options.seconds, [&] {
    method.sweep();
    trials += method.figures()[7];  // trials_A
    return !stop_requested;
  });
  trials /= static_cast<double>(times.size()) * static_cast<double>(shape.layers - 1);
  const SweepFloor floor = floor_of(dlam_cost(shape, trials), dlam_bytes(shape), rates);
  const double T = options.threads, time = timing_of(times).median, least = floor.seconds() / T;
  if (options.print) {
    fmt::print("  {:>3} {:>3} {:>7} {:>7.2f} {:>9.1f} {:>9.1f} {:>11.2f} {:>10.1f} {:>8.1f} {:>8.1f} {}\n",
               shape.layers, shape.width, shape.samples, trials, 1e3 * time, 1e3 * least, least / time,
               1e3 * floor.arithmetic / T, 1e3 * floor.at_peak / T, 1e3 * floor.memory / T, floor.level);
    std::fflush(stdout);
  }
  return {{"layers", shape.layers},
          {"width", shape.width},
          {"samples", shape.samples},
          {"threads", options.threads},
          {"sweeps", times.size()},
          {"trials_per_step", trials},
          {"seconds", time},
          {"best_seconds", timing_of(times).best},
          {"floor_seconds", least},
          {"floor_over_time", least / time},
          {"arithmetic_seconds", floor.arithmetic / T},
          {"arithmetic_seconds_at_peak", floor.at_peak / T},
          {"memory_seconds", floor.memory / T},
          {"memory_level", floor.level}};
}

}  // namespace

BenchResult bench_dlam(const BenchOptions& options) {
  const MachineRates rates = measure_rates(options.seconds / 10);
  BenchResult result;
  result.json = {{"rates", json_of(rates)}, {"sweeps", nlohmann::ordered_json::array()}};
  if (options.print) {
    fmt::print(
        "sweeps of DLAM on random images of 196 pixels, relu, threads: {}; trials: of a step on a_l; the floor is the\n"
        "larger of arithmetic, at the kernels' rates, and memory; at peak: every multiply-add at the rate of "
        "registers; "
        "times in ms\n"
        "  {:>3} {:>3} {:>7} {:>7} {:>9} {:>9} {:>11} {:>10} {:>8} {:>8}\n",
        options.threads, "L", "M", "N", "trials", "sweep", "floor", "floor/sweep", "arithmetic", "at peak", "memory");
  }
  SweepShape shape = images_shape;
  shape.samples = options.images;
  result.json["sweeps"].push_back(measure(shape, options, rates));
  return result;
}

}  // namespace lysep
