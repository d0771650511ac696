#include "experiments/reproduce/comparison.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace lysep {
namespace {

template <class F>
Statistics over(const MethodRuns& m, F figure) {
  std::vector<double> values;
  for (const RunRecord* run : m.runs) values.push_back(figure(*run));
  return statistics(values);
}

/// What the paper's cross-entropy is compared with: of a convolutional network the last batch's, since its accuracies
/// are those of a batch.
Statistics compared_CE(const MethodRuns& m) {
  return over(m, [](const RunRecord& r) { return r.batch.CE; });
}
Statistics compared_accuracy(const MethodRuns& m) {
  return over(m, [](const RunRecord& r) { return r.batch.accuracy; });
}

std::string loss(const Statistics& s) {
  return s.count > 1 ? fmt::format("{:.2e} +- {:.1e}", s.mean, s.deviation) : fmt::format("{:.2e}", s.mean);
}
std::string percent(const Statistics& s) {
  return s.count > 1 ? fmt::format("{:.2f} +- {:.2f}", s.mean, s.deviation) : fmt::format("{:.2f}", s.mean);
}

const char* name_of(Standing verdict) {
  return verdict == Standing::better ? "better" : verdict == Standing::within ? "within 2 s" : "worse";
}

/// Median sweeps and seconds of the runs that reach the paper's cross-entropy of LySep, and how many do.
std::array<std::string, 2> way_to_paper(const MethodRuns& m) {
  std::vector<double> sweeps, seconds;
  for (const RunRecord* run : m.runs) {
    if (!run->sweeps_to_paper) continue;
    sweeps.push_back(static_cast<double>(*run->sweeps_to_paper));
    seconds.push_back(run->seconds_to_paper);
  }
  if (sweeps.empty()) return {"-", "-"};
  const std::string share = sweeps.size() < m.runs.size() ? fmt::format(" ({}/{})", sweeps.size(), m.runs.size()) : "";
  return {fmt::format("{:.0f}{}", median(sweeps), share), fmt::format("{:.2f}", median(seconds))};
}

/// The cross-entropy of a run after so many seconds of training: at the last point of its curve until then.
double CE_after(const RunRecord& run, double seconds) {
  double CE = NAN;
  for (std::size_t k = 0; k < run.curve.seconds.size() && run.curve.seconds[k] <= seconds; ++k) CE = run.curve.CE[k];
  return CE;
}

/// Median cross-entropy after the seconds that the run of Adam with the same seed took.
std::string at_adams_seconds(const MethodRuns& m, const std::vector<MethodRuns>& results) {
  std::vector<double> values;
  for (const MethodRuns& other : results) {
    if (other.row != m.row || other.method->name != "adam") continue;
    for (const RunRecord* run : m.runs) {
      for (const RunRecord* adam : other.runs) {
        if (adam->seed == run->seed) values.push_back(CE_after(*run, adam->seconds));
      }
    }
  }
  return values.empty() ? "-" : fmt::format("{:.1e}", median(values));
}

bool meets_goal(const MethodRuns& m) {
  const PaperFigures& paper = *m.row->lysep;
  return compared_CE(m).mean <= paper.CE + paper.CE_deviation && compared_accuracy(m).mean >= paper.accuracy - 0.3;
}

/// "lysep against the paper's LySep: better in 1, within 2 s in 3, worse in 1, reached in 4 of 5 rows".
std::string against_paper(const ReferenceMethod& method, const std::vector<MethodRuns>& results) {
  int rows = 0, goals = 0;
  std::array<int, 3> verdicts{};
  for (const MethodRuns& m : results) {
    if (m.method != &method || m.runs.empty() || !m.row->lysep) continue;
    ++rows;
    goals += meets_goal(m);
    const PaperFigures* paper = method.paper(*m.row);
    if (paper) ++verdicts[static_cast<std::size_t>(compare(compared_CE(m).mean, *paper))];
  }
  if (rows == 0) return "";
  const std::string reached = fmt::format("LySep's figures reached in {} of {} rows", goals, rows);
  if (method.against == ReferenceMethod::Against::nothing) return method.name + ": " + reached;
  return fmt::format("{}: better than the paper's {} in {}, within 2 s in {}, worse in {}; {}", method.name,
                     method.against == ReferenceMethod::Against::gd ? "gradient descent" : "LySep", verdicts[0],
                     verdicts[1], verdicts[2], reached);
}

/// "smallest mean CE: adam in 3x10, 3x16; lysep in 20x10". Less of the figure is better.
template <class F>
std::string winners(const char* what, const std::vector<MethodRuns>& results, F figure) {
  std::map<const PaperRow*, const MethodRuns*> best;
  for (const MethodRuns& m : results) {
    if (m.runs.empty()) continue;
    const MethodRuns*& of_row = best[m.row];
    if (!of_row || over(m, figure).mean < over(*of_row, figure).mean) of_row = &m;
  }
  std::vector<std::string> parts;
  for (const ReferenceMethod& method : reference_methods()) {
    std::vector<std::string> rows;
    for (const PaperRow& row : paper_rows()) {
      if (best.contains(&row) && best[&row]->method == &method) rows.push_back(row.name);
    }
    if (!rows.empty()) parts.push_back(fmt::format("{} in {}", method.name, fmt::join(rows, ", ")));
  }
  return fmt::format("{}: {}", what, fmt::join(parts, "; "));
}

/// Which of batch, all training and test samples the printed accuracies of LySep lie nearest to.
std::string nearest_accuracies(const ReferenceMethod& method, const std::vector<MethodRuns>& results) {
  std::array<int, 3> nearest{};
  for (const MethodRuns& m : results) {
    if (m.method != &method || m.runs.empty()) continue;
    const std::array<double, 3> means = {compared_accuracy(m).mean,
                                         over(m, [](const RunRecord& r) { return r.all.accuracy; }).mean,
                                         over(m, [](const RunRecord& r) { return r.test.accuracy; }).mean};
    const auto far = [&](double mean) { return std::abs(mean - m.row->lysep->accuracy); };
    const auto least =
        std::min_element(means.begin(), means.end(), [&](double a, double b) { return far(a) < far(b); });
    ++nearest[static_cast<std::size_t>(least - means.begin())];
  }
  return fmt::format(
      "{}: LySep's printed accuracy lies nearest to that of the batch in {}, of all training samples in {}, of the "
      "test samples in {} rows",
      method.name, nearest[0], nearest[1], nearest[2]);
}

std::vector<std::string> cells(const MethodRuns& m, const std::vector<MethodRuns>& results, bool convolutional) {
  std::vector<std::string> row = {m.row->name, m.method->name, std::to_string(m.runs.size())};
  const PaperFigures* paper = m.method->paper(*m.row);
  row.push_back(loss(compared_CE(m)));
  row.push_back(paper ? fmt::format("{:.2e} +- {:.1e}", paper->CE, paper->CE_deviation) : "-");
  row.push_back(paper ? name_of(compare(compared_CE(m).mean, *paper)) : "-");
  row.push_back(percent(compared_accuracy(m)));
  row.push_back(paper ? fmt::format("{:.2f} +- {:.2f}", paper->accuracy, paper->accuracy_deviation) : "-");
  if (convolutional) {
    row.push_back(loss(over(m, [](const RunRecord& r) { return r.all.CE; })));
    row.push_back(percent(over(m, [](const RunRecord& r) { return r.all.accuracy; })));
  }
  row.push_back(loss(over(m, [](const RunRecord& r) { return r.test.CE; })));
  row.push_back(percent(over(m, [](const RunRecord& r) { return r.test.accuracy; })));
  for (const std::string& cell : way_to_paper(m)) row.push_back(cell);
  row.push_back(at_adams_seconds(m, results));
  row.push_back(fmt::format("{:.1f}", over(m, [](const RunRecord& r) { return r.seconds; }).mean));
  return row;
}

}  // namespace

const RunRecord* MethodRuns::best() const {
  const auto found = std::min_element(runs.begin(), runs.end(),
                                      [](const RunRecord* a, const RunRecord* b) { return a->batch.CE < b->batch.CE; });
  return found == runs.end() ? nullptr : *found;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

Statistics statistics(const std::vector<double>& values) {
  Statistics s;
  s.count = values.size();
  if (values.empty()) return s;
  for (const double value : values) s.mean += value / static_cast<double>(s.count);
  double squares = 0;
  for (const double value : values) squares += (value - s.mean) * (value - s.mean);
  if (s.count > 1) s.deviation = std::sqrt(squares / static_cast<double>(s.count - 1));
  return s;
}

Standing compare(double mean_CE, const PaperFigures& paper) {
  if (mean_CE < paper.CE - 2 * paper.CE_deviation) return Standing::better;
  return mean_CE <= paper.CE + 2 * paper.CE_deviation ? Standing::within : Standing::worse;
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths;
  for (std::size_t k = 0; k < header.size(); ++k) {
    widths.push_back(header[k].size());
    for (const auto& row : rows) widths[k] = std::max(widths[k], row[k].size());
  }
  const auto line = [&](const std::vector<std::string>& row) {
    std::string text;
    for (std::size_t k = 0; k < row.size(); ++k) text += fmt::format("{:<{}}  ", row[k], widths[k]);
    return text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
  };
  std::string text = line(header);
  for (const auto& row : rows) text += line(row);
  return text;
}

TextTable comparison(const std::vector<MethodRuns>& results) {
  TextTable table;
  const bool convolutional = !results.empty() && results.front().row->convolutional();
  table.header = {"row", "method", "seeds", convolutional ? "batch CE" : "CE", "paper", "", "accuracy", "paper"};
  if (convolutional) {
    table.header[6] = "batch accuracy";
    table.header.insert(table.header.end(), {"CE, all", "accuracy, all"});
  }
  table.header.insert(table.header.end(), {"test CE", "test accuracy", "sweeps to LySep's CE", "seconds to it",
                                           "CE at Adam's seconds", "seconds"});
  for (const MethodRuns& m : results) {
    if (!m.runs.empty()) table.rows.push_back(cells(m, results, convolutional));
  }
  return table;
}

std::vector<std::string> summary(const std::vector<MethodRuns>& results, long sweeps) {
  if (std::all_of(results.begin(), results.end(), [](const MethodRuns& m) { return m.runs.empty(); })) {
    return {"no run is finished"};
  }
  std::vector<std::string> lines;
  for (const ReferenceMethod& method : reference_methods()) {
    std::string line = against_paper(method, results);
    if (line.empty()) continue;
    lines.push_back(std::move(line));
    const bool lysep = method.against == ReferenceMethod::Against::lysep;
    if (lysep && results.front().row->convolutional()) lines.push_back(nearest_accuracies(method, results));
  }
  lines.push_back(results.front().row->lysep
                      ? "s: the paper's standard deviation; reached: CE <= printed + s and accuracy >= printed - 0.3"
                      : "the paper prints nothing of this");
  lines.push_back(winners("smallest mean CE", results, [](const RunRecord& r) { return r.batch.CE; }));
  lines.push_back(winners("highest mean test accuracy", results, [](const RunRecord& r) { return -r.test.accuracy; }));
  for (const MethodRuns& m : results) {
    for (const RunRecord* run : m.runs) {
      if (run->failure.empty()) continue;
      lines.push_back(fmt::format("{} {} seed {} stopped: {}", m.row->name, m.method->name, run->seed, run->failure));
    }
  }
  if (sweeps != 10000 && results.front().row->lysep) {
    lines.push_back(fmt::format("these are {} sweeps; the paper's numbers are those after 10000", sweeps));
  }
  return lines;
}

}  // namespace lysep
