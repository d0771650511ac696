#include "experiments/runs/run_data.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <filesystem>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/printable.hpp"
#include "datasets/files/sha256.hpp"
#include "datasets/files/state_file.hpp"
#include "datasets/image_data.hpp"
#include "datasets/preparation.hpp"
#include "experiments/runs/refusal.hpp"

namespace lysep {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// T of allen-cahn:T.
double time_of(const std::string& text) {
  double time = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), time);
  if (error != std::errc() || end != text.data() + text.size() || !(time >= 0) || !std::isfinite(time)) {
    refuse("requires --data allen-cahn:T with a time T >= 0, but got \"{}\"", text);
  }
  return time;
}

/// IMAGES and LABELS; a name may hold a comma.
std::vector<std::string> idx_files(const std::string& names) {
  std::size_t comma = names.find(',');
  for (std::size_t k = comma; k != std::string::npos; k = names.find(',', k + 1)) {
    if (fs::exists(names.substr(0, k)) && fs::exists(names.substr(k + 1))) comma = k;
  }
  if (comma == std::string::npos || comma == 0 || comma + 1 == names.size()) {
    refuse("requires --data idx:IMAGES,LABELS, but got idx:{}", names);
  }
  return {names.substr(0, comma), names.substr(comma + 1)};
}

TrainAndTest data_of_files(const RunSpec& c, DataNotes& notes) {
  const auto files = files_of(c);
  Dataset all;
  if (c.data.starts_with("csv:")) {
    CsvOptions options = c.csv;
    if (c.regression()) options.targets = c.targets;
    CsvTable table = read_csv(files[0], options);
    all = std::move(table.data);
    notes.csv = table.read_as;
    notes.told = table.told;
  } else {
    all = read_images(files[0], files[1]);
    notes.told =
        fmt::format("{}: {} images of {} pixels, {} classes", files[0], all.samples(), all.dimension, all.classes);
  }
  return parts_of(c, all, files.back(), notes);
}

constexpr const char* hex_digits = "0123456789ABCDEF";

/// A path of any bytes as text for JSON; what a text in UTF-8 cannot hold is escaped as in an address.
std::string escaped(const std::string& path) {
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && c != '%') {
      text += c;
    } else {
      text += {'%', hex_digits[byte >> 4], hex_digits[byte & 15]};
    }
  }
  return text;
}
std::string unescaped(const std::string& text) {
  std::string path;
  for (std::size_t k = 0; k < text.size(); ++k) {
    unsigned byte = 0;
    const char* digits = text.data() + k + 1;
    if (text[k] == '%' && k + 2 < text.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      path += static_cast<char>(byte);
      k += 2;
    } else {
      path += text[k];
    }
  }
  return path;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ",") + text;
  return all;
}

std::string sha256_of_all(const RunSpec& c, const std::vector<std::string>& files) {
  std::vector<std::string> sums;
  for (const std::string& file : files) sums.push_back(c.sums->of(file));
  return joined(sums);
}

void set_files(RunSpec& c, const std::vector<std::string>& files) {
  if (!c.init.empty()) {
    c.init = files[0];
  } else {
    c.data = c.data.substr(0, 4) + joined(files);
  }
}

bool all_exist(const std::vector<std::string>& files) {
  return std::all_of(files.begin(), files.end(), [](const auto& file) { return fs::is_regular_file(file); });
}

}  // namespace

const std::string& FileSums::of(const std::string& file) {
  const auto known = sums_.find(file);
  return known != sums_.end() ? known->second : sums_.emplace(file, sha256_of(file)).first->second;
}

bool is_of_the_user(const std::string& data) {
  return data.starts_with("csv:") || data.starts_with("idx:") || data == samples_in_memory;
}

TrainAndTest parts_of(const RunSpec& c, const Dataset& all, const std::string& name, DataNotes& notes) {
  if (all.classes < 2 && !all.regression()) refuse("requires labels of at least 2 classes, but got 1 in {}", name);
  const Preparation how{c.samples.value_or(0), c.test_samples.value_or(0), c.test_at_end, c.standardise, c.seed};
  TrainAndTest parts = prepared(all, how, name, notes.warnings);
  notes.classes = all.class_names;
  notes.mean = parts.mean;
  notes.deviation = parts.deviation;
  return parts;
}

TrainAndTest data_of(const RunSpec& c, DataNotes& notes) {
  const std::size_t samples = c.samples.value_or(3000), test_samples = c.test_samples.value_or(1000);
  if (c.regression() && !c.data.starts_with("csv:") && c.data != bodyfat_like_name) {
    refuse("requires --data csv:FILE or {} for --task regression, but got {}", bodyfat_like_name, c.data);
  }
  if (c.data == bodyfat_like_name) {
    if (!c.regression()) refuse("requires --task regression for --data {}, but got {}", c.data, c.task);
    return bodyfat_like_data(c.seed, c.samples.value_or(bodyfat_samples), c.test_samples.value_or(0));
  }
  if (c.data == "circle") return circle_data(c.seed, samples, test_samples);
  if (c.data.starts_with("allen-cahn:"))
    return allen_cahn_data(time_of(c.data.substr(11)), c.seed, samples, test_samples);
  if (!files_of(c).empty()) return data_of_files(c, notes);
  if (const ImageDataset* set = image_dataset_named(c.data)) {
    if (taken_as_they_are())
      notes.warnings.push_back("LYSEP_TEST_IMAGES is set, whatever is in the files is " + c.data);
    return image_data(*set, c.samples, c.test_samples, c.pixels);
  }
  refuse(
      "requires --data one of circle, allen-cahn:T, bodyfat-like, csv:FILE, idx:IMAGES,LABELS, mnist, fashion-mnist, "
      "but got {}",
      c.data);
}

std::vector<std::string> files_of(const RunSpec& c) {
  if (!c.init.empty()) return {c.init};
  if (c.data.starts_with("csv:")) return {c.data.substr(4)};
  if (c.data.starts_with("idx:")) return idx_files(c.data.substr(4));
  return {};
}

void require_recorded_files(const RunSpec& c) {
  if (c.file_sha256.empty()) return;
  const auto files = files_of(c);
  for (const std::string& file : files) {
    if (!fs::is_regular_file(file)) refuse("requires {}, of which the run was made, but it is missing", file);
  }
  const std::string sha256 = sha256_of_all(c, files);
  if (sha256 != c.file_sha256) {
    refuse("requires {} of SHA-256 {}, but it has changed, to {}", joined(files), c.file_sha256, sha256);
  }
}

void put_data(Json& o, const RunSpec& c) {
  std::vector<std::string> files;  // wherever the run is repeated from
  for (const std::string& file : files_of(c)) files.push_back(fs::absolute(file));
  const bool escape = !is_utf8(joined(files));
  const auto text = [&](const std::string& path) { return escape ? escaped(path) : path; };
  if (!c.init.empty()) {
    o["init"] = text(files[0]);
  } else {
    o["data"] = files.empty() ? c.data : c.data.substr(0, 4) + text(joined(files));
  }
  if (escape) o["escaped"] = true;
  if (c.init.empty() && c.regression()) {
    o["task"] = c.task;
    if (c.data.starts_with("csv:")) o["targets"] = c.targets;
  }
  if (!files.empty()) o["file_sha256"] = sha256_of_all(c, files);
  const ImageDataset* set = c.init.empty() ? image_dataset_named(c.data) : nullptr;
  if (!set) return;
  o["data_sha256"] = set->sums();
  if (c.pixels.pool != 1) o["image_pool"] = c.pixels.pool;
  if (c.pixels.unit) o["pixels"] = "unit";
}

void put_notes(Json& o, const RunSpec& c, const DataNotes& notes, const std::string& folder) {
  if (!folder.empty()) {
    for (const std::string& file : files_of(c)) {
      const std::string relative = fs::proximate(fs::absolute(file), fs::absolute(folder));
      o["files_from_here"].push_back(o.contains("escaped") ? escaped(relative) : relative);
      if (!is_utf8(relative) && !o.contains("escaped")) o.erase("files_from_here");  // the folder's own name
    }
  }
  if (c.init.empty() && is_of_the_user(c.data)) {
    o["test_choice"] = c.test_at_end ? "last" : "seed";
    if (c.standardise) o["standardise"] = true;
  }
  if (c.init.empty() && c.data.starts_with("csv:")) {
    o["separator"] = notes.csv.separator;
    o["header"] = *notes.csv.header;
    if (!c.regression()) o["label"] = notes.csv.label;
    if (!notes.csv.drop.empty()) o["drop"] = notes.csv.drop;
  }
  if (!notes.classes.empty()) o["classes"] = notes.classes;
  if (!notes.mean.empty()) {
    o["mean"] = notes.mean;
    o["deviation"] = notes.deviation;
  }
}

void take_data(JsonFields& fields, RunSpec& c) {
  bool escape = false;
  fields.take("data", c.data);
  fields.take("init", c.init);
  fields.take("file_sha256", c.file_sha256);
  fields.take("files_from_here", c.files_from_run);
  fields.take("escaped", escape);
  fields.take("task", c.task);
  fields.take("targets", c.targets);
  for (const char* found : {"data_sha256", "classes", "mean", "deviation"}) fields.pass_over(found);
  std::string pixels = "standard";
  fields.take("image_pool", c.pixels.pool);
  fields.take("pixels", pixels);
  c.pixels.unit = pixels == "unit";
  if (escape) {
    c.data = unescaped(c.data);
    c.init = unescaped(c.init);
    for (std::string& file : c.files_from_run) file = unescaped(file);
  }
  if (c.init.empty()) fields.require_name("data");
  if (!files_of(c).empty()) fields.require_name("file_sha256");
  if (!c.init.empty() || !is_of_the_user(c.data)) return;
  std::string test_choice = "last";  // as version 0.1 had it
  fields.take("test_choice", test_choice);
  c.test_at_end = test_choice == "last";
  fields.take("standardise", c.standardise);
  if (!c.data.starts_with("csv:")) return;
  if (!fields.has("separator")) {
    c.csv.separator = ",";
    c.csv.as_version_1 = true;
    return;
  }
  fields.take("separator", c.csv.separator);
  fields.require("header", c.csv.header);
  fields.take("label", c.csv.label);
  fields.take("drop", c.csv.drop);
}

void find_moved_data(RunSpec& c, const std::string& folder) {
  const auto files = files_of(c);
  if (files.empty() || c.files_from_run.size() != files.size()) return;
  std::vector<std::string> moved;
  for (const std::string& file : c.files_from_run) moved.push_back(fs::path(folder) / file);
  if (!all_exist(moved) || (all_exist(files) && sha256_of_all(c, files) == c.file_sha256)) return;
  set_files(c, moved);
}

}  // namespace lysep
