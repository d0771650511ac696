#pragma once
// The folder of a run: trace.csv, state.h5, run.json.
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "experiments/run_spec.hpp"

namespace lysep {

class RunFolder {
 public:
  /// Makes the folder. Throws BadInput where it holds a file of a run and overwrite is not set, or cannot be written.
  RunFolder(const std::string& path, bool overwrite);
  /// Removes the folder where nothing is in it.
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  /// Appends a row to the trace. The first removes what an old run has left.
  void add(const TraceRow& row);

  /// Writes the state, then run.json with every option, the result and the SHA-256 of the other files.
  void finish(const nlohmann::ordered_json& options, const TrainingResult& result, const std::string& last_line);

 private:
  void begin();

  std::string path_;
  std::ofstream trace_;
};

/// A row of trace.csv, but for the seconds, which no two runs have in common.
std::string trace_row(const TraceRow& row);

/// What run.json keeps of a result.
nlohmann::ordered_json json_of(const TrainingResult& result);

/// What run.json tells of a run.
struct RecordedRun {
  RunSpec spec;          // complete
  std::string version;   // of the program
  bool stopped = false;  // by a value that is not finite, in the sweep after `sweeps`
  long sweeps = 0;
  std::string hash;                           // of the final state
  nlohmann::ordered_json result;              // all figures, as json_of gives them
  std::map<std::string, std::string> sha256;  // of the other files
};

/// Throws BadInput, in the name of the command, where the folder holds no run.
RecordedRun read_run(const char* command, const std::string& folder);

}  // namespace lysep
