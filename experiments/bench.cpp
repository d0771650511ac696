#include "experiments/bench.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <thread>

#include "core/bad_input.hpp"
#include "experiments/commands.hpp"

namespace lysep {
namespace {

struct BenchCommand {
  BenchOptions options;
  std::string json;
  int all_threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  BenchResult (*measure)(const BenchOptions&) = nullptr;
};

void check_ranges(const BenchOptions& o) {
  const auto require = [](const char* option, double value, double low, double high) {
    if (value >= low && value <= high) return;
    throw BadInput(fmt::format("bench requires {} <= {} <= {}, but got {}", low, option, high, value));
  };
  require("--seconds", o.seconds, 1e-6, 1e6);
  require("--points", static_cast<double>(o.points), 1, 1e12);
  for (const long samples : {o.samples, o.largest}) require("--samples", static_cast<double>(samples), 1, 1e8);
  require("--instances", static_cast<double>(o.instances), 1, 1e12);
  require("--threads", o.threads, 1, 1024);
}

int run(BenchCommand& c) {
  if (!c.measure) throw BadInput("bench requires one of kernels, sweep, scaling, check, certify, but got none");
  check_ranges(c.options);
  if (!c.json.empty()) require_writable(c.json);
  if (!c.options.out.empty()) make_folder("bench --out", c.options.out);
  c.options.print = c.json != "-";
  BenchResult result = c.measure(c.options);
  if (!c.json.empty()) write_text(c.json, result.json.dump(1) + "\n");
  if (!result.holds) return exit_check_failed;
  return stop_requested ? exit_stopped : exit_done;
}

/// One of the measurements, with the options that all of them have.
CLI::App* add_measurement(CLI::App* bench, const std::shared_ptr<BenchCommand>& c, const char* name, const char* text,
                          BenchResult (*measure)(const BenchOptions&), bool all_threads) {
  CLI::App* sub = bench->add_subcommand(name, text);
  sub->add_option("--json", c->json, "write the machine's form to FILE, - for standard output");
  sub->add_option("--threads", c->options.threads, all_threads ? "default: all" : "default: 1");
  sub->parse_complete_callback([c, sub, measure, all_threads] {
    c->measure = measure;
    if (all_threads && sub->count("--threads") == 0) c->options.threads = c->all_threads;
  });
  return sub;
}

}  // namespace

Command add_bench(CLI::App& app) {
  auto c = std::make_shared<BenchCommand>();
  BenchOptions& o = c->options;
  CLI::App* bench = app.add_subcommand("bench", "time kernels, sweeps and checks on this machine");
  bench->require_subcommand(0, 1);
  const auto add_seconds = [&](CLI::App* sub) {
    sub->add_option("--seconds", o.seconds, "about so long for each thing measured")->capture_default_str();
  };
  CLI::App* kernels = add_measurement(bench, c, "kernels", "rates of kernels, functions and memory; errors in ulp",
                                      bench_kernels, true);
  kernels->add_option("--points", o.points, "arguments of each function against MPFR")->capture_default_str();
  add_seconds(kernels);
  CLI::App* sweep = add_measurement(bench, c, "sweep", "time of a sweep beside its floor", bench_sweep, false);
  sweep->add_option("--samples", o.samples, "N; ten times as many for one thread against two")->capture_default_str();
  add_seconds(sweep);
  CLI::App* scaling = add_measurement(bench, c, "scaling", "time per sample and layer, and memory, as N and L grow",
                                      bench_scaling, false);
  scaling->add_option("--samples", o.largest, "the largest N")->capture_default_str();
  scaling->add_option("--out", o.out, "folder for the plots (PNG and SVG, by gnuplot)");
  add_seconds(scaling);
  CLI::App* check = add_measurement(bench, c, "check", "instances a second of every claim", bench_check, true);
  check->add_option("--claim", o.claims, "only this claim; may be given more than once");
  check->add_option("--instances", o.instances, "instances of each claim")->capture_default_str();
  CLI::App* certify =
      add_measurement(bench, c, "certify", "seconds of check --run for a block update", bench_certify, true);
  certify->add_option("--samples", o.samples, "N")->capture_default_str();
  return [c] { return run(*c); };
}

}  // namespace lysep
