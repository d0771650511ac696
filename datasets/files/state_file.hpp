#pragma once
// State files: HDF5, attribute format = "lysep-state" or that of another method's states, one sample a row.
#include <string>

#include "core/network/state_data.hpp"
#include "datasets/files/hdf5_file.hpp"

namespace lysep {

/// What the numbers stand for, where it is known: names of the classes, and mean and deviation by which each column of
/// X was standardised. No part of the state or its hash.
struct StateNames {
  std::vector<std::string> classes = {};
  std::vector<double> mean = {}, deviation = {};
};
StateNames read_state_names(const std::string& path);

/// What the file says its format is: the name of a StateFormat.
std::string read_state_format(const std::string& path);

/// Reads and checks a state file of this format; with `names` what read_state_names gives too. Throws BadInput that
/// names the dataset and the value where a shape, label or number is wrong. Depth >= 1.
StateData read_state_file(const std::string& path, StateNames* names = nullptr, const StateFormat& format = {});

/// Writes a state file under a temporary name and renames it: there is a whole file or none.
void write_state_file(const std::string& path, const StateData& data, const StateNames& names = {});

/// The same within an open file, below `root` ("" or "/state").
StateData read_state(const Hdf5File& file, const std::string& root, const StateFormat& format = {});
void write_state(Hdf5File& file, const std::string& root, const StateData& data);

}  // namespace lysep
