#include "experiments/reproduce/reference_runs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/numbers/bad_input.hpp"
#include "core/network/chain.hpp"
#include "core/network/state_data.hpp"
#include "experiments/commands/train.hpp"
#include "experiments/reproduce/thread_seconds.hpp"
#include "experiments/runs/trained_network.hpp"

namespace lysep {
namespace {

/// Sweeps with two significant digits.
bool on_curve(long sweep) {
  long unit = 1;
  while (sweep / unit >= 100) unit *= 10;
  return sweep % unit == 0;
}

/// The classes that the network predicts, as digits; X has one sample a column.
std::string predictions(const Chain<double>& chain, const Matrix<double>& X) {
  std::string digits;
  for (const int j : predicted_classes(network_logits(chain, X))) digits += static_cast<char>('0' + j);
  return digits;
}

void predict_plane(const PaperRow& row, const StateData& state, const Dataset& test, RunRecord& record) {
  const Chain<double> chain = state_of<double>(state).chain;
  Matrix<double> X(2, region_points);
  const auto middle = [&](Index i) {
    return (2.0 * (static_cast<double>(i) + 0.5) / static_cast<double>(region_points) - 1.0) * half_side(row);
  };
  for (Index j = 0; j < region_points; ++j) {
    for (Index i = 0; i < region_points; ++i) {
      X(0, i) = middle(i);
      X(1, i) = middle(j);
    }
    record.regions.push_back(predictions(chain, X));
  }
  Matrix<double> points(2, static_cast<Index>(test.samples()));
  for (Index n = 0; n < points.cols(); ++n) {
    for (Index i = 0; i < 2; ++i) points(i, n) = test.X[static_cast<std::size_t>(2 * n + i)];
  }
  record.predictions = predictions(chain, points);
}

}  // namespace

const PaperFigures* ReferenceMethod::paper(const PaperRow& row) const {
  if (against == Against::nothing) return nullptr;
  const auto& figures = against == Against::gd ? row.gd : row.lysep;
  return figures ? &*figures : nullptr;
}

// The paper names neither initial distribution nor steps: experiments/reproduce/settings_search.py chose them.
const std::vector<ReferenceMethod>& reference_methods() {
  using enum ReferenceMethod::Against;
  const std::string relaxed = "--step per-sample --relaxation 1.98";
  const auto rate = [](const char* method, const char* rate) {
    return fmt::format("--method {} --learning-rate {}", method, rate);
  };
  static const std::vector<ReferenceMethod> methods = {
      {"lysep", "#1f77b4", "", "", lysep},
      {"lysep-relaxed", "#17395c", relaxed, relaxed, lysep},
      {"gd", "#d62728", rate("gd", "0.2"), rate("gd", "0.3"), gd},
      {"gd-slow", "#ff9f1c", rate("gd", "0.01"), rate("gd", "0.01"), gd},  // near the paper's own figures
      {"momentum", "#2ca02c", rate("momentum", "0.1"), rate("momentum", "1"), nothing},
      {"adam", "#7fb7de", rate("adam", "0.003"), rate("adam", "0.03"), nothing},
      {"joint", "#b8860b", "--method joint --until 1e-10", "--method joint", lysep},
      {"lysep-frozen", "#8e6bbf", "", "--freeze conv", lysep, true},
      {"gd-frozen", "#e79a9a", "", rate("gd", "0.3") + " --freeze conv", gd, true},
  };
  return methods;
}

// The rules of epsilon are DLAM's own, the weights those of admm's paper; the rates settings_search.py has found.
const std::vector<ReferenceMethod>& dlam_methods() {
  static const std::vector<ReferenceMethod> methods = {
      {"dlam", "#1f77b4", "--method dlam --epsilon-rule printed", ""},
      {"dlam-mended", "#7fb7de", "--method dlam --epsilon-rule mended", ""},
      {"dlam-fixed", "#8e6bbf", "--method dlam --epsilon-rule fixed", ""},
      {"dlam-halve", "#17395c", "--method dlam --epsilon-rule halve", ""},
      {"dlam-last", "#b8860b", "--method dlam --epsilon-rule printed --first-trial last", ""},
      {"gd", "#d62728", "--method gd --learning-rate 0.5", ""},
      {"adagrad", "#2ca02c", "--method adagrad --learning-rate 0.03", ""},
      {"adadelta", "#ff9f1c", "--method adadelta --learning-rate 3", ""},
      {"admm", "#e377c2", "--method admm", ""},
  };
  return methods;
}

std::vector<const ReferenceMethod*> methods_of(const PaperRow& row) {
  std::vector<const ReferenceMethod*> methods;
  for (const ReferenceMethod& method : row.of_dlam() ? dlam_methods() : reference_methods()) {
    if (row.convolutional() || !method.convolutional_only) methods.push_back(&method);
  }
  return methods;
}

namespace {

/// The options of train for the network of a row, and how it starts: the same for all methods.
std::string network_of(const PaperRow& row) {
  if (row.convolutional()) {
    return fmt::format("--conv {} --channels {} --batch 1500 --refresh 200 --scale 1", row.layers, row.width);
  }
  const std::string scale = row.of_dlam() ? "--activation relu" : "--scale 1.4142";
  return fmt::format("--depth {} --width {} {}", row.layers, row.width, scale);
}

/// Which images, and how: of mnist pooled to the 196 pixels of DLAM's paper.
std::string pixels_of(const PaperRow& row, long samples) {
  if (!row.of_dlam()) return "";
  return fmt::format("--samples {} {}--pixels unit ", samples, row.images == "mnist" ? "--image-pool 2 " : "");
}

}  // namespace

std::string ReferenceRun::command() const {
  std::string options = row->convolutional() ? method->convolutional_options : method->options;
  if (!row->rho.empty()) options += " --rho " + row->rho;
  if (samples > 0 && options.starts_with("--method dlam")) {  // rho ||A||_2^2 grows with the samples
    const double part = static_cast<double>(samples) / static_cast<double>(row->samples);
    options += fmt::format(" --alpha0 {0:.4g} --tau0 {0:.4g}", part);
  }
  return fmt::format("./lysep train --data {} {}{} {}{}--sweeps {} --seed {}", row->data(),
                     pixels_of(*row, samples > 0 ? samples : row->samples), network_of(*row), options,
                     options.empty() ? "" : " ", sweeps, seed);
}

double half_side(const PaperRow& row) { return row.table == "table-5.1" ? 1.0 : 0.5; }

namespace {

/// What is known before it begins.
RunRecord record_of(const ReferenceRun& run) {
  RunRecord record;
  record.command = run.command();
  record.table = run.row->table;
  record.row = run.row->name;
  record.method = run.method->name;
  record.seed = run.seed;
  return record;
}

void add_to_curve(const TraceRow& row, RunRecord& record) {
  record.curve.sweep.push_back(row.sweep);
  record.curve.seconds.push_back(row.seconds);
  record.curve.CE.push_back(row.network.CE);
  record.curve.accuracy.push_back(row.network.accuracy);
  record.curve.S.push_back(row.S);
  record.curve.L_S.push_back(row.L_S);
  record.curve.bound.push_back(row.bound);
}

/// The figures of DLAM's rows, before the sweep is on the curve.
void add_figures(const MethodEntry& method, const TraceRow& row, double processor, Curve& curve) {
  for (std::size_t k = 0; k < row.figures.size(); ++k) curve.figures[method.figures[k]].push_back(row.figures[k]);
  if (row.test) curve.figures["test_accuracy"].push_back(row.test->accuracy);
  curve.figures["processor"].push_back(processor);
  const double before = curve.S.empty() ? row.S : curve.S.back();
  curve.figures["rise"].push_back(std::max(0.0, (row.S - before) / before));
}

/// What a row of the trace adds.
void add(const ReferenceRun& run, const TraceRow& row, RunRecord& record) {
  if (!record.sweeps_to_paper && run.row->lysep && row.network.CE <= run.row->lysep->CE) {
    record.sweeps_to_paper = row.sweep;
    record.seconds_to_paper = row.seconds;
  }
  if (run.row->of_dlam() || on_curve(row.sweep)) add_to_curve(row, record);
}

}  // namespace

std::optional<RunRecord> finish(const ReferenceRun& run, const RunStore& store, const std::string& checkpoint_every,
                                const std::function<void(long)>& at, const std::atomic<bool>& stop) {
  UnfinishedRun under_way{record_of(run), {}};
  const std::optional<UnfinishedRun> kept = store.unfinished(under_way.record);
  if (kept) under_way.record = kept->record;
  RunRecord& record = under_way.record;
  RunSpec spec = train_spec(record.command.substr(std::string("./lysep train ").size()));
  spec.training.trace = !run.row->seconds;  // Table 2 times sweeps, and nothing beside them
  spec.training.trace_test = run.row->of_dlam() && spec.training.trace;
  set_checkpoint_every("reproduce", checkpoint_every, spec.training);
  Problem problem = problem_of(spec);
  const Dataset test = run.row->in_plane() ? problem.test : Dataset{};
  if (kept) {
    fmt::print(stderr, "lysep: reproduce goes on with {} {}, seed {}, behind sweep {}\n", run.row->name,
               run.method->name, run.seed, kept->checkpoint.sweep);
    at(kept->checkpoint.sweep);
  }
  const MethodEntry& method = *method_named(spec.method);
  double began = 0;  // of a sweep: none yet
  const auto sink = [&](const TraceRow& row) {
    if (run.row->of_dlam()) add_figures(method, row, began > 0 ? thread_seconds() - began : 0, record.curve);
    add(run, row, record);
    at(row.sweep);
    began = thread_seconds();
  };
  const auto save = [&](const Checkpoint& checkpoint) {
    under_way.checkpoint = checkpoint;
    store.keep(under_way);
  };
  const TrainingResult result =
      run_training<double>(spec.training, std::move(problem), sink, stop, save, kept ? &kept->checkpoint : nullptr);
  if (result.interrupted) return {};
  record.sweeps = result.last.sweep;
  if (record.sweeps > 0 && (record.curve.sweep.empty() || record.curve.sweep.back() != record.sweeps)) {
    add_to_curve(result.last, record);
  }
  record.failure = result.failure;
  record.all = result.all;
  record.batch = result.last.network;
  record.test = *result.test;
  record.seconds = result.last.seconds;
  record.hash = fmt::format("{:016x}", hash_of(result.state));
  if (run.row->in_plane()) predict_plane(*run.row, result.state, test, record);
  return record;
}

}  // namespace lysep
