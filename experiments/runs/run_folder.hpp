#pragma once
// The folder of a run under way.
#include <memory>
#include <string>

#include "experiments/runs/checkpoint_file.hpp"
#include "experiments/runs/growing_file.hpp"

namespace lysep {

/// Holds trace.csv, checkpoint.h5, certificate.csv where the run is certified, and, once the run ends, state.h5 and
/// run.json. An old run that is to be replaced stays until the new one is whole: until then its files are called
/// *.partial; once run.json.partial is there the others are whole, and all take their names, at the next start if need
/// be. Nobody else may use the folder meanwhile: DIR/lock.
class RunFolder {
 public:
  /// Makes the folder where there is none. Throws BadInput where another run is using it, MachineFault where it cannot
  /// be written.
  explicit RunFolder(const std::string& path);
  /// Gives the folder back; removes it where it made it and nothing is in it.
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  /// What an earlier run has left; nothing where that has no checkpoint. Throws BadInput where it is damaged.
  std::optional<SavedRun> saved() const;

  /// Begins a run. Throws BadInput where the folder holds files of another one and overwrite is not set.
  void begin(const nlohmann::ordered_json& options, bool overwrite);
  /// Goes on with a saved one: the trace behind its checkpoint is cut off. Throws BadInput where the trace is shorter.
  void resume(const SavedRun& run);

  /// Appends a row to the trace, or a sweep to the certificate; false where that fails.
  bool add(const TraceRow& row);
  bool add(long sweep, const CertificateRows& certificate);
  /// Keeps a checkpoint, and all of trace and certificate before it. Throws as write_whole_file does.
  void save(const Checkpoint& checkpoint);
  /// Writes state.h5, then run.json; a run that is not done keeps its checkpoint. Throws as write_whole_file does;
  /// where there is no room for the state, the trace gives it its own.
  void finish(const TrainingResult& result, const std::string& line);
  /// Removes what begin made: the start could not be evaluated.
  void discard();

 private:
  std::string at(const char* name) const { return path_ + "/" + name; }
  std::string table_to_continue(const char* name, std::uintmax_t bytes) const;
  void open_tables(const std::string& trace, const std::string& certificate, const SavedRun& run);
  const MethodEntry& method() const { return *method_named(options_.at("method").get<std::string>()); }
  bool whole() const { return trace_.whole() && certificate_.whole(); }
  nlohmann::ordered_json digests(const std::string& state, bool interrupted) const;
  void write_state(const std::string& file, const StateData& state);
  void adopt();

  std::string path_;
  bool made_ = false;
  int lock_ = -1;
  GrowingFile trace_, certificate_;  // the second is open where the run is certified
  nlohmann::ordered_json options_;
};

}  // namespace lysep
