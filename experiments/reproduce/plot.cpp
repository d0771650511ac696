// `lysep plot RUN`: the trace of a run over sweeps and seconds, and the regions of a network of the plane.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/printable.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/reproduce/gnuplot.hpp"
#include "experiments/runs/run_files.hpp"
#include "experiments/runs/trained_network.hpp"

namespace lysep {
namespace {

struct PlotCommand {
  std::string run, out;
};

constexpr std::size_t most_points = 2000;
constexpr Index pixels = 200;  // of each side of the regions

/// A column each, by the names in the first line.
struct Trace {
  std::vector<std::string> names;
  std::vector<std::vector<double>> rows;
};

std::vector<std::string> fields_of(const std::string& line) {
  std::istringstream text(line);
  std::vector<std::string> fields;
  for (std::string field; std::getline(text, field, ',');) fields.push_back(field);
  return fields;
}

Trace read_trace(const std::string& path) {
  Trace trace;
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) throw BadInput("plot requires a run with a trace, but got none in " + path);
  trace.names = fields_of(line);
  while (std::getline(in, line)) {
    std::vector<double> row;
    for (const std::string& field : fields_of(line)) row.push_back(std::strtod(field.c_str(), nullptr));
    if (row.size() != trace.names.size()) {
      throw BadInput(fmt::format("{} requires {} columns in every row, but got {}", path, trace.names.size(),
                                 printable(line, 60)));
    }
    trace.rows.push_back(std::move(row));
  }
  if (trace.rows.empty()) throw BadInput("plot requires a run of at least one sweep, but got none in " + path);
  return trace;
}

/// Rows as far apart as the picture needs, and the last.
std::string data_block(const Trace& trace) {
  const std::size_t apart = trace.rows.size() / most_points + 1;
  std::string text = "$trace << EOD\n";
  for (std::size_t k = 0; k < trace.rows.size(); ++k) {
    if (k % apart != 0 && k + 1 != trace.rows.size()) continue;
    for (const double value : trace.rows[k]) text += fmt::format("{:.6g} ", value);
    text += "\n";
  }
  return text + "EOD\n";
}

std::size_t column(const Trace& trace, const std::string& name) {
  const auto found = std::find(trace.names.begin(), trace.names.end(), name);
  if (found == trace.names.end())
    throw BadInput(fmt::format("plot requires a trace with a column {}, but got none", name));
  return static_cast<std::size_t>(found - trace.names.begin()) + 1;  // as gnuplot counts
}

/// Cross-entropy and whatever else the method makes small, on a logarithmic axis over a column.
std::string losses_over(const Trace& trace, const char* x) {
  static const std::vector<std::pair<std::string, std::string>> shown = {{"S", "S"},
                                                                         {"F", "F, the objective"},
                                                                         {"f", "f, the objective"},
                                                                         {"bound", "K(B, D) L_S, the bound"},
                                                                         {"L_S", "L_S"},
                                                                         {"R", "R"},
                                                                         {"CE", "CE"}};
  static const char* colors[] = {"#2ca02c", "#2ca02c", "#2ca02c", "#888888", "#1f77b4", "#1f77b4", "#d62728"};
  std::string curves;
  for (std::size_t k = 0; k < shown.size(); ++k) {
    const auto& [name, title] = shown[k];
    if (std::find(trace.names.begin(), trace.names.end(), name) == trace.names.end()) continue;
    curves += fmt::format("{}$trace using {}:{} with lines lw 2 lc rgb '{}' title '{}'", curves.empty() ? "" : ", ",
                          column(trace, x), column(trace, name), colors[k], title);
  }
  return fmt::format("set xlabel '{}'\nplot {}\n", std::string(x) == "sweep" ? "sweep" : "seconds of training", curves);
}

void draw_trace(const std::string& folder, const Trace& trace, const std::string& title) {
  const std::string plot =
      fmt::format(
          "set multiplot layout 1,3 title {}\nset grid lc rgb '#dddddd'\nset key below\nset termoption noenhanced\n"
          "set logscale y\nset format y '%.0e'\n",
          quoted(title)) +
      losses_over(trace, "sweep") + losses_over(trace, "seconds") +
      fmt::format(
          "unset logscale y\nset format y '%g'\nset xlabel 'sweep'\nset ylabel 'accuracy, %'\n"
          "plot $trace using {}:{} with lines lw 2 lc rgb '#1f77b4' notitle\nunset multiplot\n",
          column(trace, "sweep"), column(trace, "accuracy"));
  draw(folder, "trace", data_block(trace), plot, 1500, 480);
}

/// The smallest box of the samples, a little larger.
struct Box {
  double low[2], high[2];
};

/// Training samples as they are in the file: x, y, class, and whether the network gets them wrong.
std::string points_block(const TrainedNetwork& network, const StateData& state, Box& box) {
  const auto predicted = predicted_classes(network_logits(network.chain, Matrix<double>(state.X.transpose())));
  std::string text = "$points << EOD\n";
  for (Index n = 0; n < state.samples(); ++n) {
    const int label = state.labels[static_cast<std::size_t>(n)];
    for (std::size_t i = 0; i < 2; ++i) {
      double x = state.X(n, static_cast<Index>(i));
      if (!network.mean.empty()) x = x * network.deviation[i] + network.mean[i];
      box.low[i] = n == 0 ? x : std::min(box.low[i], x);
      box.high[i] = n == 0 ? x : std::max(box.high[i], x);
      text += fmt::format("{:.6g} ", x);
    }
    text += fmt::format("{} {}\n", label, predicted[static_cast<std::size_t>(n)] == label ? 0 : 1);
  }
  for (std::size_t i = 0; i < 2; ++i) {
    const double margin = 0.03 * (box.high[i] - box.low[i]) + 1e-9;
    box.low[i] -= margin;
    box.high[i] += margin;
  }
  return text + "EOD\n";
}

/// The class in the middle of each pixel of the box, the lowest row first.
std::string regions_block(const TrainedNetwork& network, const Box& box) {
  CsvInputs points;
  points.samples = static_cast<std::size_t>(pixels);
  std::string text = "$regions << EOD\n";
  const auto middle = [&](int axis, Index k) {
    return box.low[axis] +
           (box.high[axis] - box.low[axis]) * (static_cast<double>(k) + 0.5) / static_cast<double>(pixels);
  };
  for (Index row = 0; row < pixels; ++row) {
    points.X.clear();
    for (Index k = 0; k < pixels; ++k) points.X.insert(points.X.end(), {middle(0, k), middle(1, row)});
    const Matrix<double> Z = network_logits(network.chain, standardised(network, points.X));
    for (const int j : predicted_classes(Z)) text += fmt::format("{} ", j);
    text += "\n";
  }
  return text + "EOD\n";
}

/// A color #rrggbb, three parts of white in four.
std::string pale(const std::string& color) {
  std::string text = "#";
  for (const std::size_t at : {1u, 3u, 5u})
    text += fmt::format("{:02x}", 191 + std::stoi(color.substr(at, 2), nullptr, 16) / 4);
  return text;
}

void draw_regions(const std::string& folder, const TrainedNetwork& network, const StateData& state) {
  static const char* colors[] = {"#1f77b4", "#d62728", "#2ca02c", "#ff9f1c", "#8e6bbf",
                                 "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"};
  Box box = {};
  const std::string points = points_block(network, state, box);
  const auto J = network.classes.size();
  std::string palette, marks;
  for (std::size_t j = 0; j < J; ++j) {
    palette += fmt::format("{}{} '{}'", j == 0 ? "" : ", ", j, pale(colors[j % std::size(colors)]));
    marks += fmt::format(", $points using 1:($3=={}?$2:NaN) with points pt 7 ps 0.4 lc rgb '{}' title {}", j,
                         colors[j % std::size(colors)], quoted(printable(network.classes[j], 40)));
  }
  const auto coordinate = [&](int axis, int gnuplot) {
    return fmt::format("({:.9g}+({:.9g})*(${}+0.5)/{})", box.low[axis], box.high[axis] - box.low[axis], gnuplot,
                       pixels);
  };
  const std::string plot =
      fmt::format(
          "set termoption noenhanced\nset key outside\nunset colorbox\nset palette defined ({})\nset palette maxcolors "
          "{}\n"
          "set cbrange [-0.5:{}.5]\nset xrange [{:.9g}:{:.9g}]\nset yrange [{:.9g}:{:.9g}]\n",
          palette, J, J - 1, box.low[0], box.high[0], box.low[1], box.high[1]) +
      fmt::format(
          "plot $regions matrix using {}:{}:3 with image notitle{}, "
          "$points using 1:($4==1?$2:NaN) with points pt 5 ps 0.6 lc rgb '#000000' title 'wrong'\n",
          coordinate(0, 1), coordinate(1, 2), marks);
  draw(folder, "regions", points + regions_block(network, box), plot, 800, 640);
}

int plot(const PlotCommand& c) {
  gnuplot_version();
  const RecordedRun run = read_run("plot", c.run);
  const Trace trace = read_trace(c.run + "/trace.csv");
  StateData state;
  const TrainedNetwork network = read_trained_network("plot", c.run, &state);
  const std::string folder = c.out.empty() ? c.run + "/pictures" : c.out;
  make_folder("plot --out", folder);
  draw_trace(folder, trace,
             fmt::format("{}, {}, {} sweeps", printable(run.spec.data, 60), run.spec.method, run.sweeps));
  const bool plane = network.inputs() == 2 && !network.classes.empty();
  if (plane) draw_regions(folder, network, state);
  fmt::print("{0}/trace.png, .svg{1}\n", printable(folder), plane ? ", regions.png, .svg" : "");
  return exit_done;
}

}  // namespace

Command add_plot(CommandLine line) {
  auto c = std::make_shared<PlotCommand>();
  line.option("RUN", &c->run, "the folder of a run");
  line.option("--out", &c->out,
              "folder of the pictures, PNG and SVG, with their gnuplot scripts; default RUN/pictures");
  return [c] { return plot(*c); };
}

}  // namespace lysep
