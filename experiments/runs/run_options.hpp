#pragma once
// The options that say what a run is, by their names: the one table, for the command line and for the library.
#include <functional>
#include <map>

#include "experiments/runs/option_target.hpp"
#include "experiments/runs/run_spec.hpp"

namespace lysep {

/// What the options say, before it is checked.
struct RunOptions {
  RunSpec spec;
  std::map<std::string, std::optional<std::string>> method_options;  // as texts, by name; those of all methods
  std::optional<std::string> test_samples, header, pixels;
  std::function<bool(const std::string& option)> given;  // "--name"; set before they are checked
};

struct RunOption {
  std::string heading, name;  // of the help; "--name"
  OptionTarget target;
  std::string help, alone;  // alone: the word that it means where none follows, empty where one has to
};
using AddOption = std::function<void(const RunOption&)>;

/// Every option of a run, once. `options` is to stay where it is.
void add_run_options(RunOptions& options, const AddOption& add);

/// Makes the spec complete, and refuses options that do not go together. Throws BadInput.
void take_run_options(RunOptions& options);

}  // namespace lysep
