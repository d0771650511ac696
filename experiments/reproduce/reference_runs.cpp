#include "experiments/reproduce/reference_runs.hpp"

#include <fmt/format.h>

#include "core/numbers/bad_input.hpp"
#include "core/network/chain.hpp"
#include "core/network/state_data.hpp"
#include "experiments/commands/train.hpp"
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

// The initial values of a row are the same for all methods.
std::string ReferenceRun::command() const {
  const std::string network =
      row->convolutional()
          ? fmt::format("--conv {} --channels {} --batch 1500 --refresh 200 --scale 1", row->layers, row->width)
          : fmt::format("--depth {} --width {} --scale 1.4142", row->layers, row->width);
  const std::string& options = row->convolutional() ? method->convolutional_options : method->options;
  return fmt::format("./lysep train --data {} {} {}{}--sweeps {} --seed {}", row->data(), network, options,
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

/// What a row of the trace adds.
void add(const ReferenceRun& run, const TraceRow& row, RunRecord& record) {
  if (!record.sweeps_to_paper && run.row->lysep && row.network.CE <= run.row->lysep->CE) {
    record.sweeps_to_paper = row.sweep;
    record.seconds_to_paper = row.seconds;
  }
  if (on_curve(row.sweep)) add_to_curve(row, record);
}

}  // namespace

std::optional<RunRecord> finish(const ReferenceRun& run, const RunStore& store, const std::string& checkpoint_every,
                                const std::function<void(long)>& at, const std::atomic<bool>& stop) {
  UnfinishedRun under_way{record_of(run), {}};
  const std::optional<UnfinishedRun> kept = store.unfinished(under_way.record);
  if (kept) under_way.record = kept->record;
  RunRecord& record = under_way.record;
  RunSpec spec = train_spec(record.command.substr(std::string("./lysep train ").size()));
  spec.training.trace = true;
  set_checkpoint_every("reproduce", checkpoint_every, spec.training);
  Problem problem = problem_of(spec);
  const Dataset test = run.row->convolutional() ? Dataset{} : problem.test;
  if (kept) {
    fmt::print(stderr, "lysep: reproduce goes on with {} {}, seed {}, behind sweep {}\n", run.row->name,
               run.method->name, run.seed, kept->checkpoint.sweep);
    at(kept->checkpoint.sweep);
  }
  const auto sink = [&](const TraceRow& row) {
    add(run, row, record);
    at(row.sweep);
  };
  const auto save = [&](const Checkpoint& checkpoint) {
    under_way.checkpoint = checkpoint;
    store.keep(under_way);
  };
  const TrainingResult result =
      run_training<double>(spec.training, std::move(problem), sink, stop, save, kept ? &kept->checkpoint : nullptr);
  if (result.interrupted) return {};
  record.sweeps = result.last.sweep;
  if (record.sweeps > 0 && !on_curve(record.sweeps)) add_to_curve(result.last, record);
  record.failure = result.failure;
  record.all = result.all;
  record.batch = result.last.network;
  record.test = *result.test;
  record.seconds = result.last.seconds;
  record.hash = fmt::format("{:016x}", hash_of(result.state));
  if (!run.row->convolutional()) predict_plane(*run.row, result.state, test, record);
  return record;
}

}  // namespace lysep
