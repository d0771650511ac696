#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <thread>

#include "core/numbers/bad_input.hpp"
#include "core/numbers/parallel.hpp"
#include "datasets/image_data.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/reproduce/bsum_figures.hpp"
#include "experiments/reproduce/gnuplot.hpp"
#include "experiments/reproduce/report.hpp"
#include "experiments/runs/run_spec.hpp"

namespace lysep {
namespace {

struct ReproduceCommand {
  std::optional<CommandLine> line;
  std::string name, out, checkpoint_every = "60s";
  std::vector<std::string> rows, methods;
  std::uint64_t seeds = 10;
  long sweeps = 10000;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
};

/// A table or figure of the paper. Empty rows or methods: all of the table.
struct Reproduction {
  std::string name, title, table;
  std::vector<std::string> rows, methods;
  bool runs = true, curves = false, bound = false, regions = false;
};

const std::vector<Reproduction>& reproductions() {
  static const std::vector<Reproduction> all = {
      {"table-5.1", "Table 5.1: circle", "table-5.1", {}, {}, true, true, true, true},
      {"table-5.2", "Table 5.2: interface tracking", "table-5.2", {}, {}, true, true, true, true},
      {"table-5.3", "Table 5.3: MNIST", "table-5.3", {}, {}, true, true, true, false},
      {"table-5.3-fashion",
       "The networks of Table 5.3 on Fashion-MNIST",
       "table-5.3-fashion",
       {},
       {},
       true,
       true,
       true,
       false},
      {"figure-5.1", "Figure 5.1: test samples of the circle", "table-5.1", {"3x10"}, {}, false, false, false, true},
      {"figure-5.2",
       "Figure 5.2: loss and accuracy",
       "table-5.1",
       {"3x10", "20x10"},
       {"lysep", "gd"},
       true,
       true,
       false,
       false},
      {"figure-5.3",
       "Figure 5.3: classification of the circle",
       "table-5.1",
       {"3x10", "20x10"},
       {"gd", "lysep"},
       true,
       false,
       false,
       true},
      {"figure-5.4",
       "Figure 5.4: classification of the interface",
       "table-5.2",
       {"20x20@0", "20x20@0.001", "20x20@0.004", "20x20@0.015"},
       {"gd", "lysep"},
       true,
       false,
       false,
       true},
  };
  return all;
}

const Reproduction& reproduction_named(const std::string& name) {
  std::vector<std::string> names;
  for (const Reproduction& r : reproductions()) {
    if (r.name == name) return r;
    names.push_back(r.name);
  }
  for (const std::string& figure : bsum_figure_names()) names.push_back(figure);
  throw BadInput(fmt::format("reproduce requires one of {}, but got {}", fmt::join(names, ", "), name));
}

/// Those of `all` that are named in `asked`, or in `usual` where nothing is asked, in their order; all where nothing is
/// named.
template <class T, class Name>
std::vector<const T*> chosen(const char* option, const std::vector<const T*>& all, Name name,
                             const std::vector<std::string>& asked, const std::vector<std::string>& usual) {
  const auto& names = asked.empty() ? usual : asked;
  if (names.empty()) return all;
  std::vector<const T*> some;
  for (const std::string& wanted : names) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const T* item) { return name(*item) == wanted; });
    if (found == all.end()) {
      std::vector<std::string> known;
      for (const T* item : all) known.push_back(name(*item));
      throw BadInput(fmt::format("reproduce requires {} of {}, but got {}", option, fmt::join(known, ", "), wanted));
    }
    if (std::find(some.begin(), some.end(), *found) == some.end()) some.push_back(*found);
  }
  return some;
}

/// What is to be done, and shown.
struct Plan {
  const Reproduction* what;
  std::vector<const PaperRow*> rows;
  std::vector<const ReferenceMethod*> methods;
  std::vector<ReferenceRun> runs;  // all rows and methods of one seed, then of the next
};

Plan plan_of(const ReproduceCommand& c, bool all) {
  Plan plan{&reproduction_named(c.name), {}, {}, {}};
  std::vector<const PaperRow*> rows;
  std::vector<const ReferenceMethod*> methods;
  for (const PaperRow& row : paper_rows()) {
    if (row.table == plan.what->table) rows.push_back(&row);
  }
  for (const ReferenceMethod& method : reference_methods()) {
    if (rows.front()->convolutional() || !method.convolutional_only) methods.push_back(&method);
  }
  const std::vector<std::string> nothing;
  const auto row_name = [](const PaperRow& row) { return row.name; };
  const auto method_name = [](const ReferenceMethod& method) { return method.name; };
  plan.rows = chosen("--rows", rows, row_name, all ? nothing : c.rows, plan.what->rows);
  plan.methods = chosen("--methods", methods, method_name, all ? nothing : c.methods, plan.what->methods);
  for (std::uint64_t seed = 0; seed < c.seeds && plan.what->runs; ++seed) {
    for (const PaperRow* row : plan.rows) {
      for (const ReferenceMethod* method : plan.methods) plan.runs.push_back({row, method, seed, c.sweeps});
    }
  }
  return plan;
}

void check_ranges(const ReproduceCommand& c) {
  if (c.seeds < 1 || c.seeds > 10000)
    throw BadInput(fmt::format("reproduce requires 1 <= --seeds <= 10000, but got {}", c.seeds));
  if (c.sweeps < 1 || c.sweeps > 1000000000) {
    throw BadInput(fmt::format("reproduce requires 1 <= --sweeps <= 1000000000, but got {}", c.sweeps));
  }
  if (c.threads < 1 || c.threads > 1024) {
    throw BadInput(fmt::format("reproduce requires 1 <= --threads <= 1024, but got {}", c.threads));
  }
  TrainingOptions refused_here;
  set_checkpoint_every("reproduce", c.checkpoint_every, refused_here);
}

void fetch_images_of(const std::vector<ReferenceRun>& runs) {
  const ImageDataset* images = image_dataset_named(runs.front().row->data());
  if (images && !images->present()) fetch_images(*images);
}

/// Runs what the store does not have, each run on one thread; when a signal stops it, keeps what is finished and where
/// the others were. Returns the number of new runs.
long run_missing(const Plan& plan, const ReproduceCommand& c, RunStore& store) {
  std::vector<ReferenceRun> missing;
  for (const ReferenceRun& run : plan.runs) {
    if (!store.find(run.command())) missing.push_back(run);
  }
  if (missing.empty()) return 0;
  fetch_images_of(missing);  // once, not in every thread
  Progress progress("reproduce " + c.name, static_cast<long>(missing.size()) * c.sweeps, false);
  std::mutex mutex;
  long sweeps = 0, finished = 0;
  std::exception_ptr error;
  ThreadPool pool(c.threads);
  pool.for_each(missing.size(), [&](std::size_t k) {
    if (stop_requested) return;
    try {
      long done = 0;  // of its sweeps
      const auto at = [&](long sweep) {
        const std::lock_guard lock(mutex);
        sweeps += sweep - done;
        done = sweep;
        progress.at(sweeps, fmt::format("sweeps, {} of {} runs done", finished, missing.size()));
      };
      const auto record = finish(missing[k], store, c.checkpoint_every, at, stop_requested);
      const std::lock_guard lock(mutex);
      if (!record) return;
      store.add(*record);
      ++finished;
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
      stop_requested = true;
    }
  });
  if (error) std::rethrow_exception(error);
  return finished;
}

/// The finished runs of the plan's rows and methods with its number of sweeps, of all seeds.
std::vector<std::vector<MethodRuns>> results_of(const Plan& plan, const RunStore& store, long sweeps) {
  std::vector<std::vector<MethodRuns>> rows;
  for (const PaperRow* row : plan.rows) {
    rows.emplace_back();
    for (const ReferenceMethod* method : plan.methods) {
      MethodRuns of_method{row, method, {}};
      for (const auto& [command, record] : store.records()) {
        const bool asked_for = command == ReferenceRun{row, method, record.seed, sweeps}.command();
        if (plan.what->runs && asked_for) of_method.runs.push_back(&record);
      }
      std::sort(of_method.runs.begin(), of_method.runs.end(),
                [](const RunRecord* a, const RunRecord* b) { return a->seed < b->seed; });
      rows.back().push_back(of_method);
    }
  }
  std::erase_if(rows, [&](const auto& row) {
    return plan.what->runs && std::all_of(row.begin(), row.end(), [](const MethodRuns& m) { return m.runs.empty(); });
  });
  return rows;
}

std::vector<Picture> draw_all(const Reproduction& what, const std::string& folder,
                              const std::vector<std::vector<MethodRuns>>& rows) {
  std::vector<Picture> pictures;
  const auto name = [&](const std::string& kind, const std::string& row) {
    return fmt::format("{}-{}{}{}", what.name, kind, row.empty() ? "" : "-", row);
  };
  if (what.regions) {  // one picture for each network of Table 5.2, else one
    std::map<std::string, std::vector<std::vector<MethodRuns>>> groups;
    for (const auto& row : rows) {
      const std::string& of = row.front().row->name;
      groups[row.front().row->time.empty() ? "" : of.substr(0, of.find('@'))].push_back(row);
    }
    for (const auto& [network, group] : groups)
      pictures.push_back(draw_regions(folder, name("regions", network), group));
  }
  for (const auto& row : rows) {
    const std::string& of = row.front().row->name;
    if (what.curves) pictures.push_back(draw_curves(folder, name("curves", of), row));
    const auto run = std::find_if(row.begin(), row.end(), [](const MethodRuns& m) {
      return m.method->against == ReferenceMethod::Against::lysep && !m.runs.empty();
    });
    if (what.bound && run != row.end()) pictures.push_back(draw_bound(folder, name("bound", of), *run->runs.front()));
  }
  return pictures;
}

void write_all(const Plan& plan, const ReproduceCommand& c, const RunStore& store,
               const std::vector<std::vector<MethodRuns>>& rows, Report report) {
  const std::string pictures = c.out + "/pictures";
  std::filesystem::create_directories(pictures);
  store.write_results();
  report.title = plan.what->title;
  report.options = fmt::format(
      "reproduce {} with {} sweeps; one setting a method for all dense and one for all convolutional rows, found by "
      "experiments/reproduce/settings_search.py; a run is one line of train, and gives the same hash everywhere",
      c.name, c.sweeps);
  if (!rows.empty()) report.pictures = draw_all(*plan.what, pictures, rows);
  for (const auto& row : rows) {
    for (const MethodRuns& m : row) report.runs.insert(report.runs.end(), m.runs.begin(), m.runs.end());
  }
  write_report(c.out + "/" + c.name + ".html", pictures, report);
  fmt::print("\n{0}/{1}.html, {0}/results.json, {2} pictures in {0}/pictures\n", c.out, c.name, report.pictures.size());
}

/// One run a curve, of its own method and seed.
int reproduce_bsum(const ReproduceCommand& c) {
  for (const char* option : {"--seeds", "--rows", "--methods", "--checkpoint-every", "--threads"}) {
    if (!c.line->given(option)) continue;
    throw BadInput(fmt::format("reproduce requires --sweeps and --out alone for {}, but got {}", c.name, option));
  }
  BsumFigureOptions options{c.name, c.out};
  if (c.line->given("--sweeps")) options.sweeps = c.sweeps;
  reproduce_bsum_figure(options);
  return stop_requested ? exit_stopped : exit_done;
}

int reproduce(const ReproduceCommand& c) {
  check_ranges(c);
  const auto of_bsum = bsum_figure_names();
  if (std::find(of_bsum.begin(), of_bsum.end(), c.name) != of_bsum.end()) return reproduce_bsum(c);
  const Plan plan = plan_of(c, false);
  if (c.out.empty() && plan.what->name.starts_with("figure")) {
    throw BadInput(fmt::format("reproduce requires --out for the pictures of {}, but got none", c.name));
  }
  for (const char* option : {"--seeds", "--rows", "--methods", "--sweeps"}) {
    if (plan.what->runs || !c.line->given(option)) continue;
    throw BadInput(
        fmt::format("reproduce requires --out alone for {}, which needs no run, but got {}", c.name, option));
  }
  if (!c.out.empty()) gnuplot_version();
  if (!plan.runs.empty() && !std::filesystem::exists(c.out)) fetch_images_of(plan.runs);  // or leave no folder
  RunStore store(c.out);
  const long fresh = run_missing(plan, c, store);
  const bool figure = plan.what->name.starts_with("figure");
  const auto rows = results_of(figure ? plan : plan_of(c, true), store, c.sweeps);

  Report report;
  if (plan.what->runs) {
    std::vector<MethodRuns> all;
    for (const auto& row : rows) all.insert(all.end(), row.begin(), row.end());
    report.table = comparison(all);
    report.sentences = summary(all, c.sweeps);
    fmt::print("{}; {} runs asked for, {} of them new\n\n{}\n", plan.what->title, plan.runs.size(), fresh,
               report.table.text());
    for (const std::string& sentence : report.sentences) fmt::print("{}\n", sentence);
  }
  if (!c.out.empty()) write_all(plan, c, store, rows, report);
  return stop_requested ? exit_stopped : exit_done;
}

}  // namespace

Command add_reproduce(CommandLine line) {
  auto c = std::make_shared<ReproduceCommand>();
  c->line = line;
  line.option("NAME", &c->name,
              "table-5.1, table-5.2, table-5.3, table-5.3-fashion, figure-5.1, ..., figure-5.4, bsum-figure-2a, "
              "bsum-figure-2b, bsum-figure-a1, bsum-bounds");
  line.option("--seeds", &c->seeds, "seeds 0, 1, ... of every row and method");
  line.option("--rows", &c->rows, "LxM, LxM@t of Table 5.2, L1xC of Table 5.3; default all");
  line.option("--methods", &c->methods,
              "of lysep, lysep-relaxed, gd, gd-slow, momentum, adam (and, of Table 5.3, lysep-frozen, gd-frozen); "
              "default all");
  line.option("--sweeps", &c->sweeps, "of every run");
  line.option(
      "--out", &c->out,
      "folder for runs, results.json, report and pictures; runs that it holds are not repeated, those that were "
      "cut off go on");
  line.option("--checkpoint-every", &c->checkpoint_every,
              "K sweeps, or Ks: K seconds of training; what a run that was cut off goes on from, kept with --out");
  line.option("--threads", &c->threads, "runs at the same time");
  return [c] { return reproduce(*c); };
}

}  // namespace lysep
