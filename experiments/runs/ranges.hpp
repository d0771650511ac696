#pragma once
// What several commands, and the library, ask of a number.
#include <string>

namespace lysep {

/// Of enclosures: 53 to 4096. Throws BadInput in the name of the command.
void require_bits(const std::string& command, long bits);
/// 1 to 1024, the same.
void require_threads(const std::string& command, int threads);

}  // namespace lysep
