#include "experiments/commands/train.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <set>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/commands/disk_memory.hpp"
#include "experiments/commands/together.hpp"
#include "experiments/runs/run_data.hpp"
#include "experiments/runs/run_files.hpp"
#include "experiments/runs/run_folder.hpp"
#include "experiments/runs/run_options.hpp"

namespace lysep {
namespace {

/// What the command line says.
struct TrainCommand : RunOptions {
  std::optional<CommandLine> line;
  std::string out, resume, config;  // config: what it says has been put among the words
  std::string checkpoint_every = "60s";
  bool overwrite = false, quiet = false;

  bool keeps() const { return !out.empty() || !resume.empty(); }  // files
};

void require_start_outside(const TrainCommand& c) {
  if (c.spec.init.empty() || c.out.empty()) return;
  if (std::filesystem::weakly_canonical(c.spec.init) == std::filesystem::weakly_canonical(c.out) / "state.h5") {
    throw BadInput(fmt::format("train requires --init outside of --out, which it replaces, but got {}", c.spec.init));
  }
}

/// The problem of the run; what reading its data has found is told, and kept in the options for a run in the folder.
Problem read_run_of(TrainCommand& c, const std::string& folder, nlohmann::ordered_json& options) {
  DataNotes notes;
  Problem problem = problem_of(c.spec, notes);
  take_options_of(problem.start, c.spec);
  if (!notes.told.empty() && !c.quiet) fmt::print(stderr, "lysep: {}\n", notes.told);
  if (program_ranks->first()) {
    for (const std::string& warning : notes.warnings) fmt::print(stderr, "lysep: {}\n", warning);
  }
  options = json_of(c.spec, problem);  // with the SHA-256 of what was read
  put_notes(options, c.spec, notes, folder);
  return problem;
}

/// Options that name another run than the saved one are refused; none of them need be given.
void require_same_run(const TrainCommand& c, const nlohmann::ordered_json& given, const nlohmann::ordered_json& saved) {
  std::set<std::string> free = {"threads"};
  if (saved.contains("file_sha256")) free.insert({"data", "init", "escaped", "files_from_here"});  // wherever they are
  for (const auto& [name, value] : saved.items()) {
    if (free.count(name) > 0 || given.value(name, nlohmann::ordered_json()) == value) continue;
    throw BadInput(fmt::format("train --resume requires the options of the run in {}, {} = {}, but got {}", c.resume,
                               name, value.dump(), given.value(name, nlohmann::ordered_json()).dump()));
  }
}

/// Data, network and method, a line each.
void tell_run(const TrainCommand& c, const Problem& p) {
  const StateData& start = p.start;
  const auto samples = p.train.samples() > 0 ? p.train.samples() : static_cast<std::size_t>(start.samples());
  Index numbers = 0, convolutions = 0;
  for (const auto& layer : start.layers) {
    numbers += layer.W.size() + layer.b.size();
    convolutions += layer.shape.kernel > 0 ? 1 : 0;
  }
  const std::string first = convolutions > 0 ? fmt::format("{} convolutions and ", convolutions) : "";
  const std::string answers = start.regression()
                                  ? fmt::format("with {} target{}", start.Y.cols(), start.Y.cols() == 1 ? "" : "s")
                                  : fmt::format("in {} classes", start.classes);
  fmt::print(stderr,
             "lysep: {} training samples of {} inputs {}, {} test samples\n"
             "lysep: {}{} dense layers, {}, {} weights and biases\n"
             "lysep: {}, {} sweeps in {}, seed {}, {}\n",
             samples, start.X.cols(), answers, p.test.samples(), first, start.depth() - convolutions,
             text_of(start.activation), numbers, c.spec.method, c.spec.training.sweeps, c.spec.scalar, c.spec.seed,
             c.spec.training.threads == 1 ? "1 thread" : fmt::format("{} threads", c.spec.training.threads));
}

/// What is ready to be trained: the folder and the saved run, if there are any, of several ranks at the first one.
struct Prepared {
  Problem problem;
  std::unique_ptr<RunFolder> folder;
  std::optional<SavedRun> saved;  // to go on from
  bool goes_on = false;
};

/// Messages and bytes of a sweep, for those who wait for them.
void tell_traffic(const Ranks::Traffic& before, const Ranks::Traffic& after, long sweeps) {
  if (program_ranks->count() == 1 || sweeps <= 0) return;
  const auto of_sweep = [&](std::int64_t all) { return static_cast<double>(all) / static_cast<double>(sweeps); };
  fmt::print(stderr, "lysep: {} ranks, {:.1f} messages and {:.0f} bytes a sweep at the first\n", program_ranks->count(),
             of_sweep(after.messages - before.messages), of_sweep(after.bytes - before.bytes));
}

/// Trains, with its files in the folder if there is one, from a saved run if there is one.
int train_in(Prepared prepared, const TrainCommand& c) {
  RunFolder* folder = prepared.folder.get();
  if (!c.quiet) tell_run(c, prepared.problem);
  TrainingResult result;
  std::optional<MachineFault> fault;  // ends the run; its state is saved first
  const MethodEntry& method = *method_named(c.spec.method);
  {
    Progress progress("train", c.spec.training.sweeps, c.quiet);
    Ranks::Traffic first, last;
    long first_sweep = -1, sweeps = 0;
    const auto sink = [&](const TraceRow& row) {
      if (folder && !folder->add(row)) stop_requested = true;
      progress.at(row.sweep, fmt::format("{}={:.4e}", method.objective, row.S));
      last = program_ranks->traffic();
      if (first_sweep < 0) first = last, first_sweep = row.sweep;
      sweeps = row.sweep - first_sweep;
    };
    CheckpointSink save;
    CertificateSink certify;
    if (c.keeps()) {
      certify = [&](long sweep, const CertificateRows& rows) {
        if (folder && !folder->add(sweep, rows)) stop_requested = true;
      };
      save = [&](const Checkpoint& checkpoint) {
        try {
          if (folder) folder->save(checkpoint);
        } catch (const MachineFault& error) {
          fault = error;
          stop_requested = true;
        }
      };
    }
    const Checkpoint of_first;  // in its place, where the first rank has it
    const Checkpoint* from = prepared.saved ? &prepared.saved->checkpoint : &of_first;
    result = run_training(c.spec, std::move(prepared.problem), sink, stop_requested, save,
                          prepared.goes_on ? from : nullptr, certify);
    if (!c.quiet) tell_traffic(first, last, sweeps);
  }
  const bool first = program_ranks->first();
  if (first && !result.failure.empty()) fmt::print(stderr, "lysep: train stopped: {}\n", result.failure);
  if (result.state.layers.empty()) {  // not even the start could be evaluated
    if (folder) folder->discard();
    return exit_check_failed;
  }
  if (first) {
    const std::string line = last_line(method, result);
    fmt::print("{}\n", line);
    std::fflush(stdout);  // whatever happens to the files
    if (folder) folder->finish(result, line);
  }
  if (fault) throw *fault;
  if (!result.failure.empty()) return exit_check_failed;
  return result.interrupted ? exit_stopped : exit_done;
}

/// The run in the folder, where the command line names none.
void take_saved_options(TrainCommand& c, const RunSpec& saved) {
  const TrainingOptions given = c.spec.training;
  c.spec = saved;
  TrainingOptions& t = c.spec.training;
  if (c.given("--threads")) t.threads = given.threads;
  t.checkpoint_sweeps = given.checkpoint_sweeps;
  t.checkpoint_seconds = given.checkpoint_seconds;
  t.ranks = given.ranks;
  t.blocks_on_disk = given.blocks_on_disk;
  complete(c.spec);
}

/// What the folder of --resume holds: the options of its run, as run.json keeps them, where they are not given; or the
/// last line of one that has ended, and its code.
struct FoundRun {
  nlohmann::ordered_json options;
  std::string last_line;
  int code = -1;
};

FoundRun find_run(const TrainCommand& c, bool names_a_run, Prepared& prepared) {
  if (!std::filesystem::is_directory(c.resume)) {
    throw BadInput(fmt::format("train --resume requires the folder of a run, but got {}", c.resume));
  }
  FoundRun found;
  prepared.folder = std::make_unique<RunFolder>(c.resume);
  prepared.saved = prepared.folder->saved();
  if (prepared.saved && !names_a_run) found.options = prepared.saved->options;
  if (!std::filesystem::exists(c.resume + "/run.json")) return found;
  const RecordedRun run = read_run("train --resume", c.resume);
  if (run.status != "interrupted") {
    found.last_line = run.last_line;
    found.code = run.status == "done" ? exit_done : exit_check_failed;
  } else if (!prepared.saved && !names_a_run) {
    found.options = run.options;
  }
  return found;
}

int resume(TrainCommand& c) {
  Prepared prepared;
  FoundRun found;
  const bool names_a_run =
      c.line->given_beside({"--resume", "--checkpoint-every", "--threads", "--blocks-on-disk", "--quiet"});
  together([&] {
    if (program_ranks->first()) found = find_run(c, names_a_run, prepared);
  });
  program_ranks->broadcast(0, found.code);
  if (found.code >= 0) {
    fmt::print("{}\n", found.last_line);
    return found.code;
  }
  std::string options = found.options.dump();
  share_text(options);
  found.options = nlohmann::ordered_json::parse(options);
  together([&] {
    if (!found.options.is_null()) take_saved_options(c, spec_of(found.options));
    find_moved_data(c.spec, c.resume);
    nlohmann::ordered_json given;
    prepared.problem = read_run_of(c, c.resume, given);
    if (prepared.saved) require_same_run(c, given, prepared.saved->options);
    prepared.goes_on = prepared.saved && prepared.saved->begun();
    if (prepared.goes_on) {
      prepared.folder->resume(*prepared.saved);
    } else if (prepared.folder) {
      prepared.folder->begin(given, true);
    }
  });
  program_ranks->broadcast(0, prepared.goes_on);
  c.spec.training.trace = true;
  return train_in(std::move(prepared), c);
}

int train(TrainCommand& c) {
  take_run_options(c);
  require_start_outside(c);
  set_checkpoint_every("train", c.checkpoint_every, c.spec.training);
  if (c.spec.training.certify_every > 0 && !c.keeps()) {
    throw BadInput("train requires --out for --certify-every, whose certificate is a file, but got none");
  }
  c.spec.training.ranks = program_ranks;
  if (!program_ranks->first()) c.quiet = true;
  if (program_ranks->count() > 1) {
    const std::string differences = differences_of_ranks();
    if (!c.quiet) fmt::print(stderr, "{}", differences);
  }
  if (!c.spec.training.blocks_on_disk.empty()) {
    together([&] { keep_on_disk(c.spec.training.blocks_on_disk); });
  }
  if (!c.resume.empty()) return resume(c);
  Prepared prepared;
  together([&] {
    nlohmann::ordered_json options;
    prepared.problem = read_run_of(c, c.out, options);
    if (c.out.empty() || !program_ranks->first()) return;
    prepared.folder = std::make_unique<RunFolder>(c.out);
    prepared.folder->begin(options, c.overwrite);
  });
  c.spec.training.trace = c.keeps();
  return train_in(std::move(prepared), c);
}

void add_options(CommandLine line, TrainCommand* c) {
  c->line = line;
  c->given = [c](const std::string& option) { return c->line->given(option); };
  add_run_options(*c, [&](const RunOption& o) {
    line.group(o.heading);
    line.option(o.name, o.target, o.help);
    if (!o.alone.empty()) line.may_stand_alone(o.name, o.alone);
  });
  line.group("Files");
  const auto option = [&](const char* name, const OptionTarget& target, const char* help) {
    line.option(name, target, help);
  };
  option("--config", &c->config,
         "options from this file, TOML or the run.json of a run; what the command line says itself comes first");
  option("--out", &c->out, "folder for run.json, state.h5 and trace.csv; nothing is written without it");
  option("--resume", &c->resume,
         "go on with the run in this folder, to the same final state; its options need not be given");
  option("--checkpoint-every", &c->checkpoint_every,
         "K sweeps, or Ks: K seconds of training; what --resume goes on from, kept with --out");
  option("--certify-every", &c->spec.training.certify_every,
         "a certificate of every K-th sweep in --out (certificate.csv): what each block does to S, CE and the bound, "
         "enclosed at the exact doubles; 0: none");
  option("--blocks-on-disk", &c->spec.training.blocks_on_disk,
         "folder for a file in which the samples and their variables lie, where they are more than memory holds; the "
         "same bits, and the time of its disk");
  option("--overwrite", &c->overwrite, "replace the run that --out holds, once the new one is whole");
  line.exclude("--resume", {"--out", "--overwrite"});
  option("--quiet", &c->quiet, "no progress");
}

}  // namespace

Command add_train(CommandLine line) {
  auto c = std::make_shared<TrainCommand>();
  add_options(line, c.get());
  return [c] { return train(*c); };
}

int run_train(const std::string& options) {
  TrainCommand c;
  int code = exit_done;
  CommandLine::parse(
      options, [&](const CommandLine& line) { add_options(line, &c); }, [&] { code = train(c); });
  return code;
}

RunSpec train_spec(const std::string& options) {
  TrainCommand c;
  CommandLine::parse(
      options, [&](const CommandLine& line) { add_options(line, &c); },
      [&] {
        take_run_options(c);
        require_start_outside(c);
      });
  return c.spec;
}

}  // namespace lysep
