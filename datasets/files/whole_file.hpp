#pragma once
#include <functional>
#include <string>

#include "core/numbers/bad_input.hpp"

namespace lysep {

/// A file that is there whole or not at all, in place of an old one, also after a power failure: fill(partial) writes
/// it under another name beside it; it is synced, takes the name, and the folder is synced. Throws what `fill` throws,
/// and as refuse_write; nothing is left then.
void write_whole_file(const std::string& path, const std::function<void(const std::string& partial)>& fill);

/// Says that a path cannot be written to, and why: `error` as errno. Throws BadInput where the path is to blame,
/// MachineFault where it is the machine (room, permission, a broken disk).
[[noreturn]] void refuse_write(const std::string& path, int error);

}  // namespace lysep
