#pragma once
// State files: HDF5, attribute format = "lysep-state", one sample a row.
#include <string>

#include "core/network/state_data.hpp"
#include "datasets/files/hdf5_file.hpp"

namespace lysep {

/// Reads and checks a state file. Throws BadInput that names the dataset and the value where a shape, label or
/// number is wrong. Depth >= 1; layers of kind "dense".
StateData read_state_file(const std::string& path);

/// Writes a state file under a temporary name and renames it: there is a whole file or none.
void write_state_file(const std::string& path, const StateData& data);

/// The same within an open file, below `root` ("" or "/state").
StateData read_state(const Hdf5File& file, const std::string& root);
void write_state(Hdf5File& file, const std::string& root, const StateData& data);

}  // namespace lysep
