#pragma once
#include <string>

namespace lysep {

/// The SHA-256 of a file's bytes in hexadecimal digits; that of nothing where it cannot be read or is no regular file.
std::string sha256_of(const std::string& path);

}  // namespace lysep
