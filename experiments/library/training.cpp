#include <fmt/format.h>

#include <cmath>
#include <set>

#include "experiments/runs/run_data.hpp"
#include "experiments/runs/run_files.hpp"
#include "experiments/runs/run_options.hpp"
#include "experiments/runs/version.hpp"
#include "experiments/library/entry.hpp"
#include "experiments/library/kept_network.hpp"
#include <lysep/training.hpp>

namespace lysep {
namespace {

/// What has to do with files only.
bool names_files(const std::string& option) { return option == "--data" || option == "--init"; }

/// The run that the options name; `init`, where there is one, is what errors call the start.
RunSpec spec_of_options(const TrainOptions& options, const std::string& init) {
  RunOptions c;
  std::map<std::string, OptionTarget> targets;
  add_run_options(c, [&](const RunOption& option) {
    if (!names_files(option.name)) targets.emplace(option.name, option.target);
  });
  std::set<std::string> given;
  for (const auto& [option, text] : options) {
    const std::string name = "--" + option;
    const auto target = targets.find(name);
    if (target == targets.end()) throw BadInput("train requires an option that it has, but got " + name);
    if (!given.insert(name).second) throw BadInput("train requires every option once, but got " + name + " again");
    set_from_text(name, target->second, text);
  }
  c.given = [&](const std::string& name) { return given.count(name) > 0; };
  c.spec.data = samples_in_memory;
  c.spec.init = init;
  take_run_options(c);
  return c.spec;
}

SweepProgress progress_of(const MethodEntry& method, const TraceRow& row, bool figures) {
  SweepProgress p{row.sweep, row.batch, row.S, NAN, NAN, NAN, NAN, row.seconds};
  if (method.minimises_S()) p.L_S = row.L_S;
  if (!figures) return p;
  if (method.minimises_S()) p.bound = row.bound;
  p.CE = row.network.CE;
  p.accuracy = row.network.accuracy;
  return p;
}

Trained trained(RunSpec spec, Problem problem, const DataNotes& notes, const Monitor& monitor) {
  take_options_of(problem.start, spec);
  const MethodEntry& method = *method_named(spec.method);
  spec.training.trace = monitor.progress && monitor.figures;
  const bool figures = spec.training.trace || spec.training.until > 0;
  std::atomic<bool> stop{false};
  const std::stop_callback on_stop(monitor.stop, [&] { stop = true; });
  TrainingResult result = run_training(
      spec, std::move(problem),
      [&](const TraceRow& row) {
        if (!monitor.progress) return;
        try {
          monitor.progress(progress_of(method, row, figures));
        } catch (...) {
          throw PassedOn{std::current_exception()};
        }
      },
      stop);
  if (result.state.layers.empty()) {  // not even the start could be evaluated
    throw Error(Error::Kind::stopped_by_arithmetic, "train stopped: " + result.failure);
  }
  const std::string line = last_line(method, result);
  Trained t{network_of(std::move(result.state), {notes.classes, notes.mean, notes.deviation}), status_of(result), line,
            notes.warnings};
  t.sweeps = result.last.sweep;
  t.objective = result.last.S;
  t.seconds = result.last.seconds;
  t.CE = result.all.CE;
  t.accuracy = result.all.accuracy;
  t.batch_CE = result.last.network.CE;
  t.batch_accuracy = result.last.network.accuracy;
  if (result.test) t.test_accuracy = result.test->accuracy;
  return t;
}

}  // namespace

inline namespace v0_2 {

const char* library_version() { return version(); }

std::vector<OptionHelp> train_options() {
  return at_entry([&] {
    RunOptions c;
    std::vector<OptionHelp> all;
    add_run_options(c, [&](const RunOption& option) {
      if (!names_files(option.name)) all.push_back({option.name.substr(2), option.help});
    });
    return all;
  });
}

Trained train(const LabelledSamples& samples, const TrainOptions& options, const Monitor& monitor) {
  return at_entry([&] {
    const RunSpec spec = spec_of_options(options, "");
    const Dataset all = dataset_of("train", samples);
    DataNotes notes;
    Problem problem = problem_of(spec, all, notes);
    return trained(spec, std::move(problem), notes, monitor);
  });
}

Trained train(const Network& start, const TrainOptions& options, const Monitor& monitor) {
  return at_entry([&] {
    const RunSpec spec = spec_of_options(options, "the network to begin with");
    const KeptNetwork& kept = start.kept();
    const std::string& format = method_named(spec.method)->format.name;
    if (kept.state.format != format) {
      throw BadInput(fmt::format("train requires a network of format {} for --method {}, but got {}", format,
                                 spec.method, kept.state.format));
    }
    const DataNotes notes{"", {}, {}, kept.use.classes, kept.use.mean, kept.use.deviation};
    return trained(spec, problem_of(spec, kept.state), notes, monitor);
  });
}

}  // namespace v0_2
}  // namespace lysep
