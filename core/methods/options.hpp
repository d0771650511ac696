#pragma once
// The options of a training method: the command line, run.json, refusals and help texts are made from them.
#include <string>
#include <vector>

#include "core/network/state_format.hpp"

namespace lysep {

struct Option {
  std::string name;  // "tau-factor": --tau-factor on the command line, tau_factor in run.json
  std::string help;
  OptionValue value;                 // the default
  std::vector<std::string> choices;  // of a word
  /// Of a number: low < value < high, with equality where the end is closed.
  struct Range {
    double low = 0, high = 0;
    bool low_open = true, high_open = true;
  } range = {};
  /// The option goes with these words of another one only; always, where there is none.
  std::string needs;
  std::vector<std::string> needs_one_of = {};
  std::string alone = {};  // the word that --name means where none follows; empty: one has to
  /// Of a text without choices: what is wrong with it, as "requires --gamma ..., but got 0"; empty where nothing is.
  std::string (*problem)(const std::string& text) = nullptr;
};

/// --weight-decay MU >= 0: (MU/2) sum_l ||W_l||^2 is added to what the method makes smaller; the biases are left alone.
Option weight_decay_option();
/// MU; 0 where the method has no such option.
double weight_decay_of(const OptionValues& values);

/// The option as a number or a word. Throws std::out_of_range where it is neither.
double number(const OptionValues& values, const std::string& name);
const std::string& word(const OptionValues& values, const std::string& name);

/// The name in run.json.
std::string json_name(const Option& option);

/// It goes with the values of the others.
bool applies(const Option& option, const OptionValues& values);

/// What is wrong with the value, as "requires 0 < --shrink < 1, but got 2"; empty where nothing is.
std::string problem_with(const Option& option, const OptionValue& value);

/// The value that a text means: of a number, NaN where it is none.
OptionValue value_of(const Option& option, const std::string& text);

}  // namespace lysep
