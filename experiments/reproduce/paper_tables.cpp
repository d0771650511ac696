#include "experiments/reproduce/paper_tables.hpp"

namespace lysep {

// Mean and standard deviation of the cross-entropy, then of the accuracy, over 10 seeds after 10^4 iterations: first of
// gradient descent (the paper's CE-FNN and CE-CNN), then of layer separation (LySep-FNN and LySep-CNN).
static const struct {
  const char *table, *name;
  long layers, width;
  const char* time;
  PaperFigures gd, lysep;
} printed[] = {
    {"table-5.1", "3x10", 3, 10, "", {0.0527, 0.00601, 99.1, 0.29}, {0.00675, 0.003, 99.83, 0.15}},
    {"table-5.1", "3x16", 3, 16, "", {0.0803, 0.00451, 98.77, 0.31}, {0.00363, 0.00111, 99.96, 0.05}},
    {"table-5.1", "3x20", 3, 20, "", {0.0762, 0.00568, 99.03, 0.3}, {0.00346, 0.000856, 99.99, 0.02}},
    {"table-5.1", "10x10", 10, 10, "", {0.255, 0.303, 84.09, 20.52}, {0.00556, 0.0019, 99.86, 0.13}},
    {"table-5.1", "20x10", 20, 10, "", {0.692, 0.00152, 52.27, 1.56}, {0.0339, 0.0116, 99.4, 0.33}},
    {"table-5.2", "3x30@0", 3, 30, "0", {0.15, 0.0105, 94.52, 0.47}, {0.0167, 0.00196, 99.43, 0.1}},
    {"table-5.2", "3x30@0.001", 3, 30, "0.001", {0.125, 0.00905, 95.27, 0.57}, {0.0141, 0.00273, 99.48, 0.15}},
    {"table-5.2", "3x30@0.004", 3, 30, "0.004", {0.0822, 0.00691, 96.89, 0.33}, {0.00833, 0.00268, 99.69, 0.06}},
    {"table-5.2", "3x30@0.015", 3, 30, "0.015", {0.0475, 0.00611, 99.2, 0.3}, {0.00206, 0.000436, 99.98, 0.03}},
    {"table-5.2", "10x20@0", 10, 20, "0", {0.43, 0.181, 81.92, 8.43}, {0.0412, 0.00347, 98.43, 0.25}},
    {"table-5.2", "10x20@0.001", 10, 20, "0.001", {0.326, 0.225, 86.35, 9.95}, {0.0382, 0.00399, 98.41, 0.27}},
    {"table-5.2", "10x20@0.004", 10, 20, "0.004", {0.421, 0.184, 82.7, 7.68}, {0.0201, 0.00214, 99.14, 0.09}},
    {"table-5.2", "10x20@0.015", 10, 20, "0.015", {0.206, 0.188, 93.02, 6.78}, {0.00663, 0.000933, 99.75, 0.05}},
    {"table-5.2", "20x20@0", 20, 20, "0", {0.543, 0.0114, 76.7, 0.95}, {0.119, 0.0264, 96.49, 1.41}},
    {"table-5.2", "20x20@0.001", 20, 20, "0.001", {0.535, 0.0118, 77.3, 0.95}, {0.115, 0.0264, 96.11, 1.5}},
    {"table-5.2", "20x20@0.004", 20, 20, "0.004", {0.51, 0.0115, 79.29, 0.86}, {0.0906, 0.0102, 96.57, 0.6}},
    {"table-5.2", "20x20@0.015", 20, 20, "0.015", {0.397, 0.0151, 86.44, 0.81}, {0.0261, 0.00362, 99.41, 0.14}},
    {"table-5.3", "2x1", 2, 1, "", {0.324, 0.0262, 90.52, 0.92}, {0.215, 0.0494, 94.39, 1.76}},
    {"table-5.3", "2x2", 2, 2, "", {0.26, 0.0289, 92.39, 1.04}, {0.0867, 0.0212, 99.32, 0.37}},
    {"table-5.3", "2x4", 2, 4, "", {0.196, 0.0213, 94.42, 0.94}, {0.0292, 0.00487, 99.8, 0.09}},
    {"table-5.3", "3x1", 3, 1, "", {0.304, 0.0268, 90.77, 0.82}, {0.202, 0.0444, 95.28, 1.8}},
    {"table-5.3", "3x2", 3, 2, "", {0.218, 0.0265, 93.51, 1.03}, {0.0881, 0.0351, 99.15, 0.95}},
    {"table-5.3", "3x4", 3, 4, "", {0.164, 0.0169, 95.37, 0.46}, {0.028, 0.00959, 99.83, 0.08}},
    {"table-5.3", "4x1", 4, 1, "", {0.279, 0.033, 91.7, 0.95}, {0.232, 0.0719, 94.08, 2.62}},
    {"table-5.3", "4x2", 4, 2, "", {0.209, 0.0284, 94.08, 1.12}, {0.0982, 0.0347, 98.91, 0.87}},
    {"table-5.3", "4x4", 4, 4, "", {0.143, 0.0171, 95.97, 0.65}, {0.0509, 0.0282, 99.68, 0.14}},
};

const std::vector<PaperRow>& paper_rows() {
  static const std::vector<PaperRow> rows = [] {
    std::vector<PaperRow> all;
    for (const auto& p : printed) all.push_back({p.table, p.name, p.layers, p.width, p.time, p.gd, p.lysep});
    for (const auto& p : printed) {
      if (p.table == std::string("table-5.3"))
        all.push_back({"table-5.3-fashion", p.name, p.layers, p.width, "", {}, {}});
    }
    for (PaperRow& row : dlam_rows()) all.push_back(std::move(row));
    return all;
  }();
  return rows;
}

std::string PaperRow::data() const {
  if (of_dlam()) return images;
  if (table == "table-5.1") return "circle";
  if (table == "table-5.2") return "allen-cahn:" + time;
  return table == "table-5.3" ? "mnist" : "fashion-mnist";
}

const PaperRow* paper_row(const std::string& table, const std::string& name) {
  for (const PaperRow& row : paper_rows()) {
    if (row.table == table && row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace lysep
