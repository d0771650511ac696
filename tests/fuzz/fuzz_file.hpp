#pragma once
// What the fuzz targets have in common: bytes become a file, and whatever is in it is read or refused by BadInput.
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/confined.hpp"

namespace lysep {

/// Any other exception, a crash, a leak or a hang is a finding. Always returns 0. HDF5 files are read in a child
/// process as in the program; with LYSEP_FUZZ_IN_PROCESS here, where a crash of the library itself is met too.
inline int fuzz_file(const char* name, const std::uint8_t* bytes, std::size_t count,
                     const std::function<void(const std::string& path)>& read) {
  Confined::in_this_process = std::getenv("LYSEP_FUZZ_IN_PROCESS") != nullptr;
  const std::string path = "/tmp/lysep_fuzz_" + std::to_string(getpid()) + name;
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(count));
  try {
    read(path);
  } catch (const BadInput& error) {
    const std::string message = error.what();
    if (message.find('\n') != std::string::npos) throw;  // errors are one line
  }
  std::remove(path.c_str());
  return 0;
}

}  // namespace lysep
