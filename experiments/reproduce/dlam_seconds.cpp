// Table 2 of DLAM's paper: seconds a sweep against rho and the samples.
#include <fmt/format.h>

#include <algorithm>

#include "experiments/reproduce/dlam_runs.hpp"

namespace lysep {
namespace {

double processor(const MethodRuns& m) { return mean_over_seeds(m, processor_seconds); }

double trials(const MethodRuns& m) {
  return mean_over_seeds(m, [](const RunRecord& run) {
    return statistics(figure(run, "trials_W")).mean + statistics(figure(run, "trials_A")).mean;
  });
}

double wall(const MethodRuns& m) {
  return mean_over_seeds(
      m, [](const RunRecord& run) { return run.seconds / static_cast<double>(std::max(run.sweeps, 1L)); });
}

/// In how many of the pairs of neighbours the larger of both takes longer.
struct Growth {
  int grows = 0, pairs = 0;
  void add(double smaller, double larger) {
    ++pairs;
    grows += larger > smaller;
  }
  std::string text() const { return fmt::format("{} of {} pairs of neighbours", grows, pairs); }
};

/// The method's runs, by images, rho and samples.
using Times = std::map<std::string, std::map<double, std::map<long, double>>>;

template <class F>
Times times_of(const std::vector<MethodRuns>& results, const std::string& method, F seconds) {
  Times times;
  for (const MethodRuns& m : results) {
    if (m.method->name == method && !m.runs.empty()) {
      times[m.row->images][std::stod(m.row->rho)][m.row->samples] = seconds(m);
    }
  }
  return times;
}

template <class Key>
void add_neighbours(const std::map<Key, double>& line, Growth& growth) {
  for (auto at = line.begin(); at != line.end() && std::next(at) != line.end(); ++at) {
    growth.add(at->second, std::next(at)->second);
  }
}

/// "processor seconds grow with the samples in 38 of 40 ..., with rho in 36 of 40 ...; from rho 1e-4 to 1 by a factor
/// of".
std::string growth(const char* what, const Times& times) {
  Growth with_samples, with_rho;
  std::string factors;
  for (const auto& [images, by_rho] : times) {
    std::map<long, std::map<double, double>> by_samples;
    for (const auto& [rho, line] : by_rho) {
      add_neighbours(line, with_samples);
      for (const auto& [samples, seconds] : line) by_samples[samples][rho] = seconds;
    }
    for (const auto& [samples, line] : by_samples) add_neighbours(line, with_rho);
    std::erase_if(by_samples, [](const auto& line) { return line.second.size() < 2; });
    if (by_samples.empty()) continue;
    const auto& line = by_samples.rbegin()->second;
    factors += fmt::format("; of {} {} by a factor of {:.2f} from rho {:g} to {:g}", by_samples.rbegin()->first, images,
                           line.rbegin()->second / line.begin()->second, line.begin()->first, line.rbegin()->first);
  }
  return fmt::format("{}: longer with more samples in {}, with a larger rho in {}{}", what, with_samples.text(),
                     with_rho.text(), factors);
}

}  // namespace

Shown dlam_seconds(const std::vector<MethodRuns>& results) {
  Shown shown;
  shown.table.header = {"row",
                        "method",
                        "seeds",
                        "seconds of a processor a sweep",
                        "printed (on their machine)",
                        "trials a sweep",
                        "seconds a sweep"};
  for (const MethodRuns& m : results) {
    if (m.runs.empty()) continue;
    shown.table.rows.push_back({m.row->name, m.method->name, std::to_string(m.runs.size()),
                                processor(m) > 0 ? fmt::format("{:.4f}", processor(m)) : "-",
                                fmt::format("{:.4f}", *m.row->seconds), fmt::format("{:.1f}", trials(m)),
                                fmt::format("{:.4f}", wall(m))});
  }
  const auto printed = [](const MethodRuns& m) { return *m.row->seconds; };
  for (const char* method : {"dlam", "dlam-last"}) {
    const Times times = times_of(results, method, processor);
    if (times.empty()) continue;
    if (shown.sentences.empty())
      shown.sentences.push_back(growth("printed, of these rows", times_of(results, method, printed)));
    shown.sentences.push_back(growth(method == std::string("dlam")
                                         ? "dlam, which begins at alpha0 and tau0 in every sweep (--first-trial fixed)"
                                         : "dlam-last, which begins near what it took last (--first-trial last)",
                                     times));
    shown.sentences.push_back(growth("its trials", times_of(results, method, trials)));
  }
  return shown;
}

}  // namespace lysep
