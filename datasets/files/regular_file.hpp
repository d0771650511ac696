#pragma once
#include <string>

namespace lysep {

/// Throws BadInput where the path leads to nothing, or to a folder, a pipe, a device or a socket, which may be read for
/// ever. Links are followed.
void require_regular_file(const std::string& path);

}  // namespace lysep
