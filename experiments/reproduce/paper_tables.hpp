#pragma once
// The numbers that the papers print: arXiv 2604.23225, Tables 5.1 to 5.3, and Table 2 of DLAM's.
#include <optional>
#include <string>
#include <vector>

namespace lysep {

/// Mean and standard deviation; accuracy in percent, on training data.
struct PaperFigures {
  double CE, CE_deviation, accuracy, accuracy_deviation;
};

/// A row of a table; of table-5.3-fashion, the networks of Table 5.3 on Fashion-MNIST, of which the paper prints
/// nothing; of dlam-figures, a network and a data set of Figures 1 to 3 of DLAM's paper, which print no numbers.
struct PaperRow {
  std::string table;   // table-5.1, table-5.2, table-5.3, table-5.3-fashion, dlam-figures or dlam-table-2
  std::string name;    // LxM, LxM@t or L1xC; of dlam-figures IMAGES-M, of dlam-table-2 IMAGES-N@RHO
  long layers, width;  // depth and width; of a convolutional network L1 and channels
  std::string time;    // of Table 5.2
  std::optional<PaperFigures> gd, lysep;
  std::string images = "";             // of DLAM's paper: mnist or fashion-mnist,
  long samples = 0;                    // how many of them are trained on,
  std::string rho = "";                // in Table 2,
  std::optional<double> seconds = {};  // and what it prints: seconds a sweep

  bool of_dlam() const { return !images.empty(); }
  bool convolutional() const { return table.starts_with("table-5.3"); }
  bool in_plane() const { return !of_dlam() && !convolutional(); }
  /// What train calls its data.
  std::string data() const;
};

/// Those of DLAM's paper.
std::vector<PaperRow> dlam_rows();

/// All.
const std::vector<PaperRow>& paper_rows();

/// The row of that table and name; nothing where there is none.
const PaperRow* paper_row(const std::string& table, const std::string& name);

}  // namespace lysep
