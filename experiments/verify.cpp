// `lysep verify DIR`: a finished run beside the files that it left, and repeated from its options.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <thread>

#include "core/bad_input.hpp"
#include "datasets/sha256.hpp"
#include "datasets/state_file.hpp"
#include "experiments/commands.hpp"
#include "experiments/run_files.hpp"
#include "experiments/trace_check.hpp"

namespace lysep {
namespace {

/// What holds of a run and what does not, a line each.
class Findings {
 public:
  void add(bool holds, const std::string& text) {
    fmt::print("  {:<6}  {}\n", holds ? "ok" : "FAILED", text);
    all_hold_ = all_hold_ && holds;
  }
  bool all_hold() const { return all_hold_; }

 private:
  bool all_hold_ = true;
};

/// The rows of trace.csv without their seconds.
std::vector<std::string> recorded_rows(const std::string& folder) {
  std::ifstream in(folder + "/trace.csv");
  std::vector<std::string> rows;
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) rows.push_back(line.substr(0, line.rfind(',')));
  return rows;
}

/// The hash of the state in a file; of none where it cannot be read.
std::string hash_in(const std::string& path) {
  try {
    return fmt::format("{:016x}", hash_of(read_state_file(path)));
  } catch (const BadInput&) {
    return "";
  }
}

/// The figures of a result that are the same on every machine, as a file keeps them, in any order.
nlohmann::json figures_of(const nlohmann::ordered_json& result) {
  auto figures = nlohmann::json::parse(result.dump());
  figures.erase("seconds");
  return figures;
}

struct Repetition {
  TrainingResult result;
  std::size_t same_rows = 0;  // as those on record
  TraceCheck check;
};

Repetition repeat(const RecordedRun& run, const std::vector<std::string>& rows) {
  RunSpec spec = run.spec;
  spec.training.sweeps = run.stopped ? run.sweeps + 1 : run.sweeps;
  spec.training.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  spec.training.trace = true;
  Repetition repeated;
  Progress progress("verify", run.sweeps, false);
  const auto sink = [&](const TraceRow& row) {
    const auto place = static_cast<std::size_t>(row.sweep) - 1;
    if (place < rows.size() && rows[place] == trace_row(row)) ++repeated.same_rows;
    repeated.check.add(row);
    progress.at(row.sweep, fmt::format("S={:.4e}", row.S));
  };
  repeated.result = run_training(spec, problem_of(spec), sink, stop_requested);
  return repeated;
}

void compare_files(const std::string& folder, const RecordedRun& run, Findings& findings) {
  for (const char* file : {"state.h5", "trace.csv"}) {
    const auto recorded = run.sha256.find(file);
    findings.add(recorded != run.sha256.end() && recorded->second == sha256_of(folder + "/" + file),
                 fmt::format("{} has the SHA-256 on record", file));
  }
}

int verify(const std::string& folder) {
  const RecordedRun run = read_run("verify", folder);
  const std::vector<std::string> rows = recorded_rows(folder);
  const auto [result, same_rows, check] = repeat(run, rows);
  fmt::print("{}: {} sweeps, recorded by lysep {}, repeated by lysep {}\n", folder, run.sweeps, run.version,
             LYSEP_VERSION);
  if (result.interrupted) {
    fmt::print("  interrupted after {} of them\n", result.last.sweep);
    return exit_stopped;
  }
  Findings findings;
  compare_files(folder, run, findings);
  const auto sweeps = static_cast<std::size_t>(run.sweeps);
  findings.add(rows.size() == sweeps && same_rows == sweeps,
               fmt::format("trace.csv: {} rows, {} of them those of the run repeated", rows.size(), same_rows));
  findings.add(figures_of(json_of(result)) == figures_of(run.result),
               "the figures of run.json are those of the run repeated");
  const std::string hash = fmt::format("{:016x}", hash_of(result.state));
  findings.add(hash_in(folder + "/state.h5") == hash, "state.h5 is the final state of the run repeated, hash " + hash);
  findings.add(check.above_bound == 0,
               fmt::format("CE <= K(B, D) L_S after every sweep ({} exceptions)", check.above_bound));
  if (run.spec.method == "lysep") {
    findings.add(check.increases == 0,
                 fmt::format("S no larger after any sweep within a batch ({} exceptions)", check.increases));
  }
  fmt::print("{}\n", findings.all_hold() ? "verified" : "NOT VERIFIED");
  return findings.all_hold() ? exit_done : exit_check_failed;
}

}  // namespace

Command add_verify(CLI::App& app) {
  CLI::App* sub = app.add_subcommand("verify", "re-check a finished run: its files, and all of it repeated");
  auto folder = std::make_shared<std::string>();
  sub->add_option("DIR", *folder, "the folder that train --out wrote")->required();
  return [folder] { return verify(*folder); };
}

}  // namespace lysep
