#include "experiments/commands/replay.hpp"

#include <fmt/format.h>

#include "core/methods/methods.hpp"
#include "core/numbers/bad_input.hpp"
#include "datasets/files/printable.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/commands/repeated_run.hpp"
#include "experiments/runs/run_files.hpp"
#include "proofs-check/runs/bsum_run.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

/// c_l has the place of DLAM's z_l.
std::string block_name(const RunReport& report, BlockKind kind, Index l) {
  if (kind == BlockKind::joint) return "all blocks";
  if (kind == BlockKind::output_weights) return "W_L";
  if (kind == BlockKind::activated) return fmt::format("a_{}", l);
  if (kind == BlockKind::auxiliary && !report.claims.empty()) return fmt::format("z_{}", l);
  return fmt::format("{}_{}", kind == BlockKind::auxiliary ? "c" : kind == BlockKind::layer_weights ? "W" : "b", l);
}

}  // namespace

Replay replay_run(const std::string& folder, slong bits, ThreadPool& pool) {
  const RecordedRun run = read_run("check --run", folder);
  const RunSpec& spec = run.spec;
  Replay result;
  result.recorded_hash = run.hash;
  const MethodEntry& method = *method_named(spec.method);
  result.objective = method.objective;
  if (!method.checkable()) {
    throw BadInput(
        fmt::format("check --run requires a run of --method {}, but got {}", checkable_methods(), spec.method));
  }
  if (method.problem_with_check) {
    const std::string problem = method.problem_with_check(spec.training.method_options);
    if (!problem.empty()) throw BadInput("check --run " + problem);
  }
  if (spec.scalar != "double") throw BadInput("check --run requires a run of --scalar double, but got " + spec.scalar);
  RepeatedRun repeated(spec, pool);
  const auto checker =
      checker_of(spec.method, spec.training.method_options, spec.training.frozen_layers, repeated.state(), pool, bits);
  const long last_sweep = run.sweeps_begun();
  try {
    Progress progress("check --run", run.sweeps, false);
    while (checker->report().sweeps < last_sweep && !stop_requested) {
      repeated.prepare();
      checker->begin_sweep();
      repeated.sweep([&](const BlockUpdate<double>& update) { checker->after(update); });
      progress.at(checker->report().sweeps, fmt::format("{}={:.4e}", result.objective, repeated.method().objective()));
    }
  } catch (const NonFinite&) {  // where the run stopped too, or the hash tells
  }
  result.report = checker->report();
  result.interrupted = stop_requested && result.report.sweeps < last_sweep;
  result.hash = hash_for(run, repeated.release());
  return result;
}

void print_replay(const std::string& folder, const Replay& replay) {
  const RunReport& r = replay.report;
  fmt::print("\n{}: {} sweeps repeated", folder, r.sweeps);
  if (replay.interrupted) {
    fmt::print(", then interrupted\n");
  } else {
    fmt::print(", final hash {}, on record {}{}\n", replay.hash, printable(replay.recorded_hash),
               replay.reproduced() ? "" : ": NOT THE SAME RUN");
  }
  if (!r.claims.empty()) {
    fmt::print("  updates and sweeps whose decrease is short of what is claimed, by rounding: {}", r.increase_count);
  } else if (r.descent_claim == "joint-monotone") {
    fmt::print("  steps after which S, with the part of weight decay, is larger: {}", r.increase_count);
  } else {
    fmt::print("  gradient steps with tau <= 2/C_l: {}; longer ones: {}; W_L left the ball of its norm {} times\n",
               r.steps_within, r.steps_beyond, r.left_ball);
    fmt::print("  updates after which S is larger, by rounding: {}", r.increase_count);
  }
  if (r.increase_count > 0) fmt::print(", by at most {:.1e} of {}", r.largest_increase, replay.objective);
  fmt::print("\n");
  for (const Increase& i : r.increases) {
    fmt::print("    sweep {} {}: {:.1e} of {}\n", i.sweep, block_name(r, i.kind, i.l), i.relative, replay.objective);
  }
}

Json json_of(const Replay& replay) {
  const RunReport& r = replay.report;
  Json increases = Json::array();
  for (const Increase& i : r.increases) {
    increases.push_back({{"sweep", i.sweep}, {"block", block_name(r, i.kind, i.l)}, {"relative_size", i.relative}});
  }
  return {{"sweeps", r.sweeps},
          {"hash", replay.hash},
          {"recorded_hash", replay.recorded_hash},
          {"interrupted", replay.interrupted},
          {"steps_within", r.steps_within},
          {"steps_beyond", r.steps_beyond},
          {"left_ball", r.left_ball},
          {"increases_by_rounding", r.increase_count},
          {"largest_increase", r.largest_increase},
          {"increases", increases}};
}

}  // namespace lysep
