#include "datasets/csv_separator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/field_reader.hpp"

namespace lysep {
namespace {

/// How well a separator fits: rows of at least two fields; few of another length; few fields that are no numbers; many
/// that are.
std::tuple<bool, long, long, long> fit_of(const std::string& file, char separator) {
  constexpr std::uint64_t bytes = 1 << 16;
  long others = 0, texts = 0, numbers = 0, rows = 0;
  std::size_t columns = 0;
  try {
    FieldReader reader(file, separator, bytes);
    FieldRow row;
    while (rows < 100 && reader.next(row)) {
      if (rows > 0 && reader.cut()) break;
      if (rows == 0) columns = row.count;
      if (row.count != columns) ++others;
      if (++rows == 2) texts = numbers = 0;  // the first may be a header
      for (const std::string& field : row.fields) {
        const bool comma = separator != ',' && has_decimal_comma(field);
        ++(number_in(field, comma) ? numbers : texts);
      }
    }
  } catch (const BadInput&) {  // told when the file is read
    ++others;
  }
  return {columns >= 2, -others, -texts, numbers};
}

}  // namespace

std::optional<double> number_in(std::string text, bool decimal_comma) {
  if (decimal_comma) std::replace(text.begin(), text.end(), ',', '.');
  const char *begin = text.data(), *end = begin + text.size();
  if (begin != end && *begin == '+') ++begin;
  if (begin != end && *begin == '-' && begin != text.data()) return std::nullopt;  // +-1
  double value = 0;
  const auto [last, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || last != end) return std::nullopt;
  return value;
}

char separator_in(const std::string& file) {
  char best = ',';
  auto best_fit = fit_of(file, best);
  for (const char separator : {';', '\t', ' '}) {
    const auto fit = fit_of(file, separator);
    if (fit > best_fit) best = separator, best_fit = fit;
  }
  return best;
}

char separator_named(const std::string& text) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text == "blank") return ' ';
  const bool one = text.size() == 1 && static_cast<unsigned char>(text[0]) < 0x7F;
  const bool of_a_number = one && (std::isalnum(static_cast<unsigned char>(text[0])) ||
                                   std::string("+-.\"#\r\n").find(text[0]) != std::string::npos);
  if (!one || of_a_number || (static_cast<unsigned char>(text[0]) < 0x20 && text[0] != '\t')) {
    throw BadInput(
        fmt::format("train requires --separator of one character that is in no number, tab or blank, but got \"{}\"",
                    shown_field(text)));
  }
  return text[0];
}

std::string name_of_separator(char separator) {
  return separator == '\t' ? "tab" : separator == ' ' ? "blank" : std::string(1, separator);
}

}  // namespace lysep
