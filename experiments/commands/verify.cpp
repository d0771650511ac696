#include "experiments/commands/verify.hpp"

// `lysep verify DIR`: a finished run beside the files that it left, and repeated from its options.
#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/printable.hpp"
#include "datasets/files/regular_file.hpp"
#include "datasets/files/sha256.hpp"
#include "datasets/files/state_file.hpp"
#include "experiments/commands/certificate_check.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/runs/checkpoint_file.hpp"
#include "experiments/runs/run_data.hpp"
#include "experiments/runs/run_files.hpp"
#include "experiments/runs/version.hpp"
#include "experiments/commands/trace_check.hpp"

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

/// The text of a file; none where it is no regular one.
std::string text_of(const std::string& path) {
  if (!std::filesystem::is_regular_file(path)) return "";
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The lines of trace.csv, the first its header, without their seconds.
std::vector<std::string> recorded_lines(const std::string& folder) {
  if (!std::filesystem::is_regular_file(folder + "/trace.csv")) return {};
  errno = 0;
  std::ifstream in(folder + "/trace.csv");
  if (!in.is_open()) refuse_read(folder + "/trace.csv", errno);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line.substr(0, line.rfind(',')));
  if (in.bad()) refuse_read(folder + "/trace.csv", errno);
  return lines;
}

/// The hash of the state in a file; of none where it is damaged. A file as it was written can be read, or something
/// else is wrong.
std::string hash_in(const RecordedRun& run, const std::string& path, bool as_written) {
  try {
    return hash_for(run, read_state_file(path, nullptr, method_named(run.spec.method)->format));
  } catch (const BadInput&) {
    if (as_written) throw;
    return "";
  }
}

/// What is the same on every machine: the figures of a result, as a file keeps them, in any order; the last line of
/// train; the status, where an interrupted run is one of fewer sweeps. The hash is compared by itself.
nlohmann::json figures_of(const nlohmann::ordered_json& result) {
  auto figures = nlohmann::json::parse(result.dump());
  figures.erase("seconds");
  figures.erase("hash");
  return figures;
}
std::string line_of(const std::string& last_line) { return last_line.substr(0, last_line.find(" seconds_per_sweep=")); }
/// What stands behind its seconds.
std::string end_of(const std::string& last_line) {
  return last_line.substr(std::min(last_line.find(' ', line_of(last_line).size() + 1), last_line.size()));
}
std::string expected_status(const RecordedRun& run, const TrainingResult& repeated) {
  const TrainingOptions& asked = run.spec.training;
  const bool reached = asked.until > 0 && repeated.last.network.CE <= asked.until;
  const bool whole = !repeated.failure.empty() || run.sweeps == asked.sweeps || reached;
  return whole ? status_of(repeated) : "interrupted";
}

bool same_record(const RecordedRun& run, const TrainingResult& repeated) {
  const MethodEntry& method = *method_named(run.spec.method);
  return figures_of(run.result) == figures_of(json_of(method, repeated)) &&
         line_of(run.last_line) == line_of(last_line(method, repeated)) && run.status == expected_status(run, repeated);
}

struct Repetition {
  TrainingResult result;
  std::size_t same_rows = 0;  // as those on record
  long first_other = 0;       // sweep with another row; 0: none
  TraceCheck check;
  std::string certificate;
};

Repetition repeat(const RecordedRun& run, const std::vector<std::string>& lines) {
  RunSpec spec = run.spec;
  spec.training.sweeps = run.sweeps_begun();
  spec.training.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  spec.training.trace = true;
  const MethodEntry& method = *method_named(spec.method);
  Repetition repeated{{}, 0, 0, TraceCheck(method, spec.training.method_options), ""};
  Progress progress("verify", run.sweeps, false);
  const auto sink = [&](const TraceRow& row) {
    const auto place = static_cast<std::size_t>(row.sweep);
    const bool same = place < lines.size() && lines[place] == trace_row(method, row);
    if (same) ++repeated.same_rows;
    if (!same && repeated.first_other == 0) repeated.first_other = row.sweep;
    repeated.check.add(row);
    progress.at(row.sweep, fmt::format("{}={:.4e}", method.objective, row.S));
  };
  repeated.certificate = std::string(certificate_header) + "\n";
  const auto certify = [&](long sweep, const CertificateRows& rows) {
    repeated.certificate += certificate_text(sweep, rows);
  };
  repeated.result = run_training(spec, problem_of(spec), sink, stop_requested, {}, nullptr, certify);
  repeated.check.finish(repeated.result.start);
  return repeated;
}

/// What the method makes smaller.
std::string objective_of(const RunSpec& spec) {
  const bool decays = weight_decay_of(spec.training.method_options) != 0;
  return method_named(spec.method)->objective + (decays ? " + (MU/2) sum ||W_l||^2" : "");
}

bool is_as_written(const std::string& folder, const RecordedRun& run, const std::string& file) {
  const auto recorded = run.sha256.find(file);
  return recorded != run.sha256.end() && recorded->second == sha256_of(folder + "/" + file);
}

/// That of an interrupted run has its SHA-256 on record; one that a later run has written since can be read.
bool checkpoint_holds(const std::string& folder, const RecordedRun& run) {
  const std::string path = folder + "/checkpoint.h5";
  if (is_as_written(folder, run, "checkpoint.h5")) return true;
  const bool recorded = run.sha256.count("checkpoint.h5") > 0;
  try {
    return read_checkpoint(path).checkpoint.sweep != run.sweeps || !recorded;
  } catch (const BadInput&) {
    return false;
  }
}

/// True where the state file is as it was written.
bool compare_files(const std::string& folder, const RecordedRun& run, Findings& findings) {
  bool same_state = false;
  std::vector<const char*> files = {"state.h5", "trace.csv"};
  if (run.spec.training.certify_every > 0) files.push_back("certificate.csv");
  for (const char* file : files) {
    const bool same = is_as_written(folder, run, file);
    findings.add(same, fmt::format("{} has the SHA-256 on record", file));
    if (std::string(file) == "state.h5") same_state = same;
  }
  const std::string record = text_of(folder + "/run.json");
  if (const auto seal = seal_holds(record)) {
    findings.add(*seal, "run.json is as it was sealed");
  } else if (!run.version.starts_with("0.1.")) {
    findings.add(false, "run.json is sealed");
  }
  if (std::filesystem::exists(folder + "/checkpoint.h5")) {
    findings.add(checkpoint_holds(folder, run), "checkpoint.h5 is as it was written");
  }
  return same_state;
}

/// trace.csv beside the trace of the run repeated.
void compare_trace(const std::vector<std::string>& lines, const RecordedRun& run, const Repetition& repeated,
                   Findings& findings) {
  const auto sweeps = static_cast<std::size_t>(run.sweeps);
  const std::size_t rows = lines.empty() ? 0 : lines.size() - 1;
  std::string text = fmt::format("trace.csv: {} rows, {} of them those of the run repeated", rows, repeated.same_rows);
  if (repeated.first_other > 0) text += fmt::format(", the first other one is of sweep {}", repeated.first_other);
  findings.add(rows == sweeps && repeated.same_rows == sweeps &&
                   lines.front() == trace_header(*method_named(run.spec.method), run.spec.regression()),
               text);
}

/// Names the sweep of the first line that differs; empty where none does.
std::string first_difference(const std::string& recorded, const std::string& repeated) {
  if (recorded == repeated) return "";
  std::istringstream a(recorded), b(repeated);
  std::string x, y;
  while (std::getline(a, x) && std::getline(b, y) && x == y) {
  }
  const std::string& line = y.empty() || x == y ? x : y;
  return ", the first other line is of sweep " + printable(line.substr(0, line.find(',')));
}

/// certificate.csv beside that of the run repeated, and by general balls.
void compare_certificate(const std::string& folder, const RecordedRun& run, const Repetition& repeated,
                         Findings& findings) {
  const std::string table = text_of(folder + "/certificate.csv");
  const std::string other = first_difference(table, repeated.certificate);
  findings.add(other.empty(), "certificate.csv is that of the run repeated" + other);
  const CertificateCheck check = check_certificate(run, table);
  std::string text = fmt::format("certificate.csv: the enclosures of {} sweeps hold, by balls", check.sweeps);
  if (check.first_wrong > 0) text += fmt::format("; sweep {} requires {}", check.first_wrong, check.wrong);
  findings.add(check.first_wrong == 0 && !check.interrupted, text);
}

/// What the theorems say of the rows.
void add_checks(const TraceCheck& check, const std::string& objective, Findings& findings) {
  const MethodEntry& method = check.method;
  if (method.minimises_S()) {
    findings.add(check.above_bound == 0,
                 fmt::format("CE <= K(B, D) L_S after every sweep ({} exceptions)", check.above_bound));
  }
  if (method.monotone) {
    findings.add(check.increases == 0, fmt::format("{} no larger after any sweep within a batch ({} exceptions)",
                                                   objective, check.increases));
  }
  for (std::size_t k = 0; k < check.statements.size(); ++k) {
    findings.add(check.exceptions[k] == 0,
                 fmt::format("{} ({} exceptions)", check.statements[k].text, check.exceptions[k]));
  }
}

}  // namespace

int verify_run(const std::string& folder, const std::string& data) {
  RecordedRun run = read_run("verify", folder);
  if (!data.empty()) {
    if (!is_of_the_user(data) || data.substr(0, 4) != run.spec.data.substr(0, 4) || !run.spec.init.empty()) {
      throw BadInput(fmt::format("verify requires --data of the kind that the run was made of, but got {}", data));
    }
    run.spec.data = data;
  }
  const std::vector<std::string> lines = recorded_lines(folder);
  const Repetition repeated = repeat(run, lines);
  const TrainingResult& result = repeated.result;
  fmt::print("{}: {} sweeps, recorded by lysep {}, repeated by lysep {}\n", printable(folder), run.sweeps,
             printable(run.version), version());
  if (result.interrupted) {
    fmt::print("  interrupted after {} of them\n", result.last.sweep);
    return exit_stopped;
  }
  Findings findings;
  const bool same_state = compare_files(folder, run, findings);
  compare_trace(lines, run, repeated, findings);
  const std::string hash = hash_for(run, result.state), hash_of_file = hash_in(run, folder + "/state.h5", same_state);
  findings.add(same_record(run, result), "the figures of run.json are those of the run repeated");
  const bool recorded = run.hash == hash && end_of(run.last_line) == " hash=" + hash;
  findings.add(recorded && hash_of_file == hash, "state.h5 is the final state of the run repeated, hash " + hash);
  add_checks(repeated.check, objective_of(run.spec), findings);
  if (run.spec.training.certify_every > 0) compare_certificate(folder, run, repeated, findings);
  if (stop_requested) return exit_stopped;
  fmt::print("{}\n", findings.all_hold() ? "verified" : "NOT VERIFIED");
  return findings.all_hold() ? exit_done : exit_check_failed;
}

Command add_verify(CommandLine line) {
  auto folder = std::make_shared<std::string>(), data = std::make_shared<std::string>();
  line.option("DIR", folder.get(), "the folder that train --out wrote");
  line.option("--data", data.get(), "csv:FILE or idx:IMAGES,LABELS, where the run's data have moved");
  return [folder, data] { return verify_run(*folder, *data); };
}

}  // namespace lysep
