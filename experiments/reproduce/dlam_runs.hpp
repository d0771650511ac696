#pragma once
// Runs of DLAM's rows: what their curves say, and the tables and sentences of its figures and of its Table 2.
#include <functional>

#include "experiments/reproduce/pictures.hpp"

namespace lysep {

/// A figure of the run after every sweep; empty where it has none of that name.
const std::vector<double>& figure(const RunRecord& run, const std::string& name);

/// Of a run's list with a value a sweep: the one after that sweep, or after the last where there are fewer.
double after(const RunRecord& run, const std::vector<double>& values, long sweep);

/// The mean over the seeds of what `of` makes of a run.
double mean_over_seeds(const MethodRuns& m, const std::function<double(const RunRecord&)>& of);

/// A sweep behind which the objective is larger than behind the one before, and by how much of itself.
struct Rise {
  long sweep;
  double relative;
  bool epsilon_fell;  // behind this sweep or the one before
};
std::vector<Rise> rises_of(const RunRecord& run);

/// Seconds of a processor in a sweep: their mean, without a process's first; 0 where there is no other.
double processor_seconds(const RunRecord& run);

Shown dlam_convergence(const std::vector<MethodRuns>& results);
Shown dlam_training_accuracy(const std::vector<MethodRuns>& results);
Shown dlam_test_accuracy(const std::vector<MethodRuns>& results);
Shown dlam_seconds(const std::vector<MethodRuns>& results);

/// A panel for each row, as in Figures 1 to 3: the logarithm of the objective, or an accuracy, over sweeps.
Picture draw_dlam_objective(const std::string& folder, const std::string& name,
                            const std::vector<std::vector<MethodRuns>>& rows);
Picture draw_dlam_accuracy(const std::string& folder, const std::string& name,
                           const std::vector<std::vector<MethodRuns>>& rows, bool test);
/// Table 2 as lines over the samples, one for each rho; the printed ones dashed.
Picture draw_dlam_seconds(const std::string& folder, const std::string& name,
                          const std::vector<std::vector<MethodRuns>>& rows);

}  // namespace lysep
