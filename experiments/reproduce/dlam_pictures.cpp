// Pictures of DLAM's runs.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/numbers/logarithm.hpp"
#include "experiments/reproduce/dlam_runs.hpp"
#include "experiments/reproduce/gnuplot.hpp"

namespace lysep {
namespace {

using Rows = std::vector<std::vector<MethodRuns>>;

/// "sweep value" a line, the mean over the seeds of what `of` makes of a run after a sweep.
template <class F>
std::string line_of(const MethodRuns& m, F of) {
  const auto shorter = [](const RunRecord* a, const RunRecord* b) {
    return a->curve.sweep.size() < b->curve.sweep.size();
  };
  std::string text;
  for (const long sweep : (*std::max_element(m.runs.begin(), m.runs.end(), shorter))->curve.sweep) {
    const double value = mean_over_seeds(m, [&](const RunRecord& run) { return of(run, sweep); });
    text += fmt::format("{} {:.6g}\n", sweep, value);
  }
  return text;
}

/// A panel for each row, two in a line; below each its methods.
template <class F>
Picture draw_panels(const std::string& folder, const std::string& name, const Rows& rows, const std::string& axis,
                    const std::string& caption, F of) {
  std::string data, panels;
  int block = 0;
  for (const auto& row : rows) {
    std::string curves;
    for (const MethodRuns& m : row) {
      if (m.runs.empty()) continue;
      data += fmt::format("$d{} << EOD\n{}EOD\n", block, line_of(m, of));
      curves += fmt::format("{}$d{} using 1:2 with lines lw 2 lc rgb '{}' title '{}'", curves.empty() ? "plot " : ", ",
                            block++, m.method->color, m.method->name);
    }
    panels += fmt::format("set title '{}'\n{}\n", row.front().row->name, curves);
  }
  const std::size_t columns = std::min<std::size_t>(rows.size(), 2), lines = (rows.size() + columns - 1) / columns;
  draw(folder, name, data,
       fmt::format("set multiplot layout {},{}\nset grid lc rgb '#dddddd'\nset xlabel 'sweep'\nset key below\n"
                   "set ylabel '{}'\n{}unset multiplot\n",
                   lines, columns, axis, panels),
       static_cast<int>(620 * columns), static_cast<int>(440 * lines));
  return {name, caption};
}

}  // namespace

Picture draw_dlam_objective(const std::string& folder, const std::string& name, const Rows& rows) {
  return draw_panels(folder, name, rows, "ln F", "the natural logarithm of DLAM's objective F after every sweep",
                     [](const RunRecord& run, long sweep) {
                       const double F = after(run, run.curve.S, sweep);
                       return F > 0 ? log(F) : NAN;  // no point there
                     });
}

Picture draw_dlam_accuracy(const std::string& folder, const std::string& name, const Rows& rows, bool test) {
  const std::string of_what = test ? "test" : "training";
  return draw_panels(folder, name, rows, of_what + " accuracy, %",
                     of_what + " accuracy of the network after every sweep", [test](const RunRecord& run, long sweep) {
                       return after(run, test ? figure(run, "test_accuracy") : run.curve.accuracy, sweep);
                     });
}

Picture draw_dlam_seconds(const std::string& folder, const std::string& name, const Rows& rows) {
  static const char* colors[] = {"#1f77b4", "#2ca02c", "#ff9f1c", "#d62728", "#8e6bbf"};
  std::string data, panels;
  int block = 0;
  std::vector<std::array<std::string, 2>> pictures;  // images and method, in their order
  for (const auto& row : rows) {
    for (const MethodRuns& m : row) {
      const std::array<std::string, 2> picture = {m.row->images, m.method->name};
      if (!m.runs.empty() && std::find(pictures.begin(), pictures.end(), picture) == pictures.end())
        pictures.push_back(picture);
    }
  }
  for (const auto& [images, method] : pictures) {
    std::map<double, std::array<std::string, 2>> lines;  // by rho: measured and printed
    for (const auto& row : rows) {
      for (const MethodRuns& m : row) {
        if (m.row->images != images || m.method->name != method || m.runs.empty()) continue;
        std::vector<double> seconds;
        for (const RunRecord* run : m.runs) seconds.push_back(processor_seconds(*run));
        auto& line = lines[std::stod(m.row->rho)];
        line[0] += fmt::format("{} {:.6g}\n", m.row->samples, statistics(seconds).mean);
        line[1] += fmt::format("{} {:.6g}\n", m.row->samples, *m.row->seconds);
      }
    }
    std::string curves;
    std::size_t k = 0;
    for (const auto& [rho, line] : lines) {
      data += fmt::format("$d{} << EOD\n{}EOD\n$d{} << EOD\n{}EOD\n", block, line[0], block + 1, line[1]);
      curves += fmt::format(
          "{0}$d{1} using 1:2 with linespoints pt 7 lw 2 lc rgb '{3}' title 'rho = {4:g}', "
          "$d{2} using 1:2 with lines dt 2 lw 2 lc rgb '{3}' notitle",
          curves.empty() ? "plot " : ", ", block, block + 1, colors[k++ % 5], rho);
      block += 2;
    }
    panels += fmt::format("set title '{}, {}'\n{}\n", images, method, curves);
  }
  const std::size_t columns = std::min<std::size_t>(pictures.size(), 2);
  const std::size_t lines = (pictures.size() + columns - 1) / columns;
  draw(folder, name, data,
       fmt::format(
           "set multiplot layout {},{}\nset grid lc rgb '#dddddd'\nset key below\nset yrange [0:]\n"
           "set xlabel 'samples'\nset xtics 20000\nset ylabel 'seconds of a processor a sweep'\n{}unset multiplot\n",
           lines, columns, panels),
       static_cast<int>(620 * columns), static_cast<int>(440 * lines));
  return {name, "seconds of a processor in a sweep against the samples; dashed: the paper's seconds, on its machine"};
}

}  // namespace lysep
