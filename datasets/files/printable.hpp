#pragma once
#include <string>

namespace lysep {

/// A text of unknown origin as a message may show it: control characters and bytes that are no UTF-8 as escapes, so
/// that no file speaks to the terminal, and of a longer text its first `most` bytes.
std::string printable(const std::string& text, std::size_t most = 120);

bool is_utf8(const std::string& text);

}  // namespace lysep
