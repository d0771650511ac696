#include "experiments/commands/config_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/regular_file.hpp"
#include "experiments/runs/json_file.hpp"
#include "experiments/runs/toml_text.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

/// The options of a run as a command line gives them.
Json options_of_run(const std::string& command, const std::string& file, const FindOption& find) {
  Json run = read_json(file);
  if (!run.is_object() || run.value("format", Json()) != "lysep-run" || !run.contains("options")) {
    throw BadInput(fmt::format("{} --config requires TOML or the run.json of a run, but got {}", command, file));
  }
  Json options = std::move(run["options"]);
  if (options.contains("escaped")) {
    throw BadInput(fmt::format("{} --config requires names of files in UTF-8, but got others in {}", command, file));
  }
  if (options.value("test_choice", "") == "last" && options.contains("test_samples")) {
    options["test_samples"] = "last:" + options["test_samples"].dump();
  }
  for (const char* found :
       {"file_sha256", "files_from_here", "data_sha256", "classes", "mean", "deviation", "test_choice"}) {
    options.erase(found);
  }
  const auto given = [&](const char* name) {
    const auto option = find(name);
    return option && option->given;
  };
  const bool other_start = options.contains("init") || given("init");
  if (other_start) {  // data and network are those of the state
    for (const char* of_it : {"data", "depth", "width", "activation", "samples", "test_samples"}) options.erase(of_it);
  }
  if (given("data")) {  // what the run found in its own
    for (const char* of_it : {"init", "samples", "test_samples", "separator", "header", "label", "drop"})
      options.erase(of_it);
  }
  return options;
}

Json options_in(const std::string& command, const std::string& file, const FindOption& find) {
  require_regular_file(file);
  if (file.ends_with(".json")) return options_of_run(command, file, find);
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) refuse_read(file, errno);
  return toml_values(file, text);
}

std::string word_of(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_string()) return value.get<std::string>();
  return value.dump();
}

}  // namespace

std::vector<std::string> config_words(const std::string& command, const std::string& file, const FindOption& find) {
  std::vector<std::string> words;
  const Json options = options_in(command, file, find);
  for (const auto& [key, value] : options.items()) {
    std::string name = key;
    std::replace(name.begin(), name.end(), '_', '-');
    const auto option = find(name);
    if (!option || name == "config" || name == "help") {
      throw BadInput(fmt::format("{} --config requires options of {}, but got {} in {}", command, command, key, file));
    }
    if (option->flag && !value.is_boolean()) {
      throw BadInput(
          fmt::format("{} --config requires {} = true or false, but got {} in {}", command, key, value.dump(), file));
    }
    if (option->given) continue;
    if (option->flag) {
      if (value.get<bool>()) words.push_back("--" + name);
    } else if (value.is_array()) {
      for (const Json& one : value) words.push_back(fmt::format("--{}={}", name, word_of(one)));
    } else {
      words.push_back(fmt::format("--{}={}", name, word_of(value)));
    }
  }
  return words;
}

}  // namespace lysep
