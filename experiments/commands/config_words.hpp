#pragma once
// Options from a file, as words of the command line.
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lysep {

/// What an option of a command is, by its name without the dashes; nothing where there is none.
struct ConfigOption {
  bool flag = false;
  bool given = false;  // on the command line, which wins
};
using FindOption = std::function<std::optional<ConfigOption>(const std::string& name)>;

/// The options in a file, "--name=value" each, without those that are given: TOML, a key an option, - or _ between its
/// words; or the run.json of a run, without what it tells of the data that were found. Throws BadInput, in the name of
/// the command.
std::vector<std::string> config_words(const std::string& command, const std::string& file, const FindOption& find);

}  // namespace lysep
