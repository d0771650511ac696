// What DLAM's paper runs, and what it prints of it.
#include <fmt/format.h>

#include "experiments/reproduce/paper_tables.hpp"

namespace lysep {
namespace {

constexpr long sizes = 5;  // fifths of the images

/// Table 2: seconds a sweep of a network of two hidden layers of 100, the mean of 150; a line for each rho, a column
/// for each fifth.
const struct {
  const char* images;
  long fifth;
  struct {
    const char* rho;
    double seconds[sizes];
  } lines[5];
} printed[] = {{"mnist",
                11000,
                {{"1e-4", {0.1692, 0.3216, 0.5010, 0.7164, 0.9413}},
                 {"1e-3", {0.2061, 0.4328, 0.6951, 0.9792, 1.2442}},
                 {"1e-2", {0.3334, 0.6516, 1.0277, 1.3956, 1.7783}},
                 {"1e-1", {0.4795, 0.9428, 1.4524, 1.959, 2.4410}},
                 {"1", {0.7684, 1.4810, 2.2626, 3.0299, 3.7504}}}},
               {"fashion-mnist",
                12000,
                {{"1e-4", {0.2500, 0.5081, 0.8492, 1.1911, 1.5092}},
                 {"1e-3", {0.2980, 0.5980, 0.9595, 1.3265, 1.6744}},
                 {"1e-2", {0.4199, 0.8028, 1.2787, 1.7535, 2.2025}},
                 {"1e-1", {0.5758, 1.0928, 1.7230, 2.3261, 2.9234}},
                 {"1", {0.8795, 1.6464, 2.5580, 3.4492, 4.2902}}}}};

PaperRow row_of(const std::string& table, const std::string& name, long width) {
  return {table, name, 3, width, "", {}, {}};
}

}  // namespace

std::vector<PaperRow> dlam_rows() {
  std::vector<PaperRow> rows;
  for (const auto& set : printed) {
    for (const long width : {100, 500}) {
      PaperRow& row = rows.emplace_back(row_of("dlam-figures", fmt::format("{}-{}", set.images, width), width));
      row.images = set.images;
      row.samples = sizes * set.fifth;
    }
  }
  for (const auto& set : printed) {
    for (const auto& line : set.lines) {
      for (long k = 0; k < sizes; ++k) {
        const long samples = (k + 1) * set.fifth;
        PaperRow& row =
            rows.emplace_back(row_of("dlam-table-2", fmt::format("{}-{}@{}", set.images, samples, line.rho), 100));
        row.images = set.images;
        row.samples = samples;
        row.rho = line.rho;
        row.seconds = line.seconds[k];
      }
    }
  }
  return rows;
}

}  // namespace lysep
