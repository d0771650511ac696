#include "experiments/runs/run_files.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <cstring>
#include <filesystem>
#include <thread>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/printable.hpp"
#include "core/numbers/sha256.hpp"
#include "experiments/runs/json_file.hpp"
#include "experiments/runs/run_data.hpp"
#include "experiments/runs/version.hpp"

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

StateNames names_in(const nlohmann::ordered_json& options) {
  StateNames names;
  if (options.contains("classes")) options.at("classes").get_to(names.classes);
  if (options.contains("mean")) options.at("mean").get_to(names.mean);
  if (options.contains("deviation")) options.at("deviation").get_to(names.deviation);
  return names;
}

nlohmann::ordered_json run_json(const nlohmann::ordered_json& options, const TrainingResult& result,
                                const std::string& line, const nlohmann::ordered_json& sha256) {
  nlohmann::ordered_json run;
  run["format"] = "lysep-run";
  run["version"] = version();
  run["options"] = options;
  run["machine"] = machine_json();
  run["status"] = status_of(result);
  run["result"] = json_of(*method_named(options.at("method").get<std::string>()), result);
  run["last_line"] = line;
  run["sha256"] = sha256;
  return run;
}

namespace {

constexpr const char* seal_name = "\n  \"seal\": \"";
const std::string no_seal(64, '0');

std::string digest_of(const std::string& text) {
  Sha256 hash;
  hash.add(text.data(), text.size());
  return hex_of(hash.digest());
}

}  // namespace

std::string sealed(nlohmann::ordered_json record) {
  record["seal"] = no_seal;
  std::string text = record.dump(2) + "\n";
  const std::size_t place = text.rfind(seal_name) + std::strlen(seal_name);
  return text.replace(place, no_seal.size(), digest_of(text));
}

std::optional<bool> seal_holds(const std::string& text) {
  std::size_t place = text.rfind(seal_name);
  if (place == std::string::npos) return {};
  place += std::strlen(seal_name);
  std::string blank = text;
  const std::string seal = text.substr(place, no_seal.size());
  return seal == digest_of(blank.replace(place, seal.size(), no_seal));
}

std::string status_of(const TrainingResult& result) {
  return !result.failure.empty() ? "stopped: " + result.failure : result.interrupted ? "interrupted" : "done";
}

std::string last_line(const MethodEntry& method, const TrainingResult& r) {
  const TraceRow& t = r.last;
  const double seconds = t.sweep > 0 ? t.seconds / static_cast<double>(t.sweep) : 0.0;
  if (t.network.mse) {
    return fmt::format(
        "sweeps={} {}={:.6e} mse={:.6e} batch_mse={:.6e} test_mse={} seconds_per_sweep={:.6f} hash={:016x}", t.sweep,
        method.objective, t.S, *r.all.mse, *t.network.mse, r.test ? fmt::format("{:.6e}", *r.test->mse) : "nan",
        seconds, hash_of(r.state));
  }
  return fmt::format(
      "sweeps={} {}={:.6e} {}CE={:.6e} accuracy={:.2f} batch_CE={:.6e} batch_accuracy={:.2f} test_accuracy={} "
      "seconds_per_sweep={:.6f} hash={:016x}",
      t.sweep, method.objective, t.S, method.minimises_S() ? fmt::format("L_S={:.6e} ", t.L_S) : "", r.all.CE,
      r.all.accuracy, t.network.CE, t.network.accuracy, r.test ? fmt::format("{:.2f}", r.test->accuracy) : "nan",
      seconds, hash_of(r.state));
}

std::string trace_header(const MethodEntry& method, bool regression) {
  if (method.minimises_S()) return "sweep,batch,S,L_S,CE,bound,accuracy,trials";
  std::string figures;
  for (const std::string& figure : method.figures) figures += figure + ",";
  return fmt::format("sweep,batch,{},{}{},trials", method.objective, figures, regression ? "mse" : "CE,accuracy");
}

std::string trace_row(const MethodEntry& method, const TraceRow& row) {
  if (method.minimises_S()) {
    return fmt::format("{},{},{:.17g},{:.17g},{:.17g},{:.17g},{:.17g},{}", row.sweep, row.batch, row.S, row.L_S,
                       row.network.CE, row.bound, row.network.accuracy, row.trials);
  }
  std::string figures;
  for (const double figure : row.figures) figures += fmt::format("{:.17g},", figure);
  const std::string network = row.network.mse ? fmt::format("{:.17g}", *row.network.mse)
                                              : fmt::format("{:.17g},{:.17g}", row.network.CE, row.network.accuracy);
  return fmt::format("{},{},{:.17g},{}{},{}", row.sweep, row.batch, row.S, figures, network, row.trials);
}

std::string certificate_text(long sweep, const CertificateRows& certificate) {
  std::string text;
  for (const CertificateRow& row : certificate) {
    text += fmt::format("{},{},{},{:.17g},{:.17g},{}\n", sweep, row.block, row.l, row.lo, row.hi, row.verdict);
  }
  return text;
}

nlohmann::ordered_json json_of(const MethodEntry& method, const TrainingResult& result) {
  const TraceRow& t = result.last;
  nlohmann::ordered_json json = {{"sweeps", t.sweep}, {method.objective, t.S}};
  if (method.minimises_S()) json["L_S"] = t.L_S;
  if (t.network.mse) {
    json.update({{"mse", *result.all.mse},
                 {"batch_mse", *t.network.mse},
                 {"test_mse", result.test ? nlohmann::ordered_json(*result.test->mse) : nullptr},
                 {"seconds", t.seconds},
                 {"hash", fmt::format("{:016x}", hash_of(result.state))}});
    return json;
  }
  json.update({{"CE", result.all.CE},
               {"accuracy", result.all.accuracy},
               {"batch_CE", t.network.CE},
               {"batch_accuracy", t.network.accuracy},
               {"test_accuracy", result.test ? nlohmann::ordered_json(result.test->accuracy) : nullptr},
               {"seconds", t.seconds},
               {"hash", fmt::format("{:016x}", hash_of(result.state))}});
  return json;
}

std::string hash_for(const RecordedRun& run, const StateData& state) {
  return fmt::format("{:016x}", run.version.starts_with("0.1.") ? hash_v1(state) : hash_of(state));
}

static RecordedRun run_of(const nlohmann::ordered_json& json) {
  RecordedRun run;
  JsonFields fields("a run", json);
  for (const char* object : {"options", "result", "sha256"}) fields.require_name(object);
  run.options = json.at("options");
  run.spec = spec_of(run.options);
  fields.require("version", run.version);
  fields.require("status", run.status);
  fields.require("last_line", run.last_line);
  run.result = json.at("result");
  JsonFields result("result", run.result);
  result.require("sweeps", run.sweeps);
  if (run.sweeps < 0 || run.sweeps > 1000000000000) {
    throw BadInput(fmt::format("result requires 0 <= sweeps <= 1e12, but got {}", run.sweeps));
  }
  result.require("hash", run.hash);
  JsonFields files("sha256", json.at("sha256"));
  for (const auto& [name, digest] : json.at("sha256").items()) files.take(name, run.sha256[name]);
  return run;
}

RecordedRun read_run(const char* command, const std::string& folder) {
  const std::string path = folder + "/run.json";
  if (!std::filesystem::exists(path))
    throw BadInput(fmt::format("{} requires a folder with a run, but got {}", command, folder));
  const auto json = read_json(path);
  RecordedRun run;
  try {
    std::string format;
    JsonFields("a run", json).require("format", format);
    if (format != "lysep-run") throw BadInput("format " + printable(format));
    run = run_of(json);
  } catch (const BadInput& error) {
    throw BadInput(
        fmt::format("{} requires a run.json of format lysep-run, but got {}: {}", command, path, error.what()));
  }
  complete(run.spec);
  find_moved_data(run.spec, folder);
  return run;
}

}  // namespace lysep
