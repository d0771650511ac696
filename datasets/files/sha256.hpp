#pragma once
#include <string>

namespace lysep {

/// The SHA-256 of a file's bytes in hexadecimal digits; that of nothing where there is no such file or it is no regular
/// one. Throws BadInput where reading fails.
std::string sha256_of(const std::string& path);

}  // namespace lysep
