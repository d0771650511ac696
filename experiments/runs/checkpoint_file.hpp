#pragma once
// checkpoint.h5: a run that can go on.
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/training/training.hpp"

namespace lysep {

/// A checkpoint with what else is needed to go on: the options of the run as run.json keeps them, the length of its
/// trace and certificate then. A run that has only begun has no arrays.
struct SavedRun {
  nlohmann::ordered_json options;
  std::uintmax_t trace_bytes = 0, certificate_bytes = 0;
  Checkpoint checkpoint;

  bool certified() const { return options.contains("certify_every"); }
  bool begun() const { return !checkpoint.arrays.empty(); }
};

/// Writes it whole, with a SHA-256 of all its content. Throws as write_whole_file does.
void write_checkpoint(const std::string& path, const SavedRun& run);

/// Throws BadInput where the file is damaged or of another version of the format.
SavedRun read_checkpoint(const std::string& path);

}  // namespace lysep
