#pragma once
// What a state holds beside the network and its samples, by name: r_l of layer separation, or the variables of another
// method; and what its file is called.
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace lysep {

/// A number or a word.
using OptionValue = std::variant<double, std::string>;
/// By name, without the dashes.
using OptionValues = std::map<std::string, OptionValue>;

struct StateFormat {
  struct Variable {
    std::string name;
    bool last_too = false;  // the last layer has it as well
  };

  std::string name = "lysep-state";
  /// N x rows for each layer l. Where there are some, the state has neither r_l nor c_l.
  std::vector<Variable> variables = {};
  /// A number for each layer but the last.
  std::vector<std::string> numbers = {};
  /// Options of the method that belong to the state, each with a value of its type; in the file with _ for -.
  OptionValues options = {};
  bool last_bias = false;   // the last layer has a bias
  bool hidden_bias = true;  // the others have one
  bool separates = true;    // r_l or c_l stand there where no variables do
  bool has_residuals() const { return separates && variables.empty(); }
};

}  // namespace lysep
