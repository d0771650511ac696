#pragma once
// The numbers that the paper prints (arXiv 2604.23225, Tables 5.1 to 5.3).
#include <string>
#include <vector>

namespace lysep {

/// Mean and standard deviation; accuracy in percent, on training data.
struct PaperFigures {
  double CE, CE_deviation, accuracy, accuracy_deviation;
};

struct PaperRow {
  std::string table;   // table-5.1, table-5.2 or table-5.3
  std::string name;    // LxM, LxM@t or L1xC
  long layers, width;  // depth and width; of a convolutional network L1 and channels
  std::string time;    // of Table 5.2
  PaperFigures gd, lysep;

  bool convolutional() const { return table == "table-5.3"; }
};

const std::vector<PaperRow>& paper_rows();

/// The row of that table and name; nothing where there is none.
const PaperRow* paper_row(const std::string& table, const std::string& name);

}  // namespace lysep
