#pragma once
#include <functional>
#include <string>

#include "core/numbers/bad_input.hpp"

namespace lysep {

/// A file that is there whole or not at all, in place of an old one: fill(PATH.partial) writes it, and then it takes
/// the name. Throws what `fill` throws, and BadInput where the name cannot be taken; nothing is left then.
void write_whole_file(const std::string& path, const std::function<void(const std::string& partial)>& fill);

/// What is said of a path that cannot be written to.
BadInput not_writable(const std::string& path);

}  // namespace lysep
