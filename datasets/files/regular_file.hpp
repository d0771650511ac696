#pragma once
#include <string>

namespace lysep {

/// Throws BadInput where the path leads to nothing, or to a folder, a pipe, a device or a socket, which may be read for
/// ever. Links are followed.
void require_regular_file(const std::string& path);

/// Says that a file which is there cannot be read: `error` as errno. Throws MachineFault.
[[noreturn]] void refuse_read(const std::string& path, int error);

}  // namespace lysep
