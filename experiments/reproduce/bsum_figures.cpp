#include "experiments/reproduce/bsum_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/commands/train.hpp"
#include "experiments/reproduce/bsum_baseline.hpp"
#include "experiments/reproduce/gnuplot.hpp"
#include "experiments/runs/output.hpp"

namespace lysep {
namespace {

struct BsumFigure {
  std::string name, title, network;
  std::vector<BsumRun> curves;
};

const std::string softplus_network =
    "--method bsum --data bodyfat-like --task regression --depth 4 --width 10 --activation softplus "
    "--output-activation softplus --loss exponential --regulariser ridge --mu 1e-4";

std::vector<BsumFigure> figures() {
  return {{"bsum-figure-2a",
           "Figure 2(a): step sizes",
           bsum_logistic_network,
           {{"alpha (1 - 0.99 alpha) from 1, gamma 1", "--gamma 1 --alpha sequence:0.99,1"},
            {"alpha (1 - 0.99 alpha) from 0.99, gamma 1", "--gamma 1 --alpha sequence:0.99,0.99"},
            {"1/sqrt k, gamma 1", "--gamma 1 --alpha power:1,0.5"},
            {"1/(2k), gamma 1", "--gamma 1 --alpha power:0.5,1"},
            {"back-propagation, rate 1", "", DescentRule::gradient, 1},
            {"Adagrad, rate 0.1", "", DescentRule::adagrad, 0.1},
            {"gamma = Lip", "--gamma lipschitz"},
            {"gamma backtracking", "--gamma backtracking"}}},
          {"bsum-figure-2b",
           "Figure 2(b): batches",
           bsum_logistic_network,
           {{"50 samples", "--gamma 1 --alpha sequence:0.99,0.99 --batch 50 --refresh 1"},
            {"100 samples", "--gamma 1 --alpha sequence:0.99,0.99 --batch 100 --refresh 1"},
            {"200 samples", "--gamma 1 --alpha sequence:0.99,0.99 --batch 200 --refresh 1"},
            {"k samples in sweep k, at most all",
             "--gamma 1 --alpha sequence:0.99,0.99 --batch 1 --batch-growth 1 --refresh 1"},
            {"all samples", "--gamma 1 --alpha sequence:0.99,0.99"},
            {"all samples, gamma = Lip", "--gamma lipschitz"}}},
          {"bsum-figure-a1",
           "Figure A.1: softplus and the exponential loss",
           softplus_network,
           {{"alpha (1 - 0.9 alpha) from 0.001, gamma 1", "--gamma 1 --alpha sequence:0.9,0.001"},
            {"gamma = Lip", "--gamma lipschitz"},
            {"gamma backtracking", "--gamma backtracking"}}}};
}

CurveResult run_bsum(const BsumFigure& figure, const BsumRun& curve, const BsumFigureOptions& o) {
  RunSpec spec =
      train_spec(fmt::format("{} {} --sweeps {} --seed {}", figure.network, curve.options, o.sweeps, o.seed));
  spec.training.trace = true;
  CurveResult result;
  const auto sink = [&](const TraceRow& row) {
    result.mse.push_back(*row.network.mse);
    result.f.push_back(row.S);
    result.seconds.push_back(row.seconds);
    result.gradient = row.figures.at(4);
    result.rises += std::lround(row.figures.at(6));
  };
  result.failure = run_training(spec, problem_of(spec), sink, stop_requested).failure;
  return result;
}

std::string at_sweep(const CurveResult& result, long sweep) {
  const auto k = static_cast<std::size_t>(sweep);
  return k > result.mse.size() || k == 0 ? "-" : fmt::format("{:.3e}", result.mse[k - 1]);
}

void print_row(const BsumRun& curve, const CurveResult& r, long sweeps) {
  fmt::print("  {:<44}{:>11}{:>11}{:>11}{:>11}{:>8}{:>11.2e}{:>10.3f}{}\n", curve.name, at_sweep(r, 1), at_sweep(r, 10),
             at_sweep(r, sweeps / 10), at_sweep(r, sweeps), r.rises, r.gradient,
             r.seconds.empty() ? 0 : r.seconds.back(), r.failure.empty() ? "" : ", " + r.failure);
}

void draw_curves(const std::string& folder, const BsumFigure& figure, const std::vector<CurveResult>& results) {
  constexpr std::size_t points = 500;
  std::string data, plot, table = "curve,sweep,f,mse,seconds\n";
  for (std::size_t c = 0; c < results.size(); ++c) {
    const CurveResult& r = results[c];
    data += fmt::format("$curve{} << EOD\n", c);
    for (std::size_t k = 0; k < r.mse.size(); ++k) {
      table += fmt::format("{},{},{:.17g},{:.17g},{:.6g}\n", c + 1, k + 1, r.f[k], r.mse[k], r.seconds[k]);
      if (k % (r.mse.size() / points + 1) == 0 || k + 1 == r.mse.size())
        data += fmt::format("{} {:.6g}\n", k + 1, r.mse[k]);
    }
    data += "EOD\n";
    plot += fmt::format("{}$curve{} using 1:2 with lines lw 2 title {}", c == 0 ? "plot " : ", ", c,
                        quoted(figure.curves[c].name));
  }
  make_folder("reproduce --out", folder);
  write_text(folder + "/" + figure.name + ".csv", table);
  draw(folder, figure.name, data,
       fmt::format(
           "set termoption noenhanced\nset title {}\nset logscale xy\nset key outside below\nset xlabel 'sweep'\n"
           "set ylabel '||H - Y||^2/||Y||^2'\n{}\n",
           quoted(figure.title), plot),
       900, 640);
}

}  // namespace

std::vector<std::string> bsum_figure_names() {
  std::vector<std::string> names;
  for (const BsumFigure& figure : figures()) names.push_back(figure.name);
  return names;
}

void reproduce_bsum_figure(const BsumFigureOptions& o) {
  const auto all = figures();
  const BsumFigure& figure = *std::find_if(all.begin(), all.end(), [&](const auto& f) { return f.name == o.name; });
  if (!o.out.empty()) gnuplot_version();
  fmt::print("{}: bodyfat-like, seed {}, {} sweeps; ||H - Y||^2/||Y||^2 after sweeps, rises of f, ||g|| at the end\n",
             figure.title, o.seed, o.sweeps);
  fmt::print("  {:<44}{:>11}{:>11}{:>11}{:>11}{:>8}{:>11}{:>10}\n", "", 1, 10, o.sweeps / 10, o.sweeps, "rises",
             "||g||", "seconds");
  std::vector<CurveResult> results;
  for (const BsumRun& curve : figure.curves) {
    if (stop_requested) return;
    const auto goes_on = [&](long sweeps) { return sweeps < o.sweeps && !stop_requested; };
    results.push_back(curve.rule ? run_bsum_baseline(figure.network, curve, o.seed, goes_on)
                                 : run_bsum(figure, curve, o));
    print_row(curve, results.back(), o.sweeps);
  }
  if (!o.out.empty() && !stop_requested) draw_curves(o.out, figure, results);
}

}  // namespace lysep
