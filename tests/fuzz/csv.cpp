#include "experiments/runs/run_spec.hpp"
#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  return lysep::fuzz_file(".csv", bytes, count, [](const std::string& path) {
    lysep::RunSpec spec;
    spec.data = "csv:" + path;
    spec.width = 1;
    lysep::complete(spec);
    lysep::problem_of(spec);
  });
}
