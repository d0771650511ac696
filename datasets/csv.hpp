#pragma once
// Tables of numbers with labels, as other programs write them.
#include <optional>
#include <string>
#include <vector>

#include "core/network/samples.hpp"

namespace lysep {

struct CsvOptions {
  std::string separator = {};       // a character, "tab" or "blank"; empty: found from the file
  std::optional<bool> header = {};  // absent: decided by the first row
  std::string label = {};           // name or place (1, 2, ...) of its column; empty: the one named label, or the last
  std::vector<std::string> drop = {};  // names or places of columns that are no inputs
  std::size_t targets = 0;             // the last so many columns of inputs are real targets, and there is no label
  bool as_version_1 = false;  // the rules of version 0.1, whose runs are verified: whole labels are the classes
};

struct CsvTable {
  Dataset data;
  CsvOptions read_as;  // every choice that was made
  std::string told;    // the same in a line
};

/// One sample a row, every field but the label a finite number. Comma, semicolon, tab or blanks separate; with another
/// separator than the comma a comma may be the decimal sign of all numbers; fields are quoted as in RFC 4180. A first
/// row that names the label, or holds no number, is a header. Throws BadInput, naming file, line and field.
CsvTable read_csv(const std::string& file, const CsvOptions& options);

/// Samples without labels.
struct CsvInputs {
  std::vector<double> X;  // samples x inputs, row-major
  std::size_t samples = 0;
};

/// The inputs of a table for a network that takes so many: the columns beside those that are dropped, and beside the
/// label, whose column may be there or not and is not looked at. Throws BadInput, as read_csv.
CsvInputs read_csv_inputs(const std::string& file, const CsvOptions& options, std::size_t inputs);

}  // namespace lysep
