#include "experiments/reproduce/pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/numbers/bad_input.hpp"
#include "datasets/allen_cahn.hpp"
#include "datasets/dataset.hpp"
#include "experiments/reproduce/gnuplot.hpp"

namespace lysep {
namespace {

/// A figure of the run at its point k, of a run that has ended before its last one.
double at(const RunRecord& run, const std::vector<double> Curve::*figure, std::size_t k) {
  const std::vector<double>& values = run.curve.*figure;
  return values[std::min(k, values.size() - 1)];
}

/// The longest of the runs.
const Curve& longest(const MethodRuns& m) {
  const auto shorter = [](const RunRecord* a, const RunRecord* b) {
    return a->curve.sweep.size() < b->curve.sweep.size();
  };
  return (*std::max_element(m.runs.begin(), m.runs.end(), shorter))->curve;
}

/// sweep, mean, lower and upper end of the band, mean seconds. A run that has ended keeps its last figures.
std::string band(const MethodRuns& m, std::vector<double> Curve::*figure) {
  const Curve& curve = longest(m);
  std::string text;
  for (std::size_t k = 0; k < curve.sweep.size(); ++k) {
    std::vector<double> values, seconds;
    for (const RunRecord* run : m.runs) {
      values.push_back(at(*run, figure, k));
      seconds.push_back(at(*run, &Curve::seconds, k));
    }
    const Statistics s = statistics(values);
    const double least = *std::min_element(values.begin(), values.end());  // keeps the band off 0 on a logarithmic axis
    const double low = std::max(s.mean - s.deviation, least / 2);
    text += fmt::format("{} {:.6g} {:.6g} {:.6g} {:.6g}\n", curve.sweep[k], s.mean, low, s.mean + s.deviation,
                        statistics(seconds).mean);
  }
  return text;
}

/// The bands over column `x`, and over them the means; those of controls dashed, so that the curve that they repeat
/// shows.
std::string curves_plot(const std::vector<const MethodRuns*>& methods, const char* block, int x) {
  std::string bands, means;
  for (std::size_t k = 0; k < methods.size(); ++k) {
    const std::string& color = methods[k]->method->color;
    bands += fmt::format("${}{} using {}:3:4 with filledcurves fc rgb '{}' fs transparent solid 0.15 notitle, ", block,
                         k, x, color);
    means += fmt::format("{}${}{} using {}:2 with lines lw 2{} lc rgb '{}' title '{}'", k == 0 ? "" : ", ", block, k, x,
                         methods[k]->method->convolutional_only ? " dt (12,8)" : "", color, methods[k]->method->name);
  }
  return "plot " + bands + means;
}

/// Dashed lines for the numbers that the paper prints.
std::string paper_lines(const PaperRow& row, double PaperFigures::*figure) {
  std::string lines;
  const auto add = [&](const std::optional<PaperFigures>& printed, const char* color, const char* title) {
    if (printed)
      lines += fmt::format(", {:.6g} with lines dt 2 lc rgb '{}' title '{}'", *printed.*figure, color, title);
  };
  add(row.lysep, "#1f77b4", "LySep, printed");
  add(row.gd, "#d62728", "gradient descent, printed");
  return lines;
}

/// What a picture of data in the plane needs of a row: u >= 0 in class 1, and the test samples of a seed.
class PlaneData {
 public:
  explicit PlaneData(const PaperRow& row)
      : row_(row), u_(row.time.empty() ? Field() : allen_cahn_solution(std::stod(row.time))) {}

  std::vector<double> test_points(std::uint64_t seed) const {
    return row_.time.empty() ? circle_data(seed, 0, 1000).test.X : allen_cahn_data(0, seed, 0, 1000).test.X;
  }
  int label(double x, double y) const { return value(x, y) >= 0 ? 1 : 0; }
  double value(double x, double y) const { return u_ ? u_(x, y) : 0x1.45f306dc9c883p-1 - (x * x + y * y); }

 private:
  const PaperRow& row_;
  Field u_;
};

/// Data blocks: the solution on a grid, from which gnuplot takes the line u = 0.
std::string truth_blocks(const PaperRow& row, const PlaneData& data, std::size_t r) {
  constexpr int pieces = 80;
  std::string text = fmt::format("$u{} << EOD\n", r);
  for (int j = 0; j <= pieces; ++j) {
    for (int i = 0; i <= pieces; ++i) {
      const double x = (2.0 * i / pieces - 1) * half_side(row), y = (2.0 * j / pieces - 1) * half_side(row);
      text += fmt::format("{:.4g} {:.4g} {:.5g}\n", x, y, data.value(x, y));
    }
    text += "\n";
  }
  return text + fmt::format(
                    "EOD\nset contour base\nset cntrparam levels discrete 0\nunset surface\nset table $line{0}\n"
                    "splot $u{0} using 1:2:3\nunset table\nreset\n",
                    r);
}

std::string points_block(const PlaneData& data, const std::string& name, std::uint64_t seed,
                         const std::string& predictions) {
  const std::vector<double> X = data.test_points(seed);
  std::string text = fmt::format("${} << EOD\n", name);
  for (std::size_t n = 0; 2 * n < X.size(); ++n) {
    const double x = X[2 * n], y = X[2 * n + 1];
    const int label = data.label(x, y), predicted = n < predictions.size() ? predictions[n] - '0' : label;
    text += fmt::format("{:.5g} {:.5g} {} {}\n", x, y, label, predicted != label ? 1 : 0);
  }
  return text + "EOD\n";
}

std::string image_block(const std::string& name, const RunRecord& run) {
  std::string text = fmt::format("${} << EOD\n", name);
  for (const std::string& row : run.regions) {
    for (const char letter : row) (text += letter) += ' ';
    text += '\n';
  }
  return text + "EOD\n";
}

std::string axes(const PaperRow& row, const std::string& title) {
  const double h = half_side(row);
  return fmt::format("set title \"{}\"\nset xrange [{}:{}]\nset yrange [{}:{}]\n", title, -h, h, -h, h);
}

/// The test samples of both classes, and the boundary; wrong ones as black squares.
std::string marks(const std::string& points, std::size_t r, bool wrong) {
  return fmt::format(
      "${0} using 1:($3==1?$2:NaN) with points pt 7 ps 0.25 lc rgb '#b2182b', "
      "${0} using 1:($3==0?$2:NaN) with points pt 7 ps 0.25 lc rgb '#2166ac', "
      "$line{1} using 1:2 with lines lw 1.5 lc rgb '#000000'{2}\n",
      points, r,
      wrong ? fmt::format(", ${} using 1:($4==1?$2:NaN) with points pt 5 ps 0.6 lc rgb '#000000'", points) : "");
}

std::string truth_panel(const PaperRow& row, std::size_t r) {
  const std::string title = row.time.empty() ? "\\ntest samples" : fmt::format("\\nu at t = {}", row.time);
  return axes(row, title) +
         (row.time.empty() ? std::string("plot ")
                           : fmt::format("set cbrange [-1:1]\nplot $u{} using 1:2:3 with image, ", r)) +
         marks(fmt::format("p{}", r), r, false);
}

std::string method_panel(const MethodRuns& m, const RunRecord& run, std::size_t r, std::size_t k) {
  const double h = half_side(*m.row);
  const auto coordinate = [&](int column) { return fmt::format("(((2.0*${}+1)/{}-1)*{})", column, region_points, h); };
  const auto wrong = 100 - run.test.accuracy;
  return axes(*m.row, fmt::format("{}\\n{}: {:.1f} % wrong", m.method->name, m.row->name, wrong)) +
         fmt::format("set cbrange [0:1]\nplot $r{}_{} matrix using {}:{}:3 with image, ", r, k, coordinate(1),
                     coordinate(2)) +
         marks(fmt::format("p{}_{}", r, k), r, true);
}

}  // namespace

Picture draw_curves(const std::string& folder, const std::string& name, const std::vector<MethodRuns>& row) {
  std::string data;
  std::vector<const MethodRuns*> methods;
  for (const MethodRuns& m : row) {
    if (m.runs.empty()) continue;
    data += fmt::format("$c{0} << EOD\n{1}EOD\n$a{0} << EOD\n{2}EOD\n", methods.size(), band(m, &Curve::CE),
                        band(m, &Curve::accuracy));
    methods.push_back(&m);
  }
  const PaperRow& paper = *row.front().row;
  const std::string of_what = paper.convolutional() ? "the batch" : "the training samples";
  const std::string plot =
      "set multiplot layout 1,3\nset grid lc rgb '#dddddd'\nset xlabel 'sweep'\nset key below\n"
      "set logscale y\nset format y '10^{%L}'\nset ylabel 'cross-entropy of " +
      of_what + "'\n" + curves_plot(methods, "c", 1) + paper_lines(paper, &PaperFigures::CE) +
      "\nset xlabel 'seconds of training'\nset logscale x\nset format x '%g'\n" + curves_plot(methods, "c", 5) +
      paper_lines(paper, &PaperFigures::CE) +
      "\nset xlabel 'sweep'\nunset logscale\nset format y '%g'\nset ylabel 'accuracy on " + of_what +
      ", %'\nset yrange [:100.5]\n" + curves_plot(methods, "a", 1) + paper_lines(paper, &PaperFigures::accuracy) +
      "\nunset multiplot\n";
  draw(folder, name, data, plot, 1500, 500);
  const char* left_out =
      paper.convolutional() ? "; at sweeps of two significant digits, few of them just after a new batch" : "";
  return {name, fmt::format("{}: mean over seeds, bands of one standard deviation; dashed: the paper's final means{}",
                            paper.name, left_out)};
}

Picture draw_bound(const std::string& folder, const std::string& name, const RunRecord& run) {
  std::string data = "$run << EOD\n";
  for (std::size_t k = 0; k < run.curve.sweep.size(); ++k) {
    data += fmt::format("{} {:.6g} {:.6g} {:.6g} {:.6g}\n", run.curve.sweep[k], run.curve.S[k], run.curve.L_S[k],
                        run.curve.CE[k], run.curve.bound[k]);
  }
  data += "EOD\n";
  draw(folder, name, data,
       "set multiplot layout 1,2\nset grid lc rgb '#dddddd'\nset xlabel 'sweep'\nset logscale xy\nset format y "
       "'10^{%L}'\nset key below\nplot $run using 1:2 with lines lw 2 lc rgb '#1f77b4' title 'S'\n"
       "plot $run using 1:5 with lines lw 2 lc rgb '#888888' title 'K(B, D) L_S, the bound', "
       "$run using 1:3 with lines lw 2 lc rgb '#1f77b4' title 'L_S', "
       "$run using 1:4 with lines lw 2 lc rgb '#d62728' title 'CE'\nunset multiplot\n",
       1200, 420);
  return {name, fmt::format("{}, {}, seed {}: S along the run, and the cross-entropy below its bound (Theorem {})",
                            run.row, run.method, run.seed, run.table.starts_with("table-5.3") ? "4.1" : "3.1")};
}

Picture draw_regions(const std::string& folder, const std::string& name,
                     const std::vector<std::vector<MethodRuns>>& rows) {
  std::vector<std::size_t> shown;  // methods with a run in some row
  for (std::size_t k = 0; k < rows.front().size(); ++k) {
    if (std::any_of(rows.begin(), rows.end(), [k](const auto& row) { return !row[k].runs.empty(); }))
      shown.push_back(k);
  }
  std::string data, panels;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const PaperRow& row = *rows[r].front().row;
    const PlaneData plane(row);
    data += truth_blocks(row, plane, r) + points_block(plane, fmt::format("p{}", r), 0, "");
    panels += truth_panel(row, r);
    for (const std::size_t k : shown) {
      const RunRecord* best = rows[r][k].best();
      if (best != nullptr) {
        data += image_block(fmt::format("r{}_{}", r, k), *best);
        data += points_block(plane, fmt::format("p{}_{}", r, k), best->seed, best->predictions);
      }
      panels += best != nullptr ? method_panel(rows[r][k], *best, r, k) : "set multiplot next\n";
    }
  }
  const std::size_t columns = 1 + shown.size();
  const std::string plot = fmt::format("set multiplot layout {},{}\n", rows.size(), columns) +
                           "set termoption noenhanced\nset size square\nunset key\nunset colorbox\nunset xtics\nunset "
                           "ytics\nset title offset 0,-0.7\n"
                           "set palette defined (0 '#d1e5f0', 0.5 '#f7f7f7', 1 '#fddbc7')\n" +
                           panels + "unset multiplot\n";
  draw(folder, name, data, plot, static_cast<int>(300 * columns), static_cast<int>(310 * rows.size()));
  return {name, "truth, and each method's best run: regions, true boundary, test samples; black squares: wrong ones"};
}

}  // namespace lysep
