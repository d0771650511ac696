#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>
#include <string_view>

#include "core/numbers/bad_input.hpp"
#include "datasets/dataset.hpp"

namespace lysep {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\"";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const auto comma = line.find(',');
    fields.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class CsvReader {
 public:
  explicit CsvReader(const std::string& file) : file_(file), in_(file) {
    if (!in_) throw BadInput(fmt::format("csv requires a readable file, but got {}", file));
  }

  Dataset read() {
    std::string line;
    while (std::getline(in_, line)) {
      if (++line_ == 1 && line.starts_with(byte_order_mark)) line.erase(0, byte_order_mark.size());
      if (trimmed(line).empty()) continue;
      const auto fields = fields_of(line);
      if (columns_ == 0 && take_header(fields)) continue;
      take_row(fields);
    }
    if (data_.samples() == 0)
      throw BadInput(fmt::format("csv requires at least one sample, but got none in {}", file_));
    data_.dimension = columns_ - 1;
    return std::move(data_);
  }

 private:
  [[noreturn]] void fail(const std::string& required, const std::string& got) const {
    throw BadInput(fmt::format("csv requires {}, but got {} in {} line {}", required, got, file_, line_));
  }

  /// Fixes the columns by the first row; true when that row is a header.
  bool take_header(const std::vector<std::string_view>& fields) {
    columns_ = fields.size();
    if (columns_ < 2) fail("at least two columns", fmt::format("{}", columns_));
    label_column_ = columns_ - 1;
    bool header = false;
    for (std::size_t k = 0; k < columns_; ++k) {
      if (!number_in(fields[k])) header = true;
      if (fields[k] == "label") label_column_ = k;
    }
    return header;
  }

  void take_row(const std::vector<std::string_view>& fields) {
    if (fields.size() != columns_) fail(fmt::format("{} columns", columns_), fmt::format("{}", fields.size()));
    for (std::size_t k = 0; k < columns_; ++k) {
      const auto value = number_in(fields[k]);
      if (!value || !std::isfinite(*value)) {
        fail("finite numbers", fmt::format("\"{}\" in column {}", fields[k], k + 1));
      }
      if (k != label_column_) {
        data_.X.push_back(*value);
        continue;
      }
      if (*value != std::floor(*value) || *value < 0 || *value > 9999) {
        fail("labels that are whole numbers from 0 to 9999", std::string(fields[k]));
      }
      data_.labels.push_back(static_cast<int>(*value));
      data_.classes = std::max(data_.classes, data_.labels.back() + 1);
    }
  }

  std::string file_;
  std::ifstream in_;
  std::size_t line_ = 0, columns_ = 0, label_column_ = 0;
  Dataset data_;
};

Dataset rows(const Dataset& all, std::size_t first, std::size_t count) {
  Dataset part;
  part.dimension = all.dimension;
  part.classes = all.classes;
  part.labels.assign(all.labels.begin() + first, all.labels.begin() + first + count);
  part.X.assign(all.X.begin() + first * all.dimension, all.X.begin() + (first + count) * all.dimension);
  return part;
}

}  // namespace

TrainAndTest csv_data(const std::string& file, std::size_t samples, std::size_t test_samples) {
  const Dataset all = CsvReader(file).read();
  if (all.classes < 2) throw BadInput(fmt::format("csv requires labels of at least 2 classes, but got 1 in {}", file));
  const std::size_t needed = test_samples + std::max<std::size_t>(samples, 1);
  if (all.samples() < needed) {
    throw BadInput(fmt::format("csv requires at least {} rows for --samples and --test-samples, but got {} in {}",
                               needed, all.samples(), file));
  }
  const std::size_t others = all.samples() - test_samples;
  return {rows(all, 0, samples == 0 ? others : samples), rows(all, others, test_samples)};
}

}  // namespace lysep
