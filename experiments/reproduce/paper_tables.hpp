#pragma once
// The numbers that the paper prints (arXiv 2604.23225, Tables 5.1 to 5.3).
#include <optional>
#include <string>
#include <vector>

namespace lysep {

/// Mean and standard deviation; accuracy in percent, on training data.
struct PaperFigures {
  double CE, CE_deviation, accuracy, accuracy_deviation;
};

/// A row of a table; of table-5.3-fashion, the networks of Table 5.3 on Fashion-MNIST, of which the paper prints
/// nothing.
struct PaperRow {
  std::string table;   // table-5.1, table-5.2, table-5.3 or table-5.3-fashion
  std::string name;    // LxM, LxM@t or L1xC
  long layers, width;  // depth and width; of a convolutional network L1 and channels
  std::string time;    // of Table 5.2
  std::optional<PaperFigures> gd, lysep;

  bool convolutional() const { return table.starts_with("table-5.3"); }
  /// What train calls its data.
  std::string data() const;
};

const std::vector<PaperRow>& paper_rows();

/// The row of that table and name; nothing where there is none.
const PaperRow* paper_row(const std::string& table, const std::string& name);

}  // namespace lysep
