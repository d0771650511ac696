#include "datasets/files/printable.hpp"

#include <fmt/format.h>

namespace lysep {
namespace {

/// The bytes of the character of UTF-8 that begins at `i`; 0 where none does.
std::size_t character_at(const std::string& text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned first = byte(i);
  const std::size_t bytes = first < 0x80   ? 1
                            : first < 0xc2 ? 0
                            : first < 0xe0 ? 2
                            : first < 0xf0 ? 3
                            : first < 0xf5 ? 4
                                           : 0;
  if (i + bytes > text.size()) return 0;
  for (std::size_t k = 1; k < bytes; ++k) {
    if ((byte(i + k) & 0xc0) != 0x80) return 0;
  }
  const unsigned second = bytes > 1 ? byte(i + 1) : 0;
  const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  const bool beyond = (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
  return overlong || beyond ? 0 : bytes;
}

/// Controls of ASCII and of Latin 1, and the marks that turn the direction of a line or begin a new one.
bool is_control(const std::string& text, std::size_t i, std::size_t bytes) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
  if (bytes == 1) return byte(0) < 0x20 || byte(0) == 0x7f;
  if (bytes == 2) return byte(0) == 0xc2 && byte(1) < 0xa0;
  if (bytes != 3 || byte(0) != 0xe2) return false;
  return (byte(1) == 0x80 && (byte(2) == 0x8e || byte(2) == 0x8f || (byte(2) >= 0xa8 && byte(2) <= 0xae))) ||
         (byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9);
}

}  // namespace

bool is_utf8(const std::string& text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bytes = character_at(text, i);
    if (bytes == 0) return false;
    i += bytes;
  }
  return true;
}

std::string printable(const std::string& text, std::size_t most) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bytes = character_at(text, i), step = bytes > 0 ? bytes : 1;
    if (i + step > most) return shown + "...";
    if (bytes == 0 || is_control(text, i, bytes)) {
      for (std::size_t k = 0; k < step; ++k) shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i + k]));
    } else {
      shown.append(text, i, step);
    }
    i += step;
  }
  return shown;
}

}  // namespace lysep
