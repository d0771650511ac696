#pragma once
// A run that cannot be is refused in one line.
#include <fmt/format.h>

#include "core/numbers/bad_input.hpp"

namespace lysep {

/// Throws BadInput("train ..."): "requires P, but got v".
template <class... Args>
[[noreturn]] void refuse(fmt::format_string<Args...> text, Args&&... args) {
  throw BadInput("train " + fmt::format(text, std::forward<Args>(args)...));
}

}  // namespace lysep
