#include <fmt/format.h>

#include <algorithm>

#include "core/numbers/bad_input.hpp"
#include "experiments/bench/bench.hpp"
#include "experiments/bench/bench_network.hpp"
#include "experiments/commands/commands.hpp"
#include "proofs-check/runs/run_certificate.hpp"

namespace lysep {
namespace {

// ---------------------------------------------------------------- check

/// Seconds for the instances alone, and with the search for equality and the mutants.
struct ClaimTime {
  const Claim* claim;
  double instances, all;
};

std::vector<const Claim*> selected(const std::vector<std::string>& ids) {
  std::vector<const Claim*> claims;
  for (const std::string& id : ids) {
    const auto found =
        std::find_if(all_claims().begin(), all_claims().end(), [&](const Claim& c) { return c.id == id; });
    if (found == all_claims().end()) {
      throw BadInput(fmt::format("bench requires --claim one of those that check --list shows, but got {}", id));
    }
    claims.push_back(&*found);
  }
  if (!claims.empty()) return claims;
  for (const Claim& claim : all_claims()) claims.push_back(&claim);
  return claims;
}

double seconds_of_check(const Claim& claim, const CheckOptions& options, ThreadPool& pool) {
  const double start = now();
  check_claim(
      claim, options, pool, [](long) {}, stop_requested);
  return now() - start;
}

ClaimTime time_of(const Claim& claim, long instances, ThreadPool& pool) {
  CheckOptions all, only;
  all.instances = only.instances = instances;
  only.searches = 0;
  only.mutant_instances = 0;
  return {&claim, seconds_of_check(claim, only, pool), seconds_of_check(claim, all, pool)};
}

nlohmann::ordered_json report_claims(const std::vector<ClaimTime>& times, const BenchOptions& options) {
  double total = 0;
  for (const ClaimTime& t : times) total += t.all;
  const auto n = static_cast<double>(options.instances);
  if (options.print) {
    fmt::print("  {:<37}{:>12} {:>14} {:>24} {:>7}\n", "claim", "instances/s", "s for them", "with search and mutants",
               "share");
  }
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const ClaimTime& t : times) {
    if (options.print) {
      fmt::print("  {:<37}{:>12.0f} {:>14.3f} {:>24.3f} {:>5.1f} %\n", t.claim->id, n / t.instances, t.instances, t.all,
                 100 * t.all / total);
    }
    rows.push_back({{"id", t.claim->id},
                    {"instances", options.instances},
                    {"instances_per_second", n / t.instances},
                    {"seconds", t.instances},
                    {"seconds_with_search_and_mutants", t.all}});
  }
  if (options.print) fmt::print("\n{} claims, {:.1f} s, threads: {}\n", times.size(), total, options.threads);
  return {{"threads", options.threads}, {"claims", rows}, {"seconds", total}};
}

// ---------------------------------------------------------------- certify

constexpr SweepShape certified_shapes[] = {{3, 10, 0}, {10, 10, 0}, {3, 20, 0}};
constexpr long warm_up = 5, certified_sweeps = 3;

nlohmann::ordered_json certify_shape(const SweepShape& shape, const BenchOptions& options) {
  constexpr slong bits = 128;
  State<double> state = circle_state(shape);
  ThreadPool pool(options.threads);
  LayerSeparation<double> algorithm(state, StepOptions{}, pool);
  for (long k = 0; k < warm_up; ++k) algorithm.sweep();
  RunChecker checker(state, StepOptions{}, pool, bits);
  long updates = 0;
  double checking = 0, whole = 0;
  for (long k = 0; k < certified_sweeps && !stop_requested; ++k) {
    const double begin = now();
    checker.begin_sweep();
    checking += now() - begin;
    algorithm.sweep([&](const BlockUpdate<double>& update) {
      const double start = now();
      checker.after(update);
      checking += now() - start;
      ++updates;
    });
    whole += now() - begin;
  }
  const double each = checking / static_cast<double>(updates),
               plain = (whole - checking) / static_cast<double>(updates);
  if (stop_requested) return nullptr;
  if (options.print) {
    fmt::print("  {:>3} {:>3} {:>7} {:>8} {:>14.2f} {:>14.3f} {:>8.0f}\n", shape.layers, shape.width, shape.samples,
               updates, 1e3 * each, 1e3 * plain, each / plain);
    std::fflush(stdout);
  }
  return {{"layers", shape.layers},     {"width", shape.width}, {"samples", shape.samples},
          {"updates", updates},         {"bits", bits},         {"seconds_per_update", each},
          {"seconds_of_update", plain}, {"ratio", each / plain}};
}

}  // namespace

BenchResult bench_check(const BenchOptions& options) {
  const auto claims = selected(options.claims);
  ThreadPool pool(options.threads);
  std::vector<ClaimTime> times;
  {
    Progress progress("bench check", static_cast<long>(claims.size()), false);
    for (const Claim* claim : claims) {
      if (stop_requested) break;
      const ClaimTime time = time_of(*claim, options.instances, pool);
      if (stop_requested) break;  // in the middle of this one
      times.push_back(time);
      progress.at(static_cast<long>(times.size()), claim->id);
    }
  }
  std::sort(times.begin(), times.end(), [](const ClaimTime& a, const ClaimTime& b) { return a.all > b.all; });
  return {report_claims(times, options)};
}

BenchResult bench_certify(const BenchOptions& options) {
  if (options.print) {
    fmt::print("  {:>3} {:>3} {:>7} {:>8} {:>14} {:>14} {:>8}\n", "L", "M", "N", "updates", "ms to check", "ms to make",
               "ratio");
  }
  BenchResult result;
  result.json = {{"threads", options.threads}, {"shapes", nlohmann::ordered_json::array()}};
  for (SweepShape shape : certified_shapes) {
    if (stop_requested) break;
    shape.samples = options.samples;
    nlohmann::ordered_json measured = certify_shape(shape, options);
    if (!measured.is_null()) result.json["shapes"].push_back(std::move(measured));
  }
  return result;
}

}  // namespace lysep
