#include "datasets/files/state_file.hpp"

#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  return lysep::fuzz_file(".h5", bytes, count, [](const std::string& path) { lysep::read_state_file(path); });
}
