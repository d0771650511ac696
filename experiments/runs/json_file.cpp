#include "experiments/runs/json_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <limits>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/printable.hpp"
#include "datasets/files/regular_file.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_bytes = std::size_t{256} << 20, deepest = 32;

[[noreturn]] void refuse(const std::string& what, const std::string& required, const std::string& got) {
  throw BadInput(fmt::format("{} requires {}, but got {}", what, required, got));
}

/// Before the text is parsed: copies and dumps of nested values are recursions.
std::size_t depth_of(const std::string& text) {
  std::size_t depth = 0, largest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      largest = std::max(largest, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return largest;
}

template <class T>
bool whole_number(const Json& from, T& value) {
  if (!from.is_number_integer()) return false;
  if (from.is_number_unsigned()) {
    const auto number = from.get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(std::numeric_limits<T>::max())) return false;
    value = static_cast<T>(number);
    return true;
  }
  const auto number = from.get<std::int64_t>();
  if constexpr (std::is_signed_v<T>) {
    value = static_cast<T>(number);
    return number >= std::numeric_limits<T>::min();
  }
  return false;
}

}  // namespace

nlohmann::ordered_json json_of_text(const std::string& name, const std::string& text) {
  const std::size_t depth = depth_of(text);
  if (depth > deepest)
    refuse(name, fmt::format("arrays and objects at most {} deep", deepest), fmt::format("{}", depth));
  try {
    return Json::parse(text);
  } catch (const nlohmann::json::exception& error) {
    refuse(name, "JSON", printable(error.what(), 240));
  }
}

nlohmann::ordered_json read_json(const std::string& path) {
  require_regular_file(path);
  const std::uintmax_t bytes = std::filesystem::file_size(path);
  if (bytes > most_bytes) refuse(path, fmt::format("at most {} bytes", most_bytes), fmt::format("{}", bytes));
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string text(bytes, '\0');
  in.read(text.data(), static_cast<std::streamsize>(bytes));
  if (!in) refuse_read(path, errno);
  return json_of_text(path, text);
}

JsonFields::JsonFields(std::string what, const Json& object) : what_(std::move(what)), object_(object) {
  if (!object.is_object()) refuse(what_, "names with values", object.type_name());
}

void JsonFields::require_name(const std::string& name) const {
  if (!has(name)) refuse(what_, "a value for " + name, "none");
}

void JsonFields::require_no_others() const {
  for (const auto& [name, value] : object_.items()) {
    if (taken_.count(name) == 0) refuse(what_, "names that it can have", printable(name));
  }
}

void JsonFields::fail(const std::string& type, const std::string& name, const Json& got) const {
  refuse(what_, fmt::format("{} in {}", type, name), got.is_structured() ? got.type_name() : printable(got.dump()));
}

void JsonFields::get(const std::string& name, const Json& from, std::string& value) const {
  if (!from.is_string()) fail("a text", name, from);
  value = from.get<std::string>();
}
void JsonFields::get(const std::string& name, const Json& from, double& value) const {
  if (!from.is_number()) fail("a number", name, from);
  value = from.get<double>();
}
void JsonFields::get(const std::string& name, const Json& from, int& value) const {
  if (!whole_number(from, value)) fail("a whole number of at most 32 bits", name, from);
}
void JsonFields::get(const std::string& name, const Json& from, long& value) const {
  if (!whole_number(from, value)) fail("a whole number", name, from);
}
void JsonFields::get(const std::string& name, const Json& from, unsigned long& value) const {
  if (!whole_number(from, value)) fail("a whole number from 0", name, from);
}
void JsonFields::get(const std::string& name, const Json& from, bool& value) const {
  if (!from.is_boolean()) fail("true or false", name, from);
  value = from.get<bool>();
}

}  // namespace lysep
