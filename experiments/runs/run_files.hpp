#pragma once
// What the files of a run hold: trace.csv, state.h5, run.json.
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "datasets/files/state_file.hpp"
#include "experiments/runs/run_spec.hpp"

namespace lysep {

/// The first line and a row of trace.csv, but for the last column, the seconds, which no two runs have in common.
std::string trace_header(const MethodEntry& method, bool regression = false);
std::string trace_row(const MethodEntry& method, const TraceRow& row);

/// The first line of certificate.csv, and the lines of a sweep. lo and hi have 17 digits and enclose as decimal
/// numbers.
inline constexpr const char* certificate_header = "sweep,block,l,lo,hi,verdict";
std::string certificate_text(long sweep, const CertificateRows& certificate);

/// What run.json keeps of a result: its figures, the last line of train, and "done", "interrupted" or "stopped: ...".
nlohmann::ordered_json json_of(const MethodEntry& method, const TrainingResult& result);
std::string last_line(const MethodEntry& method, const TrainingResult& result);
std::string status_of(const TrainingResult& result);

/// run.json: every option, the machine, the result, its last line, and the SHA-256 of the other files by name.
nlohmann::ordered_json run_json(const nlohmann::ordered_json& options, const TrainingResult& result,
                                const std::string& line, const nlohmann::ordered_json& sha256);
/// Its text, with a SHA-256 of its own: `seal`, of the text with 64 zeros in its place. And whether a text is as it was
/// sealed; nothing where it has no seal, as those of version 0.1.
std::string sealed(nlohmann::ordered_json record);
std::optional<bool> seal_holds(const std::string& text);

/// What run.json tells of a run.
struct RecordedRun {
  RunSpec spec;                    // complete
  nlohmann::ordered_json options;  // from which it follows
  std::string version;             // of the program
  long sweeps = 0;
  std::string hash, status, last_line;        // of the final state; as status_of and last_line give them
  nlohmann::ordered_json result;              // as json_of gives it
  std::map<std::string, std::string> sha256;  // of the other files

  /// A value that is not finite stopped the run in the sweep after `sweeps`.
  long sweeps_begun() const { return sweeps + (status.starts_with("stopped") ? 1 : 0); }
};

/// What run.json and the state file both keep of the data.
StateNames names_in(const nlohmann::ordered_json& options);

/// The state's hash as the program that recorded the run gives it: before version 0.2, hash_v1.
std::string hash_for(const RecordedRun& run, const StateData& state);

/// Throws BadInput, in the name of the command, where the folder holds no run.
RecordedRun read_run(const char* command, const std::string& folder);

}  // namespace lysep
