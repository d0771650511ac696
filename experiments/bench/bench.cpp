#include "experiments/bench/bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/commands.hpp"

namespace lysep {
namespace {

/// One of the things that bench measures, on one thread or on all where the user does not say.
struct Measurement {
  CommandLine line;
  BenchResult (*measure)(const BenchOptions&);
  bool all_threads;
};

struct BenchCommand {
  BenchOptions options;
  std::string json;
  std::optional<std::size_t> threads;
  std::vector<Measurement> measurements;
};

void check_ranges(const BenchOptions& o) {
  const auto require = [](const char* option, double value, double low, double high) {
    if (value >= low && value <= high) return;
    throw BadInput(fmt::format("bench requires {} <= {} <= {}, but got {}", low, option, high, value));
  };
  require("--seconds", o.seconds, 1e-6, 1e6);
  require("--points", static_cast<double>(o.points), 1, 1e12);
  for (const long samples : {o.samples, o.images, o.largest})
    require("--samples", static_cast<double>(samples), 1, 1e8);
  require("--instances", static_cast<double>(o.instances), 1, 1e12);
  require("--threads", o.threads, 1, 1024);
}

int run(BenchCommand& c) {
  const auto chosen =
      std::find_if(c.measurements.begin(), c.measurements.end(), [](const auto& m) { return m.line.given(); });
  if (chosen == c.measurements.end()) {
    throw BadInput("bench requires one of kernels, sweep, joint, dlam, bsum, scaling, check, certify, but got none");
  }
  const std::size_t all = chosen->all_threads ? std::max(1u, std::thread::hardware_concurrency()) : 1;
  c.options.threads = static_cast<int>(std::min<std::size_t>(c.threads.value_or(all), 1 << 20));
  check_ranges(c.options);
  if (!c.json.empty()) require_writable(c.json);
  if (!c.options.out.empty()) make_folder("bench --out", c.options.out);
  c.options.print = c.json != "-";
  BenchResult result = chosen->measure(c.options);
  if (!c.json.empty()) write_text(c.json, result.json.dump(1) + "\n");
  if (!result.holds) return exit_check_failed;
  return stop_requested ? exit_stopped : exit_done;
}

}  // namespace

Command add_bench(CommandLine bench) {
  auto c = std::make_shared<BenchCommand>();
  BenchOptions& o = c->options;
  const auto add_measurement = [&](const char* name, const char* text, BenchResult (*measure)(const BenchOptions&),
                                   bool all_threads) {
    const CommandLine line = bench.command(name, text);
    line.option("--json", &c->json, "write the machine's form to FILE, - for standard output");
    line.option("--threads", &c->threads, all_threads ? "default: all" : "default: 1");
    c->measurements.push_back({line, measure, all_threads});
    return line;
  };
  const char* seconds = "about so long for each thing measured";
  const CommandLine kernels =
      add_measurement("kernels", "rates of kernels, functions and memory; errors in ulp", bench_kernels, true);
  kernels.option("--points", &o.points, "arguments of each function against MPFR");
  kernels.option("--seconds", &o.seconds, seconds);
  const CommandLine sweep = add_measurement("sweep", "time of a sweep beside its floor", bench_sweep, false);
  sweep.option("--samples", &o.samples, "N; ten times as many for one thread against two");
  sweep.option("--seconds", &o.seconds, seconds);
  const CommandLine joint = add_measurement("joint", "time of a joint step beside its floor", bench_joint, false);
  joint.option("--samples", &o.samples, "N");
  joint.option("--seconds", &o.seconds, seconds);
  const CommandLine dlam = add_measurement("dlam", "time of a sweep of DLAM beside its floor", bench_dlam, false);
  dlam.option("--samples", &o.images, "N");
  dlam.option("--seconds", &o.seconds, seconds);
  const CommandLine bsum =
      add_measurement("bsum", "time of a first-order update of BSUM beside its floor", bench_bsum, false);
  bsum.option("--samples", &o.samples, "N");
  bsum.option("--seconds", &o.seconds, seconds);
  const CommandLine scaling =
      add_measurement("scaling", "time per sample and layer, and memory, as N and L grow", bench_scaling, false);
  scaling.option("--samples", &o.largest, "the largest N");
  scaling.option("--out", &o.out, "folder for the plots (PNG and SVG, by gnuplot)");
  scaling.option("--seconds", &o.seconds, seconds);
  const CommandLine check = add_measurement("check", "instances a second of every claim", bench_check, true);
  check.option("--claim", &o.claims, "only this claim; may be given more than once");
  check.option("--instances", &o.instances, "instances of each claim");
  add_measurement("certify", "seconds of check --run for a block update", bench_certify, true)
      .option("--samples", &o.samples, "N");
  return [c] { return run(*c); };
}

}  // namespace lysep
