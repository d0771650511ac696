// The checkpoints of `reproduce`: DIR/runs/RUN.checkpoint.h5, laid out as those of train, with the run's curve as one
// more array.
#include <fmt/format.h>

#include <filesystem>

#include "core/numbers/bad_input.hpp"
#include "experiments/reproduce/reference_runs.hpp"
#include "experiments/reproduce/unless_damaged.hpp"
#include "experiments/runs/checkpoint_file.hpp"
#include "experiments/runs/json_file.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* curve_name = "curve";  // no method calls an array of its own so
constexpr Index curve_columns = 7;           // and one for each of its figures

Checkpoint::Array array_of(const Curve& curve) {
  const auto columns = curve_columns + static_cast<Index>(curve.figures.size());
  Checkpoint::Array array{static_cast<Index>(curve.sweep.size()), columns, 1, {}};
  for (std::size_t k = 0; k < curve.sweep.size(); ++k) {
    for (const double value : {static_cast<double>(curve.sweep[k]), curve.seconds[k], curve.CE[k], curve.accuracy[k],
                               curve.S[k], curve.L_S[k], curve.bound[k]}) {
      array.values.push_back(value);
    }
    for (const auto& [name, values] : curve.figures) array.values.push_back(values[k]);
  }
  return array;
}

/// names: of its figures, in their order.
Curve curve_of(const Checkpoint::Array& array, const std::vector<std::string>& names) {
  if (array.columns != curve_columns + static_cast<Index>(names.size()) || array.parts != 1) {
    throw BadInput("a checkpoint requires a curve, but got none");
  }
  Curve curve;
  for (Index k = 0; k < array.rows; ++k) {
    const double* row = array.values.data() + k * array.columns;
    curve.sweep.push_back(static_cast<long>(row[0]));
    curve.seconds.push_back(row[1]);
    curve.CE.push_back(row[2]);
    curve.accuracy.push_back(row[3]);
    curve.S.push_back(row[4]);
    curve.L_S.push_back(row[5]);
    curve.bound.push_back(row[6]);
    for (std::size_t i = 0; i < names.size(); ++i) {
      curve.figures[names[i]].push_back(row[curve_columns + static_cast<Index>(i)]);
    }
  }
  return curve;
}

Json options_of(const RunRecord& record, const std::string& fingerprint) {
  std::vector<std::string> figures;
  for (const auto& [name, values] : record.curve.figures) figures.push_back(name);
  return {{"fingerprint", fingerprint},
          {"command", record.command},
          {"figures", figures},
          {"sweeps_to_paper", record.sweeps_to_paper ? Json(*record.sweeps_to_paper) : Json()},
          {"seconds_to_paper", record.seconds_to_paper}};
}

}  // namespace

void RunStore::keep(const UnfinishedRun& run) const {
  if (folder_.empty()) return;
  SavedRun saved{options_of(run.record, fingerprint_), 0, 0, run.checkpoint};
  saved.checkpoint.arrays[curve_name] = array_of(run.record.curve);
  write_checkpoint(path_of(run.record, ".checkpoint.h5"), saved);
}

std::optional<UnfinishedRun> RunStore::unfinished(const RunRecord& run) const {
  const std::string path = path_of(run, ".checkpoint.h5");
  if (folder_.empty() || !std::filesystem::exists(path)) return {};
  return unless_damaged(path, "checkpoints", "begins anew", [&]() -> std::optional<UnfinishedRun> {
    const SavedRun saved = read_checkpoint(path);
    UnfinishedRun kept{run, saved.checkpoint};
    std::string fingerprint, command;
    JsonFields fields("a checkpoint", saved.options);
    fields.require("fingerprint", fingerprint);
    fields.require("command", command);
    if (fingerprint != fingerprint_ || command != run.command) return {};  // it gives other bits
    fields.require("seconds_to_paper", kept.record.seconds_to_paper);
    if (!saved.options.at("sweeps_to_paper").is_null()) fields.take("sweeps_to_paper", kept.record.sweeps_to_paper);
    const auto curve = kept.checkpoint.arrays.find(curve_name);
    if (curve == kept.checkpoint.arrays.end()) throw BadInput("a checkpoint requires a curve, but got none");
    std::vector<std::string> figures;
    fields.take("figures", figures);
    kept.record.curve = curve_of(curve->second, figures);
    kept.checkpoint.arrays.erase(curve);
    return kept;
  });
}

}  // namespace lysep
