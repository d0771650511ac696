#include "experiments/runs/run_files.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <filesystem>
#include <thread>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/sha256.hpp"
#include "datasets/files/state_file.hpp"
#include "experiments/runs/output.hpp"
#include "experiments/runs/run_data.hpp"
#include "experiments/runs/version.hpp"

namespace lysep {
namespace {

namespace fs = std::filesystem;

nlohmann::ordered_json machine_json() {
  utsname name;
  uname(&name);
  return {{"system", name.sysname},
          {"architecture", name.machine},
          {"processors", std::thread::hardware_concurrency()},
          {"compiler", __VERSION__}};
}

/// What run.json and the state file both keep of the data.
StateNames names_in(const nlohmann::ordered_json& options) {
  StateNames names;
  if (options.contains("classes")) options.at("classes").get_to(names.classes);
  if (options.contains("mean")) options.at("mean").get_to(names.mean);
  if (options.contains("deviation")) options.at("deviation").get_to(names.deviation);
  return names;
}

}  // namespace

static constexpr const char* files[] = {"run.json", "state.h5", "trace.csv"};

RunFolder::RunFolder(const std::string& path, bool overwrite) : path_(path) {
  for (const char* file : files) {
    if (overwrite || !fs::exists(path + "/" + file)) continue;
    throw BadInput(fmt::format("train --out requires a folder without {} (or --overwrite), but got {}", file, path));
  }
  make_folder("train --out", path);
}

RunFolder::~RunFolder() {
  std::error_code ignored;
  fs::remove(path_, ignored);
}

void RunFolder::begin() {
  std::error_code ignored;
  for (const char* file : files) fs::remove(path_ + "/" + file, ignored);
  trace_.open(path_ + "/trace.csv");
  trace_ << trace_header << ",seconds\n";
  trace_.flush();
}

void RunFolder::add(const TraceRow& row) {
  if (!trace_.is_open()) begin();
  trace_ << fmt::format("{},{:.17g}\n", trace_row(row), row.seconds);
}

void RunFolder::finish(const nlohmann::ordered_json& options, const TrainingResult& result, const std::string& line) {
  if (!trace_.is_open()) begin();
  trace_.close();
  if (!trace_)
    throw BadInput(fmt::format("train --out requires room for trace.csv, but got a failed write in {}", path_));
  write_state_file(path_ + "/state.h5", result.state, names_in(options));
  nlohmann::ordered_json run;
  run["format"] = "lysep-run";
  run["version"] = version();
  run["options"] = options;
  run["machine"] = machine_json();
  run["status"] = status_of(result);
  run["result"] = json_of(result);
  run["last_line"] = line;
  run["sha256"] = {{"state.h5", sha256_of(path_ + "/state.h5")}, {"trace.csv", sha256_of(path_ + "/trace.csv")}};
  write_text(path_ + "/run.json", run.dump(2) + "\n");
}

std::string status_of(const TrainingResult& result) {
  return !result.failure.empty() ? "stopped: " + result.failure : result.interrupted ? "interrupted" : "done";
}

std::string last_line(const TrainingResult& r) {
  const TraceRow& t = r.last;
  return fmt::format(
      "sweeps={} S={:.6e} L_S={:.6e} CE={:.6e} accuracy={:.2f} batch_CE={:.6e} batch_accuracy={:.2f} test_accuracy={} "
      "seconds_per_sweep={:.6f} hash={:016x}",
      t.sweep, t.S, t.L_S, r.all.CE, r.all.accuracy, t.network.CE, t.network.accuracy,
      r.test ? fmt::format("{:.2f}", r.test->accuracy) : "nan",
      t.sweep > 0 ? t.seconds / static_cast<double>(t.sweep) : 0.0, hash_of(r.state));
}

std::string trace_row(const TraceRow& row) {
  return fmt::format("{},{},{:.17g},{:.17g},{:.17g},{:.17g},{:.17g},{}", row.sweep, row.batch, row.S, row.L_S,
                     row.network.CE, row.bound, row.network.accuracy, row.trials);
}

nlohmann::ordered_json json_of(const TrainingResult& result) {
  const TraceRow& t = result.last;
  return {{"sweeps", t.sweep},
          {"S", t.S},
          {"L_S", t.L_S},
          {"CE", result.all.CE},
          {"accuracy", result.all.accuracy},
          {"batch_CE", t.network.CE},
          {"batch_accuracy", t.network.accuracy},
          {"test_accuracy", result.test ? nlohmann::ordered_json(result.test->accuracy) : nullptr},
          {"seconds", t.seconds},
          {"hash", fmt::format("{:016x}", hash_of(result.state))}};
}

std::string hash_for(const RecordedRun& run, const StateData& state) {
  return fmt::format("{:016x}", run.version.starts_with("0.1.") ? hash_v1(state) : hash_of(state));
}

RecordedRun read_run(const char* command, const std::string& folder) {
  const std::string path = folder + "/run.json";
  std::ifstream in(path);
  if (!in) throw BadInput(fmt::format("{} requires a folder with a run, but got {}", command, folder));
  RecordedRun run;
  try {
    const auto json = nlohmann::ordered_json::parse(in);
    if (json.at("format") != "lysep-run") throw BadInput("another format");
    run.spec = spec_of(json.at("options"));
    json.at("version").get_to(run.version);
    json.at("status").get_to(run.status);
    json.at("last_line").get_to(run.last_line);
    run.result = json.at("result");
    run.result.at("sweeps").get_to(run.sweeps);
    run.result.at("hash").get_to(run.hash);
    json.at("sha256").get_to(run.sha256);
  } catch (const std::exception& error) {
    throw BadInput(
        fmt::format("{} requires a run.json of format lysep-run, but got {}: {}", command, path, error.what()));
  }
  complete(run.spec);
  find_moved_data(run.spec, folder);
  return run;
}

}  // namespace lysep
