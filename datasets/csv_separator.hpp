#pragma once
#include <optional>
#include <string>

namespace lysep {

/// A field as a number: decimal, with an exponent or without; nothing where it is none or does not fit.
std::optional<double> number_in(std::string text, bool decimal_comma);

/// Whether a comma is, or a point can be, the decimal sign of a field.
inline bool has_decimal_comma(const std::string& text) {
  return text.find(',') != std::string::npos && text.find('.') == std::string::npos;
}

/// The separator of most sense in the file's first rows: the one that gives rows of one length, and most numbers.
char separator_in(const std::string& file);
/// A separator by the option's text. Throws BadInput.
char separator_named(const std::string& text);
std::string name_of_separator(char separator);

}  // namespace lysep
