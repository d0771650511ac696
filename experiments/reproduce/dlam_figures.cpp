// Figures 1 to 3 of DLAM's paper: what came out of what it says of them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "experiments/reproduce/dlam_runs.hpp"

namespace lysep {
namespace {

using Values = const std::vector<double>& (*)(const RunRecord&);

const std::vector<double>& objective(const RunRecord& run) { return run.curve.S; }
const std::vector<double>& training_accuracy(const RunRecord& run) { return run.curve.accuracy; }
const std::vector<double>& test_accuracy(const RunRecord& run) { return figure(run, "test_accuracy"); }

double mean_after(const MethodRuns& m, Values values, long sweep) {
  return mean_over_seeds(m, [&](const RunRecord& run) { return after(run, values(run), sweep); });
}

long last_sweep(const MethodRuns& m) {
  long last = 0;
  for (const RunRecord* run : m.runs) last = std::max(last, run->sweeps);
  return last;
}

double largest(const MethodRuns& m, const char* name) {
  double largest = 0;
  for (const RunRecord* run : m.runs) {
    for (const double value : figure(*run, name)) largest = std::max(largest, value);
  }
  return largest;
}

double mean_figure(const MethodRuns& m, const char* name) {
  return mean_over_seeds(m, [&](const RunRecord& run) { return statistics(figure(run, name)).mean; });
}

bool of_fashion(const MethodRuns& m) { return m.row->images == "fashion-mnist"; }

/// The rises of all seeds.
std::vector<Rise> rises_of(const MethodRuns& m) {
  std::vector<Rise> all;
  for (const RunRecord* run : m.runs) {
    const std::vector<Rise> rises = rises_of(*run);
    all.insert(all.end(), rises.begin(), rises.end());
  }
  return all;
}

double worst_of(const std::vector<Rise>& rises) {
  double worst = 0;
  for (const Rise& rise : rises) worst = std::max(worst, rise.relative);
  return worst;
}

std::vector<const MethodRuns*> of_method(const std::vector<MethodRuns>& results, const std::string& name) {
  std::vector<const MethodRuns*> some;
  for (const MethodRuns& m : results) {
    if (m.method->name == name && !m.runs.empty()) some.push_back(&m);
  }
  return some;
}

const char* came_out(bool holds) { return holds ? "came out" : "did not come out"; }

/// "dlam: F rises in 1 of 150 sweeps of mnist-100 (by a factor of 4.2 in sweep 109, ...), in 0 of ...".
std::string rises_of_method(const std::vector<const MethodRuns*>& runs) {
  std::vector<std::string> parts;
  for (const MethodRuns* m : runs) {
    const std::vector<Rise> rises = rises_of(*m);
    std::string where;
    for (std::size_t k = 0; k < std::min<std::size_t>(rises.size(), 5); ++k) {
      where += fmt::format("{}by a factor of {:.3g} in sweep {}{}", k == 0 ? " (" : ", ", 1 + rises[k].relative,
                           rises[k].sweep, rises[k].epsilon_fell ? ", where epsilon had fallen" : "");
    }
    if (!where.empty()) where += rises.size() > 5 ? ", ...)" : ")";
    const long sweeps = last_sweep(*m) * static_cast<long>(m->runs.size());
    parts.push_back(fmt::format("{} of {} sweeps of {}{}", rises.size(), sweeps, m->row->name, where));
  }
  return fmt::format("{}: F rises in {}", runs.front()->method->name, fmt::join(parts, ", "));
}

/// F falls fast at first and slowly later; faster on Fashion-MNIST.
std::vector<std::string> ways_down(const std::vector<const MethodRuns*>& runs) {
  std::vector<std::string> lines, faster;
  bool all_faster = true;
  const auto ratio = [](const MethodRuns& m, long from, long to) {
    return mean_after(m, objective, to) / mean_after(m, objective, from);
  };
  for (const MethodRuns* m : runs) {
    const long last = last_sweep(*m);
    lines.push_back(fmt::format("{}, {}: F after sweep 10 is {:.2g} of that after sweep 1, after sweep {} {:.2g} of it",
                                m->method->name, m->row->name, ratio(*m, 1, 10), last, ratio(*m, 1, last)));
    for (const MethodRuns* other : runs) {
      if (of_fashion(*m) || !of_fashion(*other) || m->row->width != other->row->width) continue;
      faster.push_back(fmt::format("{:.2g} to {:.2g} at width {}", mean_after(*other, objective, last),
                                   mean_after(*m, objective, last), m->row->width));
      all_faster = all_faster && ratio(*other, 1, last) < ratio(*m, 1, last);
    }
  }
  if (!faster.empty()) {
    lines.push_back(fmt::format("F falls faster on Fashion-MNIST than on MNIST: {}; F at the end {}",
                                came_out(all_faster), fmt::join(faster, ", ")));
  }
  return lines;
}

/// The first sweep with that accuracy, the median over seeds; 0 where a half of them does not get there.
long first_at(const MethodRuns& m, Values values, double accuracy) {
  std::vector<long> sweeps;
  for (const RunRecord* run : m.runs) {
    const std::vector<double>& all = values(*run);
    const auto found = std::find_if(all.begin(), all.end(), [&](double value) { return value >= accuracy; });
    if (found != all.end()) sweeps.push_back(run->curve.sweep[static_cast<std::size_t>(found - all.begin())]);
  }
  if (2 * sweeps.size() <= m.runs.size()) return 0;
  std::sort(sweeps.begin(), sweeps.end());
  return sweeps[sweeps.size() / 2];
}

std::string sweep_or_none(long sweep) { return sweep == 0 ? "-" : std::to_string(sweep); }

/// Behind the last sweep, the best first.
std::vector<const MethodRuns*> ranking(const std::vector<MethodRuns>& results, const PaperRow& row, Values values) {
  std::vector<const MethodRuns*> order;
  for (const MethodRuns& m : results) {
    if (m.row == &row && !m.runs.empty()) order.push_back(&m);
  }
  const auto last = [&](const MethodRuns* m) { return mean_after(*m, values, last_sweep(*m)); };
  std::sort(order.begin(), order.end(), [&](const MethodRuns* a, const MethodRuns* b) { return last(a) > last(b); });
  return order;
}

/// What the paper says of the row's order, its start and its end.
std::vector<std::string> statements_on(const std::vector<MethodRuns>& results, const MethodRuns& dlam, Values values) {
  const auto last = [&](const MethodRuns& m) { return mean_after(m, values, last_sweep(m)); };
  const std::string& row = dlam.row->name;
  std::vector<std::string> lines, order, slower;
  const auto ranked = ranking(results, *dlam.row, values);
  bool first = true, all_slower = true;
  const long early = first_at(dlam, values, 70);
  for (const MethodRuns* m : ranked) {
    order.push_back(fmt::format("{} {:.1f}", m->method->name, last(*m)));
    if (m->method->name.starts_with("dlam")) continue;
    first = first && last(*m) <= last(dlam);
    if (m->method->name == "admm") continue;
    const long at = first_at(*m, values, 70);
    slower.push_back(fmt::format("{} {}", m->method->name, sweep_or_none(at)));
    all_slower = all_slower && (at == 0 || (early > 0 && at > early));
  }
  if (ranked.size() > 1) {
    lines.push_back(
        of_fashion(dlam)
            ? fmt::format("{}: at the end {} (the paper: DLAM is competitive)", row, fmt::join(order, ", "))
            : fmt::format("{}: that DLAM is ahead of all {}: {}", row, came_out(first), fmt::join(order, ", ")));
  }
  lines.push_back(fmt::format("{}: DLAM is at 70 % in sweep {}; that it goes on to 80 % or more {}: {:.1f} at the end",
                              row, sweep_or_none(early), came_out(last(dlam) >= 80), last(dlam)));
  if (!slower.empty()) {
    lines.push_back(fmt::format("{}: that gradient methods rise more slowly {}: they are at 70 % in sweep {}", row,
                                came_out(all_slower), fmt::join(slower, ", ")));
  }
  for (const MethodRuns* m : ranked) {
    if (m->method->name != "admm") continue;
    const auto highest = [&](const RunRecord& run) {
      return *std::max_element(values(run).begin(), values(run).end());
    };
    const double most = mean_over_seeds(*m, highest);
    lines.push_back(fmt::format(
        "{}: that admm is quickly near 80 %, then falls a little, {}: {:.1f} at most, {:.1f} "
        "after sweep 10, {:.1f} at the end",
        row, came_out(most > 77 && most < 85 && last(*m) < most), most, mean_after(*m, values, 10), last(*m)));
  }
  return lines;
}

Shown accuracies(const std::vector<MethodRuns>& results, Values values, const char* what) {
  Shown shown;
  shown.table.header = {"row",          "method",
                        "seeds",        std::string(what) + ", after 10",
                        "50",           "100",
                        "last",         "sweeps to 70",
                        "sweeps to 80", "processor seconds a sweep and its evaluation"};
  for (const MethodRuns& m : results) {
    if (m.runs.empty()) continue;
    std::vector<std::string> cells = {m.row->name, m.method->name, std::to_string(m.runs.size())};
    const long last = last_sweep(m);
    for (const long sweep : {10L, 50L, 100L, last}) {
      cells.push_back(sweep > last ? "-" : fmt::format("{:.2f}", mean_after(m, values, sweep)));
    }
    for (const double at : {70.0, 80.0}) cells.push_back(sweep_or_none(first_at(m, values, at)));
    cells.push_back(fmt::format("{:.3f}", mean_over_seeds(m, processor_seconds)));
    shown.table.rows.push_back(cells);
  }
  for (const char* name : {"dlam", "dlam-halve"}) {
    for (const MethodRuns* dlam : of_method(results, name)) {
      if (name == std::string("dlam-halve")) {
        const double last = mean_after(*dlam, values, last_sweep(*dlam));
        shown.sentences.push_back(
            fmt::format("{}: with --epsilon-rule halve DLAM is at 80 % in sweep {}; {:.1f} at the end", dlam->row->name,
                        sweep_or_none(first_at(*dlam, values, 80)), last));
        continue;
      }
      for (std::string& line : statements_on(results, *dlam, values)) shown.sentences.push_back(std::move(line));
    }
  }
  return shown;
}

}  // namespace

Shown dlam_convergence(const std::vector<MethodRuns>& results) {
  Shown shown;
  shown.table.header = {"row",       "method",         "seeds", "F after 1",  "10",
                        "50",        "last",           "rises", "at most by", "epsilon ends at",
                        "violation", "trials a sweep", "CE",    "bound of CE"};
  for (const MethodRuns& m : results) {
    if (m.runs.empty()) continue;
    std::vector<std::string> cells = {m.row->name, m.method->name, std::to_string(m.runs.size())};
    const long last = last_sweep(m);
    for (const long sweep : {1L, 10L, 50L, last}) {
      cells.push_back(sweep > last ? "-" : fmt::format("{:.3g}", mean_after(m, objective, sweep)));
    }
    const std::vector<Rise> rises = rises_of(m);
    cells.push_back(std::to_string(rises.size()));
    cells.push_back(rises.empty() ? "-" : fmt::format("x {:.3g}", 1 + worst_of(rises)));
    const auto end = [&](const char* name) {
      return fmt::format("{:.2g}",
                         mean_over_seeds(m, [&](const RunRecord& run) { return after(run, figure(run, name), last); }));
    };
    cells.push_back(end("epsilon"));
    cells.push_back(fmt::format("{:.1g}", largest(m, "violation")));
    cells.push_back(fmt::format("{:.1f}", mean_figure(m, "trials_W") + mean_figure(m, "trials_A")));
    cells.push_back(fmt::format("{:.3g}", mean_over_seeds(m, [](const RunRecord& run) { return run.all.CE; })));
    cells.push_back(end("gap_bound"));
    shown.table.rows.push_back(cells);
  }
  for (const char* name : {"dlam", "dlam-mended", "dlam-fixed", "dlam-halve"}) {
    const auto runs = of_method(results, name);
    if (!runs.empty()) shown.sentences.push_back(rises_of_method(runs));
  }
  const auto printed = of_method(results, "dlam");
  if (printed.empty()) return shown;
  const bool falls =
      std::all_of(printed.begin(), printed.end(), [](const MethodRuns* m) { return rises_of(*m).empty(); });
  shown.sentences.push_back(
      fmt::format("with the printed rule of epsilon (dlam): that F falls in every sweep {}", came_out(falls)));
  for (std::string& line : ways_down(printed)) shown.sentences.push_back(std::move(line));
  return shown;
}

Shown dlam_training_accuracy(const std::vector<MethodRuns>& results) {
  return accuracies(results, training_accuracy, "training accuracy");
}

Shown dlam_test_accuracy(const std::vector<MethodRuns>& results) {
  return accuracies(results, test_accuracy, "test accuracy");
}

}  // namespace lysep
