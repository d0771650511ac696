#include "experiments/runs/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/printable.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

class TomlReader {
 public:
  TomlReader(const std::string& name, const std::string& text) : name_(name), text_(text) {}

  Json read() {
    Json values = Json::object();
    for (skip(true); at_ < text_.size(); skip(true)) {
      const std::string key = read_key();
      skip(false);
      if (next() != '=') fail("KEY = VALUE");
      ++at_;
      skip(false);
      if (values.contains(key)) fail("a key once, " + key);
      values[key] = value();
      skip(false);
      if (at_ < text_.size() && next() != '\n') fail("one value a line");
    }
    return values;
  }

 private:
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  /// Blanks and comments; over the ends of lines too, or not.
  void skip(bool lines) {
    for (; at_ < text_.size(); ++at_) {
      if (next() == '#') at_ = std::min(text_.find('\n', at_), text_.size());
      if (next() == '\n' ? !lines : next() != ' ' && next() != '\t' && next() != '\r') return;
    }
  }

  [[noreturn]] void fail(const std::string& requires_what) const {
    const auto begin = at_ == 0 ? std::string::npos : text_.rfind('\n', at_ - 1);
    const std::size_t from = begin == std::string::npos ? 0 : begin + 1;
    const std::string line = text_.substr(from, std::min(text_.find('\n', from), text_.size()) - from);
    throw BadInput(fmt::format("{}:{} requires {}, but got {}", name_,
                               1 + std::count(text_.begin(), text_.begin() + static_cast<long>(from), '\n'),
                               requires_what, printable(line, 80)));
  }

  static bool bare(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_'; }

  std::string read_key() {
    if (next() == '[') fail("options alone, no tables");
    if (next() == '"' || next() == '\'') return string();
    const std::size_t begin = at_;
    while (bare(next())) ++at_;
    if (at_ == begin) fail("KEY = VALUE");
    return text_.substr(begin, at_ - begin);
  }

  Json value() {
    if (next() == '"' || next() == '\'') return string();
    if (next() == '[') return array();
    const std::size_t begin = at_;
    while (bare(next()) || next() == '+' || next() == '.') ++at_;
    const std::string word = text_.substr(begin, at_ - begin);
    if (word == "true" || word == "false") return word == "true";
    return number(word);
  }

  /// Its digits may be apart (1_000); a whole number stays one.
  Json number(std::string word) {
    const std::string written = word;
    for (std::size_t k = 0; (k = word.find('_', k)) != std::string::npos;) {
      if (k == 0 || k + 1 == word.size() || !std::isdigit(word[k - 1]) || !std::isdigit(word[k + 1])) break;
      word.erase(k, 1);
    }
    if (word.starts_with('+')) word.erase(0, 1);
    const char *begin = word.data(), *end = begin + word.size();
    const std::size_t first = word.starts_with('-') ? 1 : 0;
    const bool octal = word.size() > first + 1 && word[first] == '0' && std::isdigit(word[first + 1]);
    const auto read = [&](auto number) -> Json {
      const auto [last, error] = std::from_chars(begin, end, number);
      return error == std::errc() && last == end ? Json(number) : Json();
    };
    Json number;
    if (word.size() > first && std::isdigit(word[first]) && !octal) {
      number = read(std::uint64_t{});
      if (number.is_null()) number = read(std::int64_t{});
      if (number.is_null()) number = read(double{});
    }
    if (number.is_null()) fail("a string in quotes, a number, true, false or an array of them");
    return number;
  }

  Json array() {
    Json values = Json::array();
    for (++at_, skip(true); next() != ']'; skip(true)) {
      if (next() == '[') fail("no array in another");
      values.push_back(value());
      skip(true);
      if (next() == ']') break;
      if (next() != ',') fail("a comma or ] in an array");
      ++at_;
    }
    ++at_;
    return values;
  }

  /// "...", with \" \\ \n \t in it, or '...', as it is.
  std::string string() {
    const char quote = text_[at_++];
    std::string content;
    for (; next() != quote; ++at_) {
      if (at_ >= text_.size() || next() == '\n') fail("the end of a string on its line");
      if (next() != '\\' || quote == '\'') {
        content += next();
        continue;
      }
      static constexpr std::pair<char, char> escapes[] = {{'"', '"'}, {'\\', '\\'}, {'n', '\n'}, {'t', '\t'}};
      ++at_;
      const auto escape =
          std::find_if(std::begin(escapes), std::end(escapes), [&](auto e) { return e.first == next(); });
      if (escape == std::end(escapes)) fail("\\\", \\\\, \\n or \\t, or single quotes around what has backslashes");
      content += escape->second;
    }
    ++at_;
    return content;
  }

  const std::string &name_, &text_;
  std::size_t at_ = 0;
};

}  // namespace

Json toml_values(const std::string& name, const std::string& text) { return TomlReader(name, text).read(); }

}  // namespace lysep
