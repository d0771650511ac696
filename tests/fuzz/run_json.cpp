#include <filesystem>

#include "experiments/runs/run_files.hpp"
#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  static const std::string folder = "/tmp/lysep_fuzz_run_" + std::to_string(getpid());
  return lysep::fuzz_file(".json", bytes, count, [](const std::string& path) {
    std::filesystem::create_directories(folder);
    std::filesystem::rename(path, folder + "/run.json");
    lysep::read_run("verify", folder);
  });
}
