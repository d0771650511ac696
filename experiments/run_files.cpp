#include "experiments/run_files.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <filesystem>
#include <thread>

#include "core/bad_input.hpp"
#include "datasets/sha256.hpp"
#include "datasets/state_file.hpp"
#include "experiments/commands.hpp"

namespace lysep {
namespace {

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
  trace_ << fmt::format("{},{},{:.17g},{:.17g},{:.17g},{:.17g},{:.17g},{},{:.17g}\n", row.sweep, row.batch, row.S,
                        row.L_S, row.network.CE, row.bound, row.network.accuracy, row.trials, row.seconds);
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
                   {"CE", result.all.CE},
                   {"accuracy", result.all.accuracy},
                   {"batch_CE", t.network.CE},
                   {"batch_accuracy", t.network.accuracy},
                   {"test_accuracy", result.test ? nlohmann::ordered_json(result.test->accuracy) : nullptr},
                   {"seconds", t.seconds},
                   {"hash", fmt::format("{:016x}", hash_of(result.state))}};
  run["last_line"] = last_line;
  run["sha256"] = {{"state.h5", sha256_of(path_ + "/state.h5")}, {"trace.csv", sha256_of(path_ + "/trace.csv")}};
  write_text(path_ + "/run.json", run.dump(2) + "\n");
  finished_ = true;
}

}  // namespace lysep
