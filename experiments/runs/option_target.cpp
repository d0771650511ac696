#include "experiments/runs/option_target.hpp"

#include <fmt/format.h>

#include <charconv>
#include <regex>
#include <sstream>

#include "core/numbers/bad_input.hpp"

namespace lysep {
namespace {

template <class T>
T value_in(const std::string& text) {
  T value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Whole numbers are decimal and in range: 010 is not eight, and nothing wraps round. 1e3 becomes 1000.
template <class Integer>
std::string problem_with_integer(std::string& text) {
  Integer value = 0;
  const std::string digits = plain_number(text);
  const char *begin = digits.data(), *end = begin + digits.size();
  const auto [last, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || last != end || digits.empty()) {
    return fmt::format("requires a decimal number of at most {} bits, but got {}", 8 * sizeof(Integer), text);
  }
  text = digits;
  return "";
}

std::string problem_with_double(std::string& text) {
  double value = 0;
  const char *begin = text.data(), *end = begin + text.size();
  const auto [last, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || last != end) return "requires a number, but got " + text;
  text = fmt::format("{:a}", value);
  return "";
}

std::vector<std::string> entries_of(const std::string& list) {
  std::vector<std::string> entries;
  std::istringstream in(list);
  for (std::string entry; std::getline(in, entry, ',');) entries.push_back(entry);
  return entries;
}

/// Sets the value that a text means which has been checked; the entries of lists have not.
struct Setting {
  const std::string &name, &text;

  void operator()(bool* flag) const {
    if (text != "true" && text != "false") throw BadInput(name + ": requires true or false, but got " + text);
    *flag = text == "true";
  }
  void operator()(double* value) const { *value = value_in<double>(text); }
  void operator()(std::string* value) const { *value = text; }
  void operator()(std::optional<std::string>* value) const { *value = text; }
  void operator()(std::optional<std::size_t>* value) const { *value = value_in<std::size_t>(text); }
  template <class Integer>
  void operator()(Integer* value) const {
    *value = value_in<Integer>(text);
  }
  void operator()(std::vector<std::string>* list) const { *list = entries_of(text); }
  void operator()(std::optional<std::vector<long>>* list) const {
    list->emplace();
    for (const std::string& entry : entries_of(text)) {
      long& value = list->value().emplace_back();
      set_from_text(name, &value, entry);
    }
  }
};

}  // namespace

std::string plain_number(const std::string& text) {
  static const std::regex form("(-?)(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE]\\+?[0-9]{1,2})?");
  std::smatch match;
  if (text.size() > 80 || !std::regex_match(text, match, form)) return "";
  std::string digits = match[2], behind = match[3].length() > 0 ? match[3].str().substr(1) : "";
  const int exponent = match[4].length() > 0 ? std::stoi(match[4].str().substr(1)) : 0;
  behind.resize(std::max(behind.size(), static_cast<std::size_t>(exponent)), '0');
  digits += behind.substr(0, static_cast<std::size_t>(exponent));
  if (behind.find_first_not_of('0', static_cast<std::size_t>(exponent)) != std::string::npos) return "";
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (digits.size() > 20) return "";
  return digits == "0" ? match[1].length() > 0 ? "" : digits : match[1].str() + digits;
}

std::string problem_with_text(const OptionTarget& target, std::string& text) {
  // An empty text is the value of a variable that was not set, and no value of an option.
  if (text.empty()) return "requires a value, but got an empty text";
  if (std::holds_alternative<int*>(target)) return problem_with_integer<int>(text);
  if (std::holds_alternative<long*>(target)) return problem_with_integer<long>(text);
  if (std::holds_alternative<std::optional<std::vector<long>>*>(target)) return problem_with_integer<long>(text);
  if (std::holds_alternative<std::uint64_t*>(target)) return problem_with_integer<std::uint64_t>(text);
  if (std::holds_alternative<std::optional<std::size_t>*>(target)) return problem_with_integer<std::size_t>(text);
  return std::holds_alternative<double*>(target) ? problem_with_double(text) : "";
}

void set_from_text(const std::string& name, const OptionTarget& target, const std::string& text) {
  std::string checked = text;
  const bool list = std::holds_alternative<std::optional<std::vector<long>>*>(target);
  const std::string problem = list && !text.empty() ? "" : problem_with_text(target, checked);
  if (!problem.empty()) throw BadInput(name + ": " + problem);
  std::visit(Setting{name, std::holds_alternative<double*>(target) ? text : checked}, target);
}

}  // namespace lysep
