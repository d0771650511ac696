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
#include "experiments/reproduce/bsum_bounds.hpp"
#include "experiments/reproduce/bsum_figures.hpp"
#include "experiments/reproduce/gnuplot.hpp"
#include "experiments/reproduce/report.hpp"
#include "experiments/reproduce/reproductions.hpp"
#include "experiments/runs/run_spec.hpp"

namespace lysep {
namespace {

struct ReproduceCommand {
  std::optional<CommandLine> line;
  std::string name, out, checkpoint_every = "60s";
  std::vector<std::string> rows, methods;
  std::optional<std::uint64_t> seeds, sweeps;  // absent: as many as the reproduction has
  long samples = 0;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
};

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
  std::uint64_t seeds;
  long sweeps;
  std::vector<const PaperRow*> rows;
  std::vector<const ReferenceMethod*> methods;
  std::vector<ReferenceRun> runs;  // all rows and methods of one seed, then of the next
  long samples;

  ReferenceRun run(const PaperRow* row, const ReferenceMethod* method, std::uint64_t seed) const {
    return {row, method, seed, sweeps, samples};
  }
};

Plan plan_of(const ReproduceCommand& c, bool all) {
  const Reproduction& what = reproduction_named(c.name);
  Plan plan{&what,    c.seeds.value_or(what.seeds), c.sweeps ? static_cast<long>(*c.sweeps) : what.sweeps, {}, {}, {},
            c.samples};
  std::vector<const PaperRow*> rows;
  for (const PaperRow& row : paper_rows()) {
    if (row.table == plan.what->table) rows.push_back(&row);
  }
  const std::vector<std::string> nothing;
  const auto row_name = [](const PaperRow& row) { return row.name; };
  const auto method_name = [](const ReferenceMethod& method) { return method.name; };
  plan.rows = chosen("--rows", rows, row_name, all ? nothing : c.rows, plan.what->rows);
  plan.methods =
      chosen("--methods", methods_of(*rows.front()), method_name, all ? nothing : c.methods, plan.what->methods);
  for (std::uint64_t seed = 0; seed < plan.seeds && what.runs; ++seed) {
    for (const PaperRow* row : plan.rows) {
      for (const ReferenceMethod* method : plan.methods) plan.runs.push_back(plan.run(row, method, seed));
    }
  }
  return plan;
}

/// Of figures of DLAM: its Table 2 has sizes of its own.
void check_samples(const ReproduceCommand& c) {
  if (reproduction_named(c.name).table != "dlam-figures") {
    throw BadInput(fmt::format("reproduce requires dlam-figure-1, -2 or -3 for --samples, but got {}", c.name));
  }
  for (const PaperRow& row : paper_rows()) {
    if (row.table != "dlam-figures" || (c.samples >= 1 && c.samples < row.samples)) continue;
    throw BadInput(fmt::format("reproduce requires 1 <= --samples < {}, but got {}", row.samples, c.samples));
  }
}

void check_ranges(const ReproduceCommand& c) {
  if (c.seeds && (*c.seeds < 1 || *c.seeds > 10000))
    throw BadInput(fmt::format("reproduce requires 1 <= --seeds <= 10000, but got {}", *c.seeds));
  if (c.sweeps && (*c.sweeps < 1 || *c.sweeps > 1000000000)) {
    throw BadInput(fmt::format("reproduce requires 1 <= --sweeps <= 1000000000, but got {}", *c.sweeps));
  }
  if (c.line->given("--samples")) check_samples(c);
  if (c.threads < 1 || c.threads > 1024) {
    throw BadInput(fmt::format("reproduce requires 1 <= --threads <= 1024, but got {}", c.threads));
  }
  TrainingOptions refused_here;
  set_checkpoint_every("reproduce", c.checkpoint_every, refused_here);
}

void fetch_images_of(const std::vector<ReferenceRun>& runs) {
  for (const ReferenceRun& run : runs) {
    const ImageDataset* images = image_dataset_named(run.row->data());
    if (images && !images->present()) fetch_images(*images);
  }
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
  Progress progress("reproduce " + c.name, static_cast<long>(missing.size()) * plan.sweeps, false);
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
std::vector<std::vector<MethodRuns>> results_of(const Plan& plan, const RunStore& store) {
  std::vector<std::vector<MethodRuns>> rows;
  for (const PaperRow* row : plan.rows) {
    rows.emplace_back();
    for (const ReferenceMethod* method : plan.methods) {
      MethodRuns of_method{row, method, {}};
      for (const auto& [command, record] : store.records()) {
        const bool asked_for = command == plan.run(row, method, record.seed).command();
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

void write_all(const Plan& plan, const ReproduceCommand& c, const RunStore& store,
               const std::vector<std::vector<MethodRuns>>& rows, Report report) {
  const std::string pictures = c.out + "/pictures";
  std::filesystem::create_directories(pictures);
  store.write_results();
  report.title = plan.what->title;
  report.options = fmt::format(
      "reproduce {} with {} sweeps; one setting a method for all dense and one for all convolutional rows, found by "
      "experiments/reproduce/settings_search.py; a run is one line of train, and gives the same hash everywhere",
      c.name, plan.sweeps);
  if (!rows.empty()) report.pictures = plan.what->draw(c.name, pictures, rows);
  for (const auto& row : rows) {
    for (const MethodRuns& m : row) report.runs.insert(report.runs.end(), m.runs.begin(), m.runs.end());
  }
  write_report(c.out + "/" + c.name + ".html", pictures, report);
  fmt::print("\n{0}/{1}.html, {0}/results.json, {2} pictures in {0}/pictures\n", c.out, c.name, report.pictures.size());
}

/// Rows and methods without a run, and that there are fewer images than the paper's.
void tell_what_is_missing(const Plan& whole, const std::vector<std::vector<MethodRuns>>& rows,
                          std::vector<std::string>& sentences) {
  std::vector<std::string> missing;
  for (const PaperRow* row : whole.rows) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.front().row == row; });
    std::vector<std::string> methods;
    for (std::size_t k = 0; found != rows.end() && k < found->size(); ++k) {
      if ((*found)[k].runs.empty()) methods.push_back((*found)[k].method->name);
    }
    if (found == rows.end()) missing.push_back(row->name);
    if (!methods.empty()) missing.push_back(fmt::format("{} with {}", row->name, fmt::join(methods, ", ")));
  }
  constexpr std::size_t told = 8;
  const std::string more = missing.size() > told ? fmt::format("; and {} more rows", missing.size() - told) : "";
  missing.resize(std::min(missing.size(), told));
  if (!missing.empty()) sentences.push_back(fmt::format("not run: {}{}", fmt::join(missing, "; "), more));
  if (whole.samples > 0) sentences.push_back(fmt::format("these are runs on the first {} images", whole.samples));
}

void require_of_bsum(const ReproduceCommand& c, const char* possible, std::vector<const char*> others) {
  for (const char* option : {"--rows", "--methods", "--samples", "--checkpoint-every", "--threads"})
    others.push_back(option);
  for (const char* option : others) {
    if (!c.line->given(option)) continue;
    throw BadInput(fmt::format("reproduce requires {} alone for {}, but got {}", possible, c.name, option));
  }
  check_ranges(c);
}

int reproduce_bounds(const ReproduceCommand& c) {
  require_of_bsum(c, "--seeds, --sweeps and --out", {});
  BsumBoundsOptions options{c.out};
  if (c.sweeps) options.sweeps = static_cast<long>(*c.sweeps);
  if (c.seeds) options.seeds = *c.seeds;
  reproduce_bsum_bounds(options);
  return stop_requested ? exit_stopped : exit_done;
}

/// One run a curve, of its own method and seed.
int reproduce_bsum(const ReproduceCommand& c) {
  require_of_bsum(c, "--sweeps and --out", {"--seeds"});
  BsumFigureOptions options{c.name, c.out};
  if (c.sweeps) options.sweeps = static_cast<long>(*c.sweeps);
  reproduce_bsum_figure(options);
  return stop_requested ? exit_stopped : exit_done;
}

int reproduce(const ReproduceCommand& c) {
  if (c.name == "bsum-bounds") return reproduce_bounds(c);
  const auto of_bsum = bsum_figure_names();
  if (std::find(of_bsum.begin(), of_bsum.end(), c.name) != of_bsum.end()) return reproduce_bsum(c);
  check_ranges(c);
  const Plan plan = plan_of(c, false);
  if (c.out.empty() && plan.what->is_figure()) {
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
  const Plan whole = plan.what->is_figure() ? plan : plan_of(c, true);
  const auto rows = results_of(whole, store);

  Report report;
  if (plan.what->runs) {
    std::vector<MethodRuns> all;
    for (const auto& row : rows) all.insert(all.end(), row.begin(), row.end());
    Shown shown = plan.what->show(all, plan.sweeps);
    report.table = std::move(shown.table);
    report.sentences = std::move(shown.sentences);
    if (plan.what->of_dlam()) tell_what_is_missing(whole, rows, report.sentences);
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
              "table-5.1, table-5.2, table-5.3, table-5.3-fashion, figure-5.1, ..., figure-5.4; of DLAM dlam-figure-1, "
              "dlam-figure-2, dlam-figure-3, dlam-table-2; of BSUM bsum-figure-2a, bsum-figure-2b, bsum-figure-a1, "
              "bsum-bounds");
  line.option("--seeds", &c->seeds, "seeds 0, 1, ... of every row and method; default 10, of DLAM 1, of bsum-bounds 3");
  line.option(
      "--rows", &c->rows,
      "LxM, LxM@t of Table 5.2, L1xC of Table 5.3; of DLAM mnist-100, fashion-mnist-500, ..., mnist-55000@1e-4, ...; "
      "default all");
  line.option(
      "--methods", &c->methods,
      "of lysep, lysep-relaxed, gd, gd-slow, momentum, adam (and, of Table 5.3, lysep-frozen, gd-frozen); of DLAM "
      "dlam, dlam-mended, dlam-fixed, dlam-halve, dlam-last, gd, adagrad, adadelta, admm; default those that "
      "the table or figure compares");
  line.option("--sweeps", &c->sweeps, "of every run; default 10000, of DLAM 150, of BSUM 1000");
  line.option("--samples", &c->samples, "of DLAM's figures: the first so many images; default all");
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
