#include "core/methods/options.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace lysep {
namespace {

std::string text_of(double value) {
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

}  // namespace

Option weight_decay_option() {
  return {"weight-decay", "adds (MU/2) sum ||W_l||^2 to the objective", 0.0, {}, {0, 1e300, false, false}, "", {}};
}

double weight_decay_of(const OptionValues& values) {
  return values.count("weight-decay") > 0 ? number(values, "weight-decay") : 0;
}

double number(const OptionValues& values, const std::string& name) {
  if (const double* value = std::get_if<double>(&values.at(name))) return *value;
  throw std::out_of_range(name + " is not a number");
}

const std::string& word(const OptionValues& values, const std::string& name) {
  if (const std::string* value = std::get_if<std::string>(&values.at(name))) return *value;
  throw std::out_of_range(name + " is not a word");
}

std::string json_name(const Option& option) {
  std::string name = option.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

bool applies(const Option& option, const OptionValues& values) {
  if (option.needs.empty()) return true;
  const auto& words = option.needs_one_of;
  return std::find(words.begin(), words.end(), word(values, option.needs)) != words.end();
}

std::string problem_with(const Option& option, const OptionValue& value) {
  if (option.value.index() != value.index()) return "requires --" + option.name + " of another type, but got it";
  if (const std::string* word = std::get_if<std::string>(&value)) {
    if (option.problem) return option.problem(*word);
    const auto& choices = option.choices;
    if (std::find(choices.begin(), choices.end(), *word) != choices.end()) return "";
    return "requires --" + option.name + " one of " + joined(choices, ", ") + ", but got " + *word;
  }
  const double x = std::get<double>(value);
  const Option::Range& r = option.range;
  if ((r.low_open ? x > r.low : x >= r.low) && (r.high_open ? x < r.high : x <= r.high)) return "";
  return "requires " + text_of(r.low) + (r.low_open ? " < --" : " <= --") + option.name +
         (r.high_open ? " < " : " <= ") + text_of(r.high) + ", but got " + text_of(x);
}

OptionValue value_of(const Option& option, const std::string& text) {
  if (std::holds_alternative<std::string>(option.value)) return text;
  double value = NAN;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : NAN;
}

}  // namespace lysep
