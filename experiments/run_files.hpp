#pragma once
// The folder of a run: trace.csv, state.h5, run.json.
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "experiments/training.hpp"

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

}  // namespace lysep
