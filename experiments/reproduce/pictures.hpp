#pragma once
// Pictures of finished runs by gnuplot, each as PNG and SVG, and the script that draws it.
#include "experiments/reproduce/comparison.hpp"

namespace lysep {

/// FOLDER/name.png, .svg and .gp.
struct Picture {
  std::string name, caption;
};

/// Cross-entropy and accuracy against sweeps in one row of a table: means over seeds, bands of one standard deviation.
Picture draw_curves(const std::string& folder, const std::string& name, const std::vector<MethodRuns>& row);

/// S, and CE <= K(B, D) L_S, along a run.
Picture draw_bound(const std::string& folder, const std::string& name, const RunRecord& run);

/// A line for each row of a table with data in the plane: the truth and the test samples of the first seed, then each
/// method's best run with its decision regions, the true boundary and the test samples it gets wrong as black squares.
Picture draw_regions(const std::string& folder, const std::string& name,
                     const std::vector<std::vector<MethodRuns>>& rows);

}  // namespace lysep
