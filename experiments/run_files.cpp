#include "experiments/run_files.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/utsname.h>

#include <array>
#include <filesystem>
#include <thread>

#include "core/bad_input.hpp"
#include "datasets/state_file.hpp"
#include "experiments/commands.hpp"

namespace lysep {
namespace {

std::string sha256_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
  std::array<char, 65536> buffer;
  while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
    EVP_DigestUpdate(context, buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(context, digest, &size);
  EVP_MD_CTX_free(context);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

nlohmann::ordered_json machine_json() {
  utsname name;
  uname(&name);
  return {{"system", name.sysname},
          {"architecture", name.machine},
          {"processors", std::thread::hardware_concurrency()},
          {"compiler", __VERSION__}};
}

}  // namespace

RunFolder::RunFolder(const std::string& path, bool overwrite) : path_(path) {
  namespace fs = std::filesystem;
  if (fs::exists(path + "/run.json") && !overwrite) {
    throw BadInput(fmt::format("train --out requires a folder without a run (or --overwrite), but got {}", path));
  }
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw BadInput(fmt::format("train --out requires a folder that can be made, but got {}", path));
  for (const char* old : {"/run.json", "/state.h5"}) fs::remove(path + old, error);
  trace_.open(path + "/trace.csv", std::ios::trunc);
  trace_ << "sweep,batch,S,L_S,CE,bound,accuracy,trials,seconds\n";
  trace_.flush();
  if (!trace_) throw BadInput(fmt::format("train --out requires a writable folder, but got {}", path));
}

RunFolder::~RunFolder() {
  if (finished_) return;
  trace_.close();
  std::error_code ignored;
  std::filesystem::remove(path_ + "/trace.csv", ignored);
  std::filesystem::remove(path_, ignored);  // where nothing else is in it
}

void RunFolder::add(const TraceRow& row) {
  trace_ << fmt::format("{},0,{:.17g},{:.17g},{:.17g},{:.17g},{:.17g},{},{:.17g}\n", row.sweep, row.S, row.L_S, row.CE,
                        row.bound, row.accuracy, row.trials, row.seconds);
}

void RunFolder::finish(const nlohmann::ordered_json& options, const TrainingResult& result,
                       const std::string& last_line) {
  trace_.close();
  write_state_file(path_ + "/state.h5", result.state);
  nlohmann::ordered_json run;
  run["format"] = "lysep-run";
  run["version"] = LYSEP_VERSION;
  run["options"] = options;
  run["machine"] = machine_json();
  run["status"] = !result.failure.empty() ? "stopped: " + result.failure : result.interrupted ? "interrupted" : "done";
  const TraceRow& t = result.last;
  run["result"] = {{"sweeps", t.sweep},
                   {"S", t.S},
                   {"L_S", t.L_S},
                   {"CE", t.CE},
                   {"accuracy", t.accuracy},
                   {"batch_CE", t.CE},
                   {"batch_accuracy", t.accuracy},
                   {"test_accuracy", result.test_accuracy ? nlohmann::ordered_json(*result.test_accuracy) : nullptr},
                   {"seconds", t.seconds},
                   {"hash", fmt::format("{:016x}", hash_of(result.state))}};
  run["last_line"] = last_line;
  run["sha256"] = {{"state.h5", sha256_of(path_ + "/state.h5")}, {"trace.csv", sha256_of(path_ + "/trace.csv")}};
  write_text(path_ + "/run.json", run.dump(2) + "\n");
  finished_ = true;
}

}  // namespace lysep
