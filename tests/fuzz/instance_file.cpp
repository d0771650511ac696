#include "proofs-check/frame/instance.hpp"
#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  return lysep::fuzz_file(".h5", bytes, count, [](const std::string& path) {
    std::string claim;
    lysep::read_instance(path, claim);
  });
}
