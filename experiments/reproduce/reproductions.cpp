#include "experiments/reproduce/reproductions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/numbers/bad_input.hpp"
#include "experiments/reproduce/bsum_figures.hpp"
#include "experiments/reproduce/dlam_runs.hpp"

namespace lysep {
namespace {

using Rows = std::vector<std::vector<MethodRuns>>;
using Pictures = std::vector<Picture>;

Shown show_comparison(const std::vector<MethodRuns>& results, long sweeps) {
  return {comparison(results), summary(results, sweeps)};
}

template <Shown (*show)(const std::vector<MethodRuns>&)>
Shown show_dlam(const std::vector<MethodRuns>& results, long sweeps) {
  Shown shown = show(results);
  if (shown.table.rows.empty()) return {shown.table, {"no run is finished"}};
  if (sweeps != 150) shown.sentences.push_back(fmt::format("these are {} sweeps; the paper's are 150", sweeps));
  return shown;
}

/// One picture for each network of Table 5.2, else one.
Pictures draw_all_regions(const std::string& name, const std::string& folder, const Rows& rows) {
  Pictures pictures;
  std::map<std::string, Rows> groups;
  for (const auto& row : rows) {
    const std::string& of = row.front().row->name;
    groups[row.front().row->time.empty() ? "" : "-" + of.substr(0, of.find('@'))].push_back(row);
  }
  for (const auto& [network, group] : groups)
    pictures.push_back(draw_regions(folder, name + "-regions" + network, group));
  return pictures;
}

Pictures draw_all_curves(const std::string& name, const std::string& folder, const Rows& rows) {
  Pictures pictures;
  for (const auto& row : rows)
    pictures.push_back(draw_curves(folder, fmt::format("{}-curves-{}", name, row.front().row->name), row));
  return pictures;
}

/// Of every row its curves and, where a run has one, the bound.
Pictures draw_curves_and_bounds(const std::string& name, const std::string& folder, const Rows& rows) {
  Pictures pictures;
  for (const auto& row : rows) {
    for (Picture& curves : draw_all_curves(name, folder, {row})) pictures.push_back(std::move(curves));
    const auto run = std::find_if(row.begin(), row.end(), [](const MethodRuns& m) {
      return m.method->against == ReferenceMethod::Against::lysep && !m.runs.empty();
    });
    if (run == row.end()) continue;
    pictures.push_back(draw_bound(folder, fmt::format("{}-bound-{}", name, run->row->name), *run->runs.front()));
  }
  return pictures;
}

Pictures draw_plane(const std::string& name, const std::string& folder, const Rows& rows) {
  Pictures pictures = draw_all_regions(name, folder, rows);
  for (Picture& curves : draw_curves_and_bounds(name, folder, rows)) pictures.push_back(std::move(curves));
  return pictures;
}

template <Picture (*draw)(const std::string&, const std::string&, const Rows&)>
Pictures draw_one(const std::string& name, const std::string& folder, const Rows& rows) {
  return {draw(folder, name, rows)};
}

template <bool test>
Picture draw_accuracy(const std::string& folder, const std::string& name, const Rows& rows) {
  return draw_dlam_accuracy(folder, name, rows, test);
}

Reproduction dlam(const char* name, const char* title, const char* table, std::vector<std::string> methods) {
  Reproduction r{name, title, table, {}, std::move(methods)};
  r.seeds = 1;
  r.sweeps = 150;
  return r;
}

std::vector<Reproduction> of_layer_separation() {
  std::vector<Reproduction> all = {
      {"table-5.1", "Table 5.1: circle", "table-5.1", {}, {}},
      {"table-5.2", "Table 5.2: interface tracking", "table-5.2", {}, {}},
      {"table-5.3", "Table 5.3: MNIST", "table-5.3", {}, {}},
      {"table-5.3-fashion", "The networks of Table 5.3 on Fashion-MNIST", "table-5.3-fashion", {}, {}},
      {"figure-5.1", "Figure 5.1: test samples of the circle", "table-5.1", {"3x10"}, {}},
      {"figure-5.2", "Figure 5.2: loss and accuracy", "table-5.1", {"3x10", "20x10"}, {"lysep", "gd"}},
      {"figure-5.3", "Figure 5.3: classification of the circle", "table-5.1", {"3x10", "20x10"}, {"gd", "lysep"}},
      {"figure-5.4",
       "Figure 5.4: classification of the interface",
       "table-5.2",
       {"20x20@0", "20x20@0.001", "20x20@0.004", "20x20@0.015"},
       {"gd", "lysep"}},
  };
  for (Reproduction& r : all) {
    r.show = show_comparison;
    r.draw = r.is_figure() ? draw_all_regions : r.name.starts_with("table-5.3") ? draw_curves_and_bounds : draw_plane;
    r.runs = r.name != "figure-5.1";
    if (r.name == "figure-5.2") r.draw = draw_all_curves;
  }
  return all;
}

std::vector<Reproduction> of_dlam() {
  const std::vector<std::string> compared = {"dlam", "dlam-halve", "gd", "adagrad", "adadelta", "admm"};
  std::vector<Reproduction> all = {
      dlam("dlam-figure-1", "DLAM's Figure 1: the objective", "dlam-figures",
           {"dlam", "dlam-mended", "dlam-fixed", "dlam-halve"}),
      dlam("dlam-figure-2", "DLAM's Figure 2: training accuracy", "dlam-figures", compared),
      dlam("dlam-figure-3", "DLAM's Figure 3: test accuracy", "dlam-figures", compared),
      dlam("dlam-table-2", "DLAM's Table 2: seconds a sweep", "dlam-table-2", {"dlam", "dlam-last"})};
  all[0].show = show_dlam<dlam_convergence>;
  all[0].draw = draw_one<draw_dlam_objective>;
  all[1].show = show_dlam<dlam_training_accuracy>;
  all[1].draw = draw_one<draw_accuracy<false>>;
  all[2].show = show_dlam<dlam_test_accuracy>;
  all[2].draw = draw_one<draw_accuracy<true>>;
  all[3].show = show_dlam<dlam_seconds>;
  all[3].draw = draw_one<draw_dlam_seconds>;
  return all;
}

}  // namespace

const std::vector<Reproduction>& reproductions() {
  static const std::vector<Reproduction> all = [] {
    std::vector<Reproduction> all = of_layer_separation();
    for (Reproduction& r : of_dlam()) all.push_back(std::move(r));
    return all;
  }();
  return all;
}

const Reproduction& reproduction_named(const std::string& name) {
  std::vector<std::string> names;
  for (const Reproduction& r : reproductions()) {
    if (r.name == name) return r;
    names.push_back(r.name);
  }
  for (const std::string& figure : bsum_figure_names()) names.push_back(figure);
  names.push_back("bsum-bounds");
  throw BadInput(fmt::format("reproduce requires one of {}, but got {}", fmt::join(names, ", "), name));
}

}  // namespace lysep
