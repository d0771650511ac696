#pragma once
// Reading of an HDF5 file that may be damaged, or made to do harm: the part that runs in a process of its own.
#include <string>

#include "datasets/files/confined.hpp"

namespace lysep {

/// What is asked of the reader: about an object, and an attribute of it.
enum class Hdf5Question : char { has, has_attribute, names_in, shape, numbers, texts, text, number };

/// The answer: what was asked for, an error "FILE requires REQUIRED, but got GOT", or that the file cannot be read,
/// with errno.
enum class Hdf5Answer : char { here_it_is, error, unreadable };

/// Opens the file and answers on the channel until its other end is gone. The first answer, to no question, tells
/// whether it could be opened.
void serve_hdf5_file(const std::string& path, Channel& channel);

}  // namespace lysep
