#include "experiments/reproduce/dlam_runs.hpp"

#include <algorithm>

namespace lysep {

const std::vector<double>& figure(const RunRecord& run, const std::string& name) {
  static const std::vector<double> none;
  const auto found = run.curve.figures.find(name);
  return found == run.curve.figures.end() ? none : found->second;
}

double after(const RunRecord& run, const std::vector<double>& values, long sweep) {
  const auto& sweeps = run.curve.sweep;
  const auto next = std::upper_bound(sweeps.begin(), sweeps.end(), sweep) - sweeps.begin();
  return next == 0 || values.empty() ? NAN : values[static_cast<std::size_t>(next - 1)];
}

double mean_over_seeds(const MethodRuns& m, const std::function<double(const RunRecord&)>& of) {
  std::vector<double> values;
  for (const RunRecord* run : m.runs) values.push_back(of(*run));
  return statistics(values).mean;
}

std::vector<Rise> rises_of(const RunRecord& run) {
  const std::vector<double>&relative = figure(run, "rise"), &epsilon = figure(run, "epsilon");
  const auto fell = [&](std::size_t k) { return k > 0 && k < epsilon.size() && epsilon[k] < epsilon[k - 1]; };
  std::vector<Rise> rises;
  for (std::size_t k = 1; k < relative.size(); ++k) {
    if (relative[k] > 0) rises.push_back({run.curve.sweep[k], relative[k], fell(k) || fell(k - 1)});
  }
  return rises;
}

double processor_seconds(const RunRecord& run) {
  double sum = 0, sweeps = 0;
  for (const double seconds : figure(run, "processor")) {
    sum += seconds;
    sweeps += seconds > 0;
  }
  return sweeps > 0 ? sum / sweeps : 0;
}

}  // namespace lysep
