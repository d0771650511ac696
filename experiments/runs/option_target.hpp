#pragma once
// An option's value, from a text: for the command line and for the library.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lysep {

/// What an option sets; the value before parsing is the default. A bool is a flag; lists are separated by commas, or
/// the option is given more than once.
using OptionTarget =
    std::variant<bool*, int*, long*, std::uint64_t*, double*, std::string*, std::optional<std::size_t>*,
                 std::optional<std::string>*, std::vector<std::string>*, std::optional<std::vector<long>>*>;

/// A whole number as its digits alone: 1e3 and 5.0 are 1000 and 5. Empty where the text is none, or of more than 64
/// bits.
std::string plain_number(const std::string& text);

/// What keeps the text from being a value of the target, an entry of it where it is a list, as "requires ..., but got
/// TEXT"; empty where nothing does. A number becomes one that every reader takes for the same: digits alone, of a
/// double its hexadecimal form.
std::string problem_with_text(const OptionTarget& target, std::string& text);

/// Sets the target; of a list with commas between its entries, of a flag by true or false. Throws BadInput "NAME:
/// requires ..., but got TEXT".
void set_from_text(const std::string& name, const OptionTarget& target, const std::string& text);

}  // namespace lysep
