#include <fmt/format.h>

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "core/numbers/bad_input.hpp"
#include "core/numbers/sha256.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/reproduce/dlam_runs.hpp"
#include "experiments/reproduce/fingerprint.hpp"
#include "experiments/reproduce/reference_runs.hpp"
#include "experiments/reproduce/unless_damaged.hpp"
#include "experiments/runs/json_file.hpp"
#include "experiments/runs/version.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

/// Six digits are enough for a picture.
Json rounded(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) {
    list.push_back(std::isfinite(value) ? Json(std::stod(fmt::format("{:.6g}", value))) : Json());
  }
  return list;
}

std::vector<double> numbers(const Json& list) {
  std::vector<double> values;
  for (const Json& value : list) values.push_back(value.is_null() ? NAN : value.get<double>());
  return values;
}

Json json_of(const RunRecord& r, const std::string& fingerprint) {
  Json figures = Json::object();
  for (const auto& [name, values] : r.curve.figures) figures[name] = rounded(values);
  return {{"format", "lysep-reference-run"},
          {"version", version()},
          {"fingerprint", fingerprint},
          {"command", r.command},
          {"table", r.table},
          {"row", r.row},
          {"method", r.method},
          {"seed", r.seed},
          {"sweeps", r.sweeps},
          {"failure", r.failure},
          {"CE", r.all.CE},
          {"accuracy", r.all.accuracy},
          {"batch_CE", r.batch.CE},
          {"batch_accuracy", r.batch.accuracy},
          {"test_CE", r.test.CE},
          {"test_accuracy", r.test.accuracy},
          {"seconds", r.seconds},
          {"hash", r.hash},
          {"sweeps_to_paper", r.sweeps_to_paper ? Json(*r.sweeps_to_paper) : Json()},
          {"seconds_to_paper", r.seconds_to_paper},
          {"curve",
           {{"sweep", r.curve.sweep},
            {"seconds", rounded(r.curve.seconds)},
            {"CE", rounded(r.curve.CE)},
            {"accuracy", rounded(r.curve.accuracy)},
            {"S", rounded(r.curve.S)},
            {"L_S", rounded(r.curve.L_S)},
            {"bound", rounded(r.curve.bound)},
            {"figures", figures}}},
          {"predictions", r.predictions},
          {"regions", r.regions}};
}

/// Of all that is on record, in the order of its names.
std::string checksum_of(const Json& record) {
  Json others = record;
  others.erase("sha256");
  const std::string text = nlohmann::json(others).dump();
  Sha256 sha256;
  sha256.add(text.data(), text.size());
  return hex_of(sha256.digest());
}

void require(bool holds, const char* what) {
  if (!holds) throw BadInput(fmt::format("a record requires {}, but got something else", what));
}

Curve curve_of(const Json& j) {
  Curve curve;
  j.at("sweep").get_to(curve.sweep);
  const std::pair<const char*, std::vector<double>*> figures[] = {
      {"seconds", &curve.seconds}, {"CE", &curve.CE},      {"accuracy", &curve.accuracy}, {"S", &curve.S},
      {"L_S", &curve.L_S},         {"bound", &curve.bound}};
  for (const auto& [name, values] : figures) *values = numbers(j.at(name));
  if (j.contains("figures")) {
    for (const auto& [name, values] : j.at("figures").items()) curve.figures[name] = numbers(values);
  }
  const auto same_length = [&](const auto& named) { return named.second.size() == curve.sweep.size(); };
  require(std::all_of(curve.figures.begin(), curve.figures.end(), same_length) &&
              std::all_of(std::begin(figures), std::end(figures),
                          [&](const auto& named) { return named.second->size() == curve.sweep.size(); }),
          "lists of one length in its curve");
  return curve;
}

RunRecord record_of(const Json& j) {
  RunRecord r;
  std::string checksum;
  JsonFields fields("a record", j);
  const auto take = [&](const char* name, auto& value) { fields.require(name, value); };
  take("sha256", checksum);
  require(checksum == checksum_of(j), "its own SHA-256");
  take("command", r.command);
  take("table", r.table);
  take("row", r.row);
  take("method", r.method);
  take("seed", r.seed);
  take("sweeps", r.sweeps);
  take("failure", r.failure);
  const std::vector<double> figures = numbers(
      {j.at("CE"), j.at("accuracy"), j.at("batch_CE"), j.at("batch_accuracy"), j.at("test_CE"), j.at("test_accuracy")});
  r.all = {figures[0], figures[1]};
  r.batch = {figures[2], figures[3]};
  r.test = {figures[4], figures[5]};
  take("seconds", r.seconds);
  take("hash", r.hash);
  if (!j.at("sweeps_to_paper").is_null()) take("sweeps_to_paper", r.sweeps_to_paper);
  take("seconds_to_paper", r.seconds_to_paper);
  r.curve = curve_of(j.at("curve"));
  take("predictions", r.predictions);
  j.at("regions").get_to(r.regions);
  for (const std::string& row : r.regions) require(row.size() == r.regions.size(), "regions of a square");
  require(paper_row(r.table, r.row), "a row of the paper");
  return r;
}

/// The record in a file, if it is one of a program that gives the same bits. What is damaged or edited is told, and
/// counts as missing.
std::optional<RunRecord> read_record(const std::string& path, const std::string& fingerprint) {
  return unless_damaged(path, "records", "is repeated", [&]() -> std::optional<RunRecord> {
    const Json json = read_json(path);
    std::string format, of_program, version;
    JsonFields fields("a record", json);
    fields.require("format", format);
    require(format == "lysep-reference-run", "format lysep-reference-run");
    fields.require("fingerprint", of_program);
    fields.require("version", version);
    if (of_program != fingerprint) return std::nullopt;
    if (version.starts_with("0.1.") && !fields.has("sha256")) return std::nullopt;  // they had none
    return record_of(json);
  });
}

/// Where a record is in the paper's order.
std::array<std::size_t, 3> place_of(const RunRecord& r) {
  const auto& rows = paper_rows();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const PaperRow& p) { return p.table == r.table && p.name == r.row; });
  const auto methods = methods_of(*row);
  const auto method =
      std::find_if(methods.begin(), methods.end(), [&](const ReferenceMethod* m) { return m->name == r.method; });
  return {static_cast<std::size_t>(row - rows.begin()), static_cast<std::size_t>(method - methods.begin()), r.seed};
}

/// Of the curve: every objective that was larger than the one before, and the accuracies on the way.
void add_dlam_figures(const RunRecord& r, Json& j) {
  j["objective"] = after(r, r.curve.S, r.sweeps);
  if (r.method.starts_with("dlam")) {
    j["rises"] = Json::array();
    for (const Rise& rise : rises_of(r)) j["rises"].push_back({{"sweep", rise.sweep}, {"factor", 1 + rise.relative}});
  }
  j["processor_seconds_per_sweep"] = processor_seconds(r);
  for (const long sweep : {10, 50, 100}) {
    if (sweep >= r.sweeps || paper_row(r.table, r.row)->seconds) continue;
    j["after_" + std::to_string(sweep)] = {{"accuracy", after(r, r.curve.accuracy, sweep)},
                                           {"test_accuracy", after(r, figure(r, "test_accuracy"), sweep)}};
  }
}

Json result_of(const RunRecord& r) {
  const PaperRow* row = paper_row(r.table, r.row);
  Json j{{"table", r.table}};
  if (row->of_dlam()) {
    j["row"] = r.row;
  } else if (row->convolutional()) {
    j["conv"] = row->layers;
    j["channels"] = row->width;
  } else {
    j["depth"] = row->layers;
    j["width"] = row->width;
  }
  if (!row->time.empty()) j["time"] = Json::parse(row->time);
  j.update({{"method", r.method}, {"seed", r.seed}, {"command", r.command}, {"sweeps", r.sweeps}});
  j.update(
      {{"CE", r.all.CE}, {"accuracy", r.all.accuracy}, {"test_CE", r.test.CE}, {"test_accuracy", r.test.accuracy}});
  if (row->convolutional()) j.update({{"batch_CE", r.batch.CE}, {"batch_accuracy", r.batch.accuracy}});
  if (row->of_dlam()) add_dlam_figures(r, j);
  j.update({{"seconds", r.seconds}, {"hash", r.hash}});
  return j;
}

/// Files that a process which is gone was writing.
void remove_partial(const std::filesystem::path& path) {
  const std::string name = path.filename();
  const std::size_t at = name.rfind(".partial.");
  pid_t writer = 0;
  if (at == std::string::npos || std::sscanf(name.c_str() + at, ".partial.%d", &writer) != 1 || writer <= 0) return;
  std::error_code ignored;
  if (kill(writer, 0) != 0 && errno == ESRCH) std::filesystem::remove(path, ignored);
}

}  // namespace

RunStore::RunStore(std::string folder) : folder_(std::move(folder)) {
  namespace fs = std::filesystem;
  if (folder_.empty()) return;
  fingerprint_ = training_fingerprint();
  std::error_code error;
  fs::create_directories(folder_ + "/runs", error);
  if (error) throw BadInput(fmt::format("reproduce --out requires a folder that can be made, but got {}", folder_));
  for (const auto& entry : fs::directory_iterator(folder_ + "/runs")) {
    remove_partial(entry.path());
    if (entry.path().extension() != ".json") continue;
    if (std::optional<RunRecord> record = read_record(entry.path(), fingerprint_)) {
      std::string command = record->command;
      records_.emplace(std::move(command), std::move(*record));
    }
  }
}

const RunRecord* RunStore::find(const std::string& command) const {
  const auto found = records_.find(command);
  return found == records_.end() ? nullptr : &found->second;
}

std::string RunStore::path_of(const RunRecord& r, const char* extension) const {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a of the command
  for (const char letter : r.command) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  return fmt::format("{}/runs/{}_{}_{}_{}_{:016x}{}", folder_, r.table, r.row, r.method, r.seed, hash, extension);
}

void RunStore::add(RunRecord record) {
  if (!folder_.empty()) {
    Json json = json_of(record, fingerprint_);
    json["sha256"] = checksum_of(json);
    write_text(path_of(record, ".json"), json.dump() + "\n");
    std::error_code ignored;
    std::filesystem::remove(path_of(record, ".checkpoint.h5"), ignored);
  }
  std::string command = record.command;
  records_.insert_or_assign(std::move(command), std::move(record));
}

void RunStore::write_results() const {
  std::vector<const RunRecord*> records;
  for (const auto& [command, record] : records_) records.push_back(&record);
  std::sort(records.begin(), records.end(), [](const RunRecord* a, const RunRecord* b) {
    return std::pair(place_of(*a), a->command) < std::pair(place_of(*b), b->command);
  });
  Json rows = Json::array();
  for (const RunRecord* record : records) rows.push_back(result_of(*record));
  write_text(folder_ + "/results.json", Json{{"rows", rows}}.dump(1) + "\n");
}

}  // namespace lysep
