#include "datasets/csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/numbers/bad_input.hpp"
#include "datasets/class_labels.hpp"
#include "datasets/csv_separator.hpp"
#include "datasets/files/field_reader.hpp"

namespace lysep {
namespace {

constexpr std::size_t most_classes = 10000;
constexpr std::size_t no_column = SIZE_MAX;

/// The columns: one is the label, or none, others inputs, others left out.
struct Columns {
  std::vector<std::string> names;  // of the header; none without
  std::size_t count = 0, label = 0;
  std::vector<bool> input, target = {};
  bool empty_last = false;  // one more, empty in every row

  bool has_header() const { return !names.empty(); }
};

/// A column's place 1, 2, ... in a text.
std::optional<std::size_t> place_in(const std::string& text) {
  std::size_t place = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), place);
  if (error != std::errc() || end != text.data() + text.size() || place == 0) return std::nullopt;
  return place - 1;
}

class CsvReader {
 public:
  /// wanted: how many inputs there must be, the label beside them or not; 0: any number, and the label.
  CsvReader(const std::string& file, const CsvOptions& options, std::size_t wanted)
      : file_(file),
        options_(options),
        wanted_(wanted),
        separator_(options.separator.empty() ? separator_in(file) : separator_named(options.separator)),
        rows_(file, separator_) {}

  CsvTable read() {
    read_rows();
    CsvTable table{std::move(data_), options_, {}};
    table.data.dimension = inputs();
    table.data.outputs = options_.targets;
    if (!options_.as_version_1 && options_.targets == 0) finish_labels(table.data);
    if (table.data.classes < 2 && options_.targets == 0) {
      throw BadInput(fmt::format("csv requires labels of at least 2 classes, but got 1 in {}", file_));
    }
    tell(table);
    return table;
  }
  CsvInputs read_inputs() {
    read_rows();
    return {std::move(data_.X), samples_};
  }

 private:
  void read_rows() {
    FieldRow row;
    if (rows_.next(row)) {
      const bool header = take_first_row(row);
      if (!header) take_sample(row);
      while (rows_.next(row, columns_.count + 1)) take_sample(row);
    }
    if (samples_ == 0) throw BadInput(fmt::format("csv requires at least one sample, but got none in {}", file_));
  }
  std::size_t inputs() const {
    return static_cast<std::size_t>(std::count(columns_.input.begin(), columns_.input.end(), true));
  }
  std::string name_of(std::size_t k) const {
    return columns_.has_header() && !columns_.names[k].empty()
               ? fmt::format("\"{}\" (column {})", shown_field(columns_.names[k]), k + 1)
               : fmt::format("column {}", k + 1);
  }
  bool is_dropped_place(std::size_t k) const {
    return std::any_of(options_.drop.begin(), options_.drop.end(),
                       [&](const std::string& name) { return place_in(name) == k; });
  }
  std::optional<double> any_number(const std::string& text) const {
    return number_in(text, separator_ != ',' && has_decimal_comma(text));
  }

  /// Fixes the columns; true when the row is a header.
  bool take_first_row(const FieldRow& row) {
    columns_.count = row.count;
    if (row.count > 2 && row.fields.back().empty() && !options_.as_version_1) {
      columns_.empty_last = true;
      --columns_.count;
    }
    if (columns_.count < 2 && wanted_ == 0)
      rows_.fail(row.line, 1, "at least two columns", std::to_string(columns_.count));
    const bool header = options_.header ? *options_.header : options_.as_version_1 ? !all_numbers(row) : is_header(row);
    if (header) columns_.names.assign(row.fields.begin(), row.fields.begin() + static_cast<long>(columns_.count));
    columns_.label = label_column(row);
    columns_.input.assign(columns_.count, true);
    if (columns_.label != no_column) columns_.input[columns_.label] = false;
    for (std::string& name : options_.drop) drop(row, name);
    take_target_columns(row);
    if (inputs() == 0) rows_.fail(row.line, 1, "at least one column of inputs", "none");
    if (wanted_ > 0 && inputs() != wanted_) fail_inputs(row, inputs());
    if (header && !options_.as_version_1) require_names(row);
    options_.header = header;
    return header;
  }

  /// The last columns that are not left out.
  void take_target_columns(const FieldRow& row) {
    columns_.target.assign(columns_.count, false);
    if (wanted_ > 0) return;
    if (inputs() < options_.targets) {
      rows_.fail(row.line, 1, fmt::format("{} columns of targets", options_.targets), std::to_string(inputs()));
    }
    std::size_t left = options_.targets;
    for (std::size_t k = columns_.count; left > 0; --k) {
      if (!columns_.input[k - 1]) continue;
      columns_.input[k - 1] = false;
      columns_.target[k - 1] = true;
      --left;
    }
  }

  bool all_numbers(const FieldRow& row) const {
    return std::all_of(row.fields.begin(), row.fields.end(), [&](const auto& text) { return bool(any_number(text)); });
  }

  /// A row that names the label, or a column to leave out, or holds no number.
  bool is_header(const FieldRow& row) const {
    std::size_t numbers = 0, looked_at = 0, text = columns_.count;
    for (std::size_t k = 0; k < columns_.count; ++k) {
      const std::string& field = row.fields[k];
      const auto names_it = [&](const std::string& name) { return !place_in(name) && field == name; };
      if (field == "label" || names_it(options_.label)) return true;
      if (std::any_of(options_.drop.begin(), options_.drop.end(), names_it)) return true;
      if (is_dropped_place(k)) continue;
      ++looked_at;
      if (any_number(field)) {
        ++numbers;
      } else {
        text = std::min(text, k);
      }
    }
    if (numbers == 0) return true;
    if (numbers == looked_at) return false;
    rows_.fail(row.line, text + 1, "a first row of numbers, or of names (--header says which)",
               fmt::format("\"{}\" beside numbers", shown_field(row.fields[text])));
  }

  [[noreturn]] void fail_inputs(const FieldRow& row, std::size_t got) const {
    rows_.fail(row.line, 1, fmt::format("{} columns of inputs, the label beside them or not", wanted_),
               std::to_string(got));
  }

  /// The label is called by a name of the header, not by a place.
  bool has_label_name() const {
    const auto& names = columns_.names;
    return std::find(names.begin(), names.end(), options_.label.empty() ? "label" : options_.label) != names.end();
  }

  /// The column of that name, or else at that place. Nothing where there is none.
  std::optional<std::size_t> column_named(const FieldRow& row, const std::string& name) const {
    const auto begin = columns_.names.begin(), end = columns_.names.end();
    const auto found = std::find(begin, end, name);
    if (found != end) {
      if (std::find(found + 1, end, name) != end) {
        rows_.fail(row.line, static_cast<std::size_t>(std::find(found + 1, end, name) - begin) + 1,
                   fmt::format("one column \"{}\"", shown_field(name)), "another one");
      }
      return static_cast<std::size_t>(found - begin);
    }
    const auto place = place_in(name);
    return place && *place < columns_.count ? place : std::nullopt;
  }
  std::size_t required_column(const FieldRow& row, const char* option, const std::string& name) const {
    if (const auto column = column_named(row, name)) return *column;
    throw BadInput(fmt::format("{} requires a column for {} {}, but got {}", file_, option, shown_field(name),
                               columns_.has_header() ? shown_field(fmt::format("{}", fmt::join(columns_.names, ", ")))
                                                     : fmt::format("{} columns without names", columns_.count)));
  }

  std::size_t label_column(const FieldRow& row) const {
    if (options_.targets > 0 && wanted_ == 0) return no_column;
    if (wanted_ > 0 && !has_label_name()) {
      const std::size_t others = columns_.count - std::min(columns_.count, options_.drop.size());
      if (others == wanted_) return no_column;
      if (others != wanted_ + 1) fail_inputs(row, others);
    }
    if (!options_.label.empty()) return required_column(row, "--label", options_.label);
    if (options_.as_version_1) {  // the last of several
      const auto last = std::find(columns_.names.rbegin(), columns_.names.rend(), "label");
      return last == columns_.names.rend() ? columns_.count - 1
                                           : static_cast<std::size_t>(columns_.names.rend() - last) - 1;
    }
    return column_named(row, "label").value_or(columns_.count - 1);
  }

  void drop(const FieldRow& row, std::string& name) {
    const std::size_t column = required_column(row, "--drop", name);
    if (column == columns_.label) {
      throw BadInput(
          fmt::format("{} requires --drop of columns beside the label, but got {}", file_, shown_field(name)));
    }
    columns_.input[column] = false;
    if (!is_utf8(name)) name = std::to_string(column + 1);  // for the record
  }

  /// A column without a name is, as a rule, the number of the row, which is no input.
  void require_names(const FieldRow& row) const {
    for (std::size_t k = 0; k < columns_.count; ++k) {
      if (!columns_.names[k].empty() || (!columns_.input[k] && !columns_.target[k] && k != columns_.label)) continue;
      rows_.fail(row.line, k + 1, fmt::format("a name for every column (--drop {} leaves this one out)", k + 1),
                 "none");
    }
  }

  void take_sample(const FieldRow& row) {
    const std::size_t wanted = columns_.count + (columns_.empty_last ? 1 : 0);
    if (row.count != wanted) {
      rows_.fail(row.line, std::min(row.count, wanted) + (row.count > wanted ? 1 : 0),
                 fmt::format("{} columns", wanted), std::to_string(row.count));
    }
    if (columns_.empty_last && !row.fields.back().empty()) {
      rows_.fail(row.line, wanted, "a last column that is empty in every row, as in the first",
                 fmt::format("\"{}\"", shown_field(row.fields.back())));
    }
    for (std::size_t k = 0; k < columns_.count; ++k) {
      if (columns_.input[k]) data_.X.push_back(number(row, k));
      if (columns_.target[k]) data_.targets.push_back(number(row, k));
    }
    ++samples_;
    take_label(row);
  }

  /// Point or comma, whichever the first number has that has one.
  std::optional<double> number_of(const FieldRow& row, std::size_t k) {
    const std::string& text = row.fields[k];
    const bool comma = separator_ != ',' && has_decimal_comma(text);
    const auto value = number_in(text, comma);
    if (!value || (!comma && text.find('.') == std::string::npos)) return value;
    if (decimal_line_ == 0) decimal_comma_ = comma, decimal_line_ = row.line;
    if (comma == decimal_comma_) return value;
    rows_.fail(row.line, k + 1,
               fmt::format("a decimal {} as in line {}", decimal_comma_ ? "comma" : "point", decimal_line_),
               fmt::format("\"{}\"", shown_field(text)));
  }

  double number(const FieldRow& row, std::size_t k) {
    const auto value = number_of(row, k);
    if (!value || !std::isfinite(*value)) {
      rows_.fail(row.line, k + 1, "finite numbers",
                 fmt::format("\"{}\" in {}", shown_field(row.fields[k]), name_of(k)));
    }
    return *value;
  }

  void take_label(const FieldRow& row) {
    if (wanted_ > 0 || options_.targets > 0) return;
    const std::size_t k = columns_.label;
    const std::string& text = row.fields[k];
    const auto refuse = [&](const std::string& required) {
      rows_.fail(row.line, k + 1, required, fmt::format("\"{}\" in {}", shown_field(text), name_of(k)));
    };
    const auto value = number_of(row, k);
    if (options_.as_version_1) {
      if (!value || *value != std::floor(*value) || *value < 0 || *value > 9999) refuse("labels from 0 to 9999");
      data_.labels.push_back(static_cast<int>(*value));
      data_.classes = std::max(data_.classes, data_.labels.back() + 1);
      return;
    }
    if (text.empty() || (value && std::isnan(*value))) refuse("a label for every sample");
    constexpr double most = 9007199254740992;  // 2^53
    if (value && (*value != std::floor(*value) || std::fabs(*value) > most))
      refuse("labels that are whole numbers or texts");
    if (!is_utf8(text)) refuse("labels in UTF-8");
    labels_.add(text, value);
    if (labels_.classes() > most_classes) refuse(fmt::format("at most {} different labels", most_classes));
  }

  void finish_labels(Dataset& data) const {
    constexpr std::size_t a_few = 3;
    if (samples_ > a_few && labels_.classes() == samples_) {
      throw BadInput(
          fmt::format("csv requires labels that samples share, but got {} different ones of {} samples in {} of {}",
                      samples_, samples_, name_of(columns_.label), file_));
    }
    labels_.finish(data);
  }

  void tell(CsvTable& table) const {
    constexpr std::size_t named = 10;
    table.read_as.separator = name_of_separator(separator_);
    if (options_.targets > 0) {
      table.told =
          fmt::format("{}: {}header, {} targets, {} inputs, separator {}{}", file_, columns_.has_header() ? "" : "no ",
                      options_.targets, inputs(), table.read_as.separator, decimal_comma_ ? ", decimal comma" : "");
      return;
    }
    const auto& names = columns_.names;
    const bool by_name = columns_.has_header() && is_utf8(names[columns_.label]) &&
                         std::count(names.begin(), names.end(), names[columns_.label]) == 1;
    table.read_as.label = by_name ? names[columns_.label] : std::to_string(columns_.label + 1);
    const Dataset& data = table.data;
    const std::size_t dropped = columns_.count - 1 - inputs();
    std::string classes;
    for (std::size_t j = 0; j < std::min(named, data.class_names.size()); ++j) {
      classes += (j == 0 ? " (" : ", ") + shown_field(data.class_names[j]);
    }
    if (!classes.empty()) classes += data.class_names.size() > named ? ", ...)" : ")";
    table.told = fmt::format("{}: {}header, label {}, {} inputs{}, {} classes{}, separator {}{}", file_,
                             columns_.has_header() ? "" : "no ", name_of(columns_.label), inputs(),
                             dropped > 0 ? fmt::format(" ({} columns dropped)", dropped) : "", data.classes, classes,
                             table.read_as.separator, decimal_comma_ ? ", decimal comma" : "");
  }

  std::string file_;
  CsvOptions options_;
  std::size_t wanted_;
  char separator_;
  FieldReader rows_;
  Columns columns_;
  std::size_t samples_ = 0, decimal_line_ = 0;
  bool decimal_comma_ = false;
  ClassLabels labels_;
  Dataset data_;
};

}  // namespace

CsvTable read_csv(const std::string& file, const CsvOptions& options) { return CsvReader(file, options, 0).read(); }

CsvInputs read_csv_inputs(const std::string& file, const CsvOptions& options, std::size_t inputs) {
  return CsvReader(file, options, inputs).read_inputs();
}

}  // namespace lysep
