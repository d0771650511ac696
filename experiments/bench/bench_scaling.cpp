#include <fmt/format.h>

#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "experiments/bench/bench.hpp"
#include "experiments/bench/bench_network.hpp"
#include "experiments/bench/child_process.hpp"
#include "experiments/commands/commands.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

constexpr Index width = 10, layers = 20, fewest_samples = 3000;
constexpr Index depths[] = {20, 50, 100, 200};
constexpr long warm_up = 5, timed_sweeps = 10;  // the same sweeps at every size, so that the trials are much the same
constexpr double memory_needed = 1.3, memory_allowed = 0.9;

/// c, V and r: three doubles a unit and sample.
double state_bytes(const SweepShape& s) {
  return 3.0 * sizeof(double) * static_cast<double>((s.layers - 1) * s.width * s.samples);
}

/// In a process of its own: time of a sweep, and memory beyond what the program had before.
Json measure_point(const SweepShape& shape, const BenchOptions& options) {
  const double before = resident_bytes();
  double spent = 0, trials = 0;
  std::vector<double> medians;
  while (medians.empty() || (spent < options.seconds && medians.size() < 20)) {
    State<double> state = circle_state(shape);
    TimedSweeps sweeps(state, options.threads, warm_up);
    sweeps.run(timed_sweeps, 0);
    medians.push_back(sweeps.timing().sweep.median);
    trials = sweeps.timing().trials;
    spent += sweeps.seconds();
  }
  return {{"layers", shape.layers},
          {"width", shape.width},
          {"samples", shape.samples},
          {"threads", options.threads},
          {"trials_per_step", trials},
          {"seconds", timing_of(medians).median},
          {"peak_bytes", peak_resident_bytes() - before},
          {"state_bytes", state_bytes(shape)}};
}

/// Adds what follows from the measurement, and prints the row.
void complete(Json& point, const SweepShape& shape, const MachineRates& rates, const BenchOptions& options) {
  const double seconds = point["seconds"];
  const double each = seconds / static_cast<double>(shape.samples * (shape.layers - 1));
  const double ratio = point["peak_bytes"].get<double>() / state_bytes(shape);
  const double memory = sweep_cost(shape, point["trials_per_step"]).bytes / rates.levels.back().bandwidth() / seconds;
  point["seconds_per_sample_and_layer"] = each;
  point["peak_over_state"] = ratio;
  point["memory_bandwidth_used"] = memory;
  if (!options.print) return;
  fmt::print("  {:>4} {:>4} {:>9} {:>7.2f} {:>12.3f} {:>14.1f} {:>16.2f} {:>10.1f} {:>11.2f}\n", shape.layers,
             shape.width, shape.samples, point["trials_per_step"].get<double>(), 1e3 * seconds, 1e9 * each, memory,
             point["peak_bytes"].get<double>() / 1e6, ratio);
  std::fflush(stdout);
}

/// Where the state does not fit, null, and a line that says so.
Json measure(const SweepShape& shape, const BenchOptions& options, const MachineRates& rates) {
  const double needed = memory_needed * state_bytes(shape), available = available_bytes();
  if (needed > memory_allowed * available) {
    fmt::print(stderr,
               "lysep: bench scaling leaves out N = {}: it needs {:.1f} GB of memory, {:.1f} GB are available\n",
               shape.samples, needed / 1e9, available / 1e9);
    return nullptr;
  }
  Json point = run_in_child([&] { return measure_point(shape, options); });
  complete(point, shape, rates, options);
  return point;
}

std::vector<SweepShape> shapes_of(const BenchOptions& options) {
  const Index first = std::min<Index>(fewest_samples, options.largest);
  std::vector<SweepShape> shapes;
  for (Index N = first; N <= options.largest; N *= 10) shapes.push_back({layers, width, N});
  for (const Index L : depths) {
    if (L != layers) shapes.push_back({L, width, first});
  }
  return shapes;
}

// ---------------------------------------------------------------- plots

constexpr const char* script = R"(set output name
set logscale x
set grid
set yrange [0:*]
set ylabel 'ns for a sample and layer'
set multiplot layout 1, 2
set key bottom left
set xlabel 'samples N (L = 20, M = 10)'
set format x '10^{%L}'
plot 'samples.dat' using 1:2 with linespoints pointtype 7 title 'a sweep', \
     'samples.dat' using 1:3 with lines dashtype 2 title 'moving its bytes in memory'
set xlabel 'layers L (M = 10)'
set format x '%g'
set xtics (20, 50, 100, 200)
set xrange [15:270]
plot 'layers.dat' using 1:2 with linespoints pointtype 7 title 'a sweep'
unset multiplot
)";

void write_rows(const std::string& file, const Json& points, const char* x, const char* same) {
  std::string text;
  for (const Json& p : points) {
    if (p[same] != points[0][same]) continue;
    const double each = 1e9 * p["seconds_per_sample_and_layer"].get<double>();
    text += fmt::format("{} {} {}\n", p[x].get<long>(), each, each * p["memory_bandwidth_used"].get<double>());
  }
  write_text(file, text);
}

/// scaling.png, scaling.svg and what gnuplot made them from.
void plot(const std::string& folder, const Json& points) {
  write_rows(folder + "/samples.dat", points, "samples", "layers");
  write_rows(folder + "/layers.dat", points, "layers", "samples");
  write_text(folder + "/scaling.gp", script);
  if (std::system("command -v gnuplot >/dev/null") != 0) {
    fmt::print(stderr, "lysep: bench --out requires gnuplot (package gnuplot-nox) for the plots, but got none\n");
    return;
  }
  const auto run = [&](const char* terminal, const char* file) {
    const std::string command =
        fmt::format("cd '{}' && gnuplot -e \"set terminal {}; name = '{}'\" scaling.gp", folder, terminal, file);
    if (std::system(command.c_str()) != 0) fmt::print(stderr, "lysep: gnuplot did not make {}/{}\n", folder, file);
  };
  run("pngcairo size 1200,450", "scaling.png");
  run("svg size 1200,450", "scaling.svg");
}

}  // namespace

BenchResult bench_scaling(const BenchOptions& options) {
  BenchResult result;
  const MachineRates rates = measure_rates(options.seconds / 10);
  if (options.print) {
    fmt::print("  {:>4} {:>4} {:>9} {:>7} {:>12} {:>14} {:>16} {:>10} {:>11}\n", "L", "M", "N", "trials", "ms/sweep",
               "ns/(N (L-1))", "of memory rate", "peak MB", "peak/state");
  }
  Json points = Json::array();
  for (const SweepShape& shape : shapes_of(options)) {
    if (stop_requested) break;
    Json point = measure(shape, options, rates);
    if (!point.is_null()) points.push_back(std::move(point));
  }
  if (!options.out.empty() && !points.empty()) plot(options.out, points);
  result.json = {{"rates", json_of(rates)}, {"points", points}};
  return result;
}

}  // namespace lysep
