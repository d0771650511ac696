#include "experiments/reproduce/bsum_bounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "experiments/commands/commands.hpp"
#include "experiments/commands/train.hpp"
#include "experiments/reproduce/bsum_baseline.hpp"
#include "experiments/reproduce/comparison.hpp"
#include "experiments/reproduce/thread_seconds.hpp"
#include "experiments/runs/output.hpp"

namespace lysep {
namespace {

/// One data set and network for all of its runs; the first run is that whose time the others have.
struct Contest {
  std::string name, title, network;
  bool regression;
  std::vector<BsumRun> runs;
};

std::vector<BsumRun> bounds(const std::string& options, const char* radius) {
  return {{"gradient, Lip", options + "--bound gradient --gamma lipschitz"},
          {"gradient, backtracking", options + "--bound gradient --gamma backtracking"},
          {"newton, 2 Lip", options + "--bound newton --gamma lipschitz"},
          {"newton, backtracking", options + "--bound newton --gamma backtracking"},
          {"proximal, gamma 1e-4", options + "--bound proximal --gamma 1e-4"},
          {fmt::format("linear, radius {}", radius), fmt::format("{}--bound linear --radius {}", options, radius)}};
}

/// Sigmoid, since a network without biases that is odd in its input cannot tell data that are even in theirs. Rates,
/// radii and gamma: those of the least median after 5000 sweeps of the first method, of powers of about 3 (gamma: 10).
std::vector<Contest> contests() {
  const std::string circle = "--data circle --samples 1000 --depth 3 --width 10 --activation sigmoid --scale 3";
  std::vector<BsumRun> classifiers = bounds("--method bsum --loss softmax-cross-entropy ", "0.03");
  for (const BsumRun& other :
       {BsumRun{"lysep", "--method lysep"}, BsumRun{"joint", "--method joint"},
        BsumRun{"gauss-newton", "--method gauss-newton"}, BsumRun{"quasi-newton", "--method quasi-newton"},
        BsumRun{"gradient descent, rate 3", "--method gd --learning-rate 3"},
        BsumRun{"adam, rate 0.1", "--method adam --learning-rate 0.1"}}) {
    classifiers.push_back(other);
  }
  std::vector<BsumRun> regressions = bounds("", "0.01");
  regressions.push_back({"gradient descent, rate 3", "", DescentRule::gradient, 3});
  regressions.push_back({"Adagrad, rate 0.1", "", DescentRule::adagrad, 0.1});
  regressions.push_back({"adam, rate 0.03", "", DescentRule::adam, 0.03});
  return {{"circle",
           "circle, 1000 samples, 2-10-10-2, sigmoid, cross-entropy; the bounds without biases, the others with those "
           "of hidden layers",
           circle, false, classifiers},
          {"bodyfat-like", "bodyfat-like, 13-10-10-10-1, logistic, squared loss, ridge 1e-4, without biases",
           bsum_logistic_network, true, regressions}};
}

struct TimedRun {
  double figure = NAN, accuracy = NAN, test_accuracy = NAN;  // figure: CE, or ||H - Y||^2/||Y||^2
  double seconds = 0;
  long sweeps = 0;
  std::string failure;
};

/// So many sweeps, or as many as begin within the seconds; one at least.
struct Budget {
  long sweeps;
  double seconds;
};

TimedRun run_method(const Contest& contest, const BsumRun& run, std::uint64_t seed, const Budget& budget) {
  const RunSpec spec =
      train_spec(fmt::format("{} {} --sweeps {} --seed {}", contest.network, run.options, budget.sweeps, seed));
  lysep::Problem problem = problem_of(spec);
  TimedRun timed;
  std::atomic<bool> enough = false;
  const double begin = thread_seconds();
  const auto sink = [&](const TraceRow&) {
    timed.seconds = thread_seconds() - begin;
    if (timed.seconds >= budget.seconds || stop_requested) enough = true;
  };
  const TrainingResult result = run_training(spec, std::move(problem), sink, enough);
  timed.sweeps = result.last.sweep;
  timed.failure = result.failure;
  timed.figure = contest.regression ? *result.all.mse : result.all.CE;
  if (contest.regression) return timed;
  timed.accuracy = result.all.accuracy;
  if (result.test) timed.test_accuracy = result.test->accuracy;
  return timed;
}

TimedRun run_baseline(const Contest& contest, const BsumRun& run, std::uint64_t seed, const Budget& budget) {
  TimedRun timed;
  const double begin = thread_seconds();
  const auto goes_on = [&](long sweeps) {
    timed.seconds = thread_seconds() - begin;
    return sweeps < 1 || (timed.seconds < budget.seconds && !stop_requested);
  };
  const CurveResult result = run_bsum_baseline(contest.network, run, seed, goes_on);
  timed.sweeps = static_cast<long>(result.mse.size());
  timed.figure = result.mse.back();
  return timed;
}

template <class Value>
double median_of(const std::vector<TimedRun>& runs, Value value) {
  std::vector<double> values;
  for (const TimedRun& run : runs) values.push_back(value(run));
  return median(values);
}

void print_row(const Contest& contest, const BsumRun& run, const std::vector<TimedRun>& runs) {
  const auto by_figure = [](const TimedRun& a, const TimedRun& b) { return a.figure < b.figure; };
  const auto [least, most] = std::minmax_element(runs.begin(), runs.end(), by_figure);
  std::string accuracies;
  if (!contest.regression) {
    accuracies = fmt::format("{:>10.2f}{:>10.2f}", median_of(runs, [](const TimedRun& r) { return r.accuracy; }),
                             median_of(runs, [](const TimedRun& r) { return r.test_accuracy; }));
  }
  const auto failed = std::find_if(runs.begin(), runs.end(), [](const TimedRun& r) { return !r.failure.empty(); });
  fmt::print("  {:<28}{:>11.3e}{:>11.3e}{:>11.3e}{}{:>9.0f}{:>9.3f}{}\n", run.name,
             median_of(runs, [](const TimedRun& r) { return r.figure; }), least->figure, most->figure, accuracies,
             median_of(runs, [](const TimedRun& r) { return static_cast<double>(r.sweeps); }),
             median_of(runs, [](const TimedRun& r) { return r.seconds; }),
             failed == runs.end() ? "" : ", " + failed->failure);
  std::fflush(stdout);
}

/// Its rows in the csv file.
std::string run_contest(const Contest& contest, const BsumBoundsOptions& o) {
  fmt::print("{}\n  {:<28}{:>11}{:>11}{:>11}{}{:>9}{:>9}\n", contest.title, "", contest.regression ? "mse" : "CE",
             "least", "most", contest.regression ? "" : fmt::format("{:>10}{:>10}", "accuracy", "test"), "sweeps",
             "seconds");
  constexpr long endless = 1000000000;
  std::vector<double> seconds;  // of the first method, a seed each
  std::string table;
  for (const BsumRun& run : contest.runs) {
    std::vector<TimedRun> runs;
    for (std::uint64_t seed = 0; seed < o.seeds; ++seed) {
      const Budget budget = seconds.size() < o.seeds ? Budget{o.sweeps, INFINITY} : Budget{endless, seconds[seed]};
      runs.push_back(run.rule ? run_baseline(contest, run, seed, budget) : run_method(contest, run, seed, budget));
      if (stop_requested) return table;
      const TimedRun& r = runs.back();
      if (&run == &contest.runs.front()) seconds.push_back(r.seconds);
      table += fmt::format("{},\"{}\",{},{},{:.6g},{:.17g},{:.6g},{:.6g}\n", contest.name, run.name, seed, r.sweeps,
                           r.seconds, r.figure, r.accuracy, r.test_accuracy);
    }
    print_row(contest, run, runs);
  }
  return table;
}

}  // namespace

void reproduce_bsum_bounds(const BsumBoundsOptions& o) {
  if (!o.out.empty()) make_folder("reproduce --out", o.out);
  fmt::print(
      "The bounds of BSUM at equal time: every method has, of each of {} seeds, the seconds of a processor that {} "
      "sweeps of the first\ntake; medians over the seeds, and the least and the most of them\n",
      o.seeds, o.sweeps);
  std::string table = "data,method,seed,sweeps,seconds,figure,accuracy,test_accuracy\n";
  for (const Contest& contest : contests()) {
    table += run_contest(contest, o);
    if (stop_requested) return;
  }
  if (!o.out.empty()) write_text(o.out + "/bsum-bounds.csv", table);
}

}  // namespace lysep
