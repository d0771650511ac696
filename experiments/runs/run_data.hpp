#pragma once
// The data of a run: where they come from, how they are read, and what run.json keeps of that.
#include "experiments/runs/json_file.hpp"
#include "experiments/runs/run_spec.hpp"

namespace lysep {

/// What stands for --data where the samples are in memory.
inline constexpr const char* samples_in_memory = "samples in memory";

/// The data are the user's, rows of which some are test samples: csv:FILE, idx:IMAGES,LABELS, or in memory.
bool is_of_the_user(const std::string& data);

/// The rows in their parts, as the options say; `name` is what they are called where they do not do. Throws BadInput.
TrainAndTest parts_of(const RunSpec& spec, const Dataset& all, const std::string& name, DataNotes& notes);

/// Makes or reads the samples of --data. Throws BadInput.
TrainAndTest data_of(const RunSpec& spec, DataNotes& notes);

/// The files that a run is made of: those of its data, or the state that it starts from.
std::vector<std::string> files_of(const RunSpec& spec);

/// Throws BadInput where a file of a run on record is missing or has changed.
void require_recorded_files(const RunSpec& spec);

/// The part of run.json that tells all this, and back.
void put_data(nlohmann::ordered_json& options, const RunSpec& spec);
void take_data(JsonFields& options, RunSpec& spec);

/// What reading has found, and the files as seen from the run's folder.
void put_notes(nlohmann::ordered_json& options, const RunSpec& spec, const DataNotes& notes, const std::string& folder);

/// Files that are not where they were, but lie to the run's folder as they did, are taken there.
void find_moved_data(RunSpec& spec, const std::string& folder);

}  // namespace lysep
