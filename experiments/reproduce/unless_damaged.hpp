#pragma once
// Files of `reproduce` that were damaged or edited.
#include <fmt/format.h>

#include <new>
#include <string>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/confined.hpp"
#include "datasets/files/printable.hpp"

namespace lysep {

/// read(), an optional; nothing where the file is not as it was written, which is told in a line that names `files` and
/// what `follows`. Signals and faults of the machine go on.
template <class Read>
auto unless_damaged(const std::string& path, const char* files, const char* follows, Read read) -> decltype(read()) {
  try {
    return read();
  } catch (const Interrupted&) {
    throw;
  } catch (const MachineFault&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    const std::string what = error.what();
    fmt::print(stderr, "lysep: reproduce requires {} as it wrote them, but got {}: {}; its run {}\n", files,
               printable(path, 1000), printable(what.substr(0, what.find('\n')), 300), follows);
    return {};
  }
}

}  // namespace lysep
