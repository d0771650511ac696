#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/reproduce/fingerprint.hpp"
#include "experiments/reproduce/reference_runs.hpp"
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
          {"test_accuracy", r.test_accuracy},
          {"seconds", r.seconds},
          {"hash", r.hash},
          {"sweeps_to_paper", r.sweeps_to_paper ? Json(*r.sweeps_to_paper) : Json()},
          {"seconds_to_paper", r.seconds_to_paper},
          {"curve",
           {{"sweep", r.curve.sweep},
            {"CE", rounded(r.curve.CE)},
            {"accuracy", rounded(r.curve.accuracy)},
            {"S", rounded(r.curve.S)},
            {"L_S", rounded(r.curve.L_S)},
            {"bound", rounded(r.curve.bound)}}},
          {"predictions", r.predictions},
          {"regions", r.regions}};
}

RunRecord record_of(const Json& j) {
  RunRecord r;
  if (j.at("format") != "lysep-reference-run") throw BadInput("another format");
  const auto take = [&](const char* name, auto& value) { j.at(name).get_to(value); };
  take("command", r.command);
  take("table", r.table);
  take("row", r.row);
  take("method", r.method);
  take("seed", r.seed);
  take("sweeps", r.sweeps);
  take("failure", r.failure);
  const std::vector<double> figures = numbers({j.at("CE"), j.at("accuracy"), j.at("batch_CE"), j.at("batch_accuracy")});
  r.all = {figures[0], figures[1]};
  r.batch = {figures[2], figures[3]};
  take("test_accuracy", r.test_accuracy);
  take("seconds", r.seconds);
  take("hash", r.hash);
  if (!j.at("sweeps_to_paper").is_null()) r.sweeps_to_paper = j.at("sweeps_to_paper").get<long>();
  take("seconds_to_paper", r.seconds_to_paper);
  const Json& curve = j.at("curve");
  curve.at("sweep").get_to(r.curve.sweep);
  r.curve.CE = numbers(curve.at("CE"));
  r.curve.accuracy = numbers(curve.at("accuracy"));
  r.curve.S = numbers(curve.at("S"));
  r.curve.L_S = numbers(curve.at("L_S"));
  r.curve.bound = numbers(curve.at("bound"));
  take("predictions", r.predictions);
  take("regions", r.regions);
  return r;
}

/// Where a record is in the paper's order.
std::array<std::size_t, 3> place_of(const RunRecord& r) {
  const auto& rows = paper_rows();
  const auto& methods = reference_methods();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const PaperRow& p) { return p.table == r.table && p.name == r.row; });
  const auto method =
      std::find_if(methods.begin(), methods.end(), [&](const ReferenceMethod& m) { return m.name == r.method; });
  return {static_cast<std::size_t>(row - rows.begin()), static_cast<std::size_t>(method - methods.begin()), r.seed};
}

Json result_of(const RunRecord& r) {
  const PaperRow* row = paper_row(r.table, r.row);
  Json j{{"table", r.table}};
  if (row->convolutional()) {
    j["conv"] = row->layers;
    j["channels"] = row->width;
  } else {
    j["depth"] = row->layers;
    j["width"] = row->width;
  }
  if (!row->time.empty()) j["time"] = Json::parse(row->time);
  j.update({{"method", r.method}, {"seed", r.seed}, {"command", r.command}, {"sweeps", r.sweeps}});
  j.update({{"CE", r.all.CE}, {"accuracy", r.all.accuracy}, {"test_accuracy", r.test_accuracy}});
  if (row->convolutional()) j.update({{"batch_CE", r.batch.CE}, {"batch_accuracy", r.batch.accuracy}});
  j.update({{"seconds", r.seconds}, {"hash", r.hash}});
  return j;
}

std::string file_of(const RunRecord& r) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a of the command
  for (const char letter : r.command) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  return fmt::format("{}_{}_{}_{}_{:016x}.json", r.table, r.row, r.method, r.seed, hash);
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
    if (entry.path().extension() != ".json") continue;
    try {
      std::ifstream in(entry.path());
      const Json json = Json::parse(in);
      RunRecord record = record_of(json);
      if (json.at("fingerprint") != fingerprint_) continue;
      if (!paper_row(record.table, record.row)) throw BadInput("no row of the paper");
      std::string command = record.command;
      records_.emplace(std::move(command), std::move(record));
    } catch (const std::exception&) {
      throw BadInput(fmt::format("reproduce --out requires records of runs, but got {}", entry.path().string()));
    }
  }
}

const RunRecord* RunStore::find(const std::string& command) const {
  const auto found = records_.find(command);
  return found == records_.end() ? nullptr : &found->second;
}

void RunStore::add(RunRecord record) {
  if (!folder_.empty()) write_text(folder_ + "/runs/" + file_of(record), json_of(record, fingerprint_).dump() + "\n");
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
