#include "datasets/idx.hpp"

#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  lysep::fuzz_file("-images", bytes, count, [](const std::string& path) { lysep::read_idx_images(path); });
  return lysep::fuzz_file("-labels", bytes, count, [](const std::string& path) { lysep::read_idx_labels(path); });
}
