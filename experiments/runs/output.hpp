#pragma once
// Files and folders that a user has named for output.
#include <string>

namespace lysep {

/// Writes text to a file (whole or not at all), to a device or a pipe, or to standard output where the name is "-".
void write_text(const std::string& path, const std::string& text);
/// Throws BadInput where write_text could not, before the work whose result it is to write.
void require_writable(const std::string& path);
/// Makes the folder. Throws BadInput, in the name of the option, where it cannot be made or written to.
void make_folder(const char* option, const std::string& folder);

}  // namespace lysep
