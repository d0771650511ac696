#include "experiments/commands/train.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <filesystem>
#include <memory>
#include <set>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/commands.hpp"
#include "datasets/csv_separator.hpp"
#include "experiments/runs/run_data.hpp"
#include "experiments/runs/run_files.hpp"
#include "experiments/runs/run_folder.hpp"

namespace lysep {
namespace {

/// What the command line says.
struct TrainCommand {
  std::optional<CommandLine> line;
  std::map<std::string, std::optional<std::string>> method_options;  // as texts, by name; those of all methods
  RunSpec spec;
  std::string out, resume, config;  // config: what it says has been put among the words
  std::string checkpoint_every = "60s";
  std::optional<std::string> test_samples, header, pixels;
  bool overwrite = false, quiet = false;

  bool given(const std::string& option) const { return line->given(option); }
};

void refuse_given(const TrainCommand& c, const std::vector<std::string>& options, const std::string& because) {
  for (const auto& option : options) {
    if (c.given(option)) throw BadInput(fmt::format("train {}, but got {}", because, option));
  }
}

/// Takes the options of the methods that are given; those of other methods are refused.
void take_method_options(TrainCommand& c) {
  const MethodEntry* chosen = method_named(c.spec.method);
  for (const auto& [name, text] : c.method_options) {
    if (!text) continue;
    std::vector<std::string> having;
    for (const MethodEntry& method : methods()) {
      for (const Option& option : method.options) {
        if (option.name != name) continue;
        having.push_back(method.name);
        if (&method == chosen) c.spec.method_options[name] = value_of(option, *text);
      }
    }
    if (chosen && c.spec.method_options.count(name) == 0) {
      throw BadInput(fmt::format("train requires --method {} for --{}, but got {}", fmt::join(having, " or "), name,
                                 c.spec.method));
    }
  }
}

/// N or last:N, and what is said of files.
void take_data_options(TrainCommand& c) {
  if (c.test_samples) {
    c.spec.test_at_end = c.test_samples->starts_with("last:");
    const std::string number = plain_number(c.spec.test_at_end ? c.test_samples->substr(5) : *c.test_samples);
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
    if (number.empty() || error != std::errc() || end != number.data() + number.size()) {
      throw BadInput(
          fmt::format("train requires --test-samples N or last:N, N a decimal number, but got {}", *c.test_samples));
    }
    c.spec.test_samples = count;
  }
  if (c.header && *c.header != "yes" && *c.header != "no") {
    throw BadInput(fmt::format("train requires --header yes or no, but got {}", *c.header));
  }
  if (c.header) c.spec.csv.header = *c.header == "yes";
  if (c.pixels && *c.pixels != "standard" && *c.pixels != "unit") {
    throw BadInput(fmt::format("train requires --pixels standard or unit, but got {}", *c.pixels));
  }
  c.spec.pixels.unit = c.pixels == "unit";
  if (!image_dataset_named(c.spec.data)) {
    refuse_given(c, {"--image-pool", "--pixels"}, "requires --data mnist or fashion-mnist for the options of images");
  }
  if (!c.spec.csv.separator.empty()) separator_named(c.spec.csv.separator);  // refused before the file is opened
  if (!c.spec.data.starts_with("csv:")) {
    refuse_given(c, {"--separator", "--header", "--label", "--drop"}, "requires --data csv:FILE for its options");
  }
  if (is_of_files(c.spec.data)) return;
  refuse_given(c, {"--standardise"}, "requires --data csv:FILE or idx:IMAGES,LABELS for --standardise");
  if (c.spec.test_at_end) {
    throw BadInput(fmt::format(
        "train requires --data csv:FILE or idx:IMAGES,LABELS for --test-samples last:N, but got {}", c.spec.data));
  }
}

/// Refuses options that do not go together.
void check_combination(const TrainCommand& c) {
  if (c.spec.convolution.layers > 0) {
    refuse_given(c, {"--depth", "--width"}, "requires --conv, --fc and --fc-width for a convolutional network");
  } else {
    refuse_given(c, {"--channels", "--fc", "--fc-width", "--pools", "--freeze"},
                 "requires --conv for the options of a convolutional network");
  }
  if (c.given("--scale") && c.spec.init_distribution != "uniform") {
    throw BadInput(
        fmt::format("train requires --init-distribution uniform for --scale, but got {}", c.spec.init_distribution));
  }
  if (c.given("--refresh") && c.spec.training.batch == 0) {
    throw BadInput("train requires --batch for --refresh, but got none");
  }
  if (!c.spec.init.empty()) {
    refuse_given(c,
                 {"--data", "--samples", "--test-samples", "--depth", "--width", "--activation", "--scale",
                  "--init-distribution", "--image-pool", "--pixels", "--conv", "--batch"},
                 "requires data and network to come from --init alone");
    const auto in_out = std::filesystem::weakly_canonical(c.out) / "state.h5";
    if (!c.out.empty() && std::filesystem::weakly_canonical(c.spec.init) == in_out) {
      throw BadInput(fmt::format("train requires --init outside of --out, which it replaces, but got {}", c.spec.init));
    }
  }
}

/// The problem of the run; what reading its data has found is told, and kept in the options for a run in the folder.
Problem read_run_of(TrainCommand& c, const std::string& folder, nlohmann::ordered_json& options) {
  DataNotes notes;
  Problem problem = problem_of(c.spec, notes);
  take_options_of(problem.start, c.spec);
  if (!notes.told.empty() && !c.quiet) fmt::print(stderr, "lysep: {}\n", notes.told);
  for (const std::string& warning : notes.warnings) fmt::print(stderr, "lysep: {}\n", warning);
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
  fmt::print(stderr,
             "lysep: {} training samples of {} inputs in {} classes, {} test samples\n"
             "lysep: {}{} dense layers, {}, {} weights and biases\n"
             "lysep: {}, {} sweeps in {}, seed {}, {}\n",
             samples, start.X.cols(), start.classes, p.test.samples(), first, start.depth() - convolutions,
             name_of(start.activation), numbers, c.spec.method, c.spec.training.sweeps, c.spec.scalar, c.spec.seed,
             c.spec.training.threads == 1 ? "1 thread" : fmt::format("{} threads", c.spec.training.threads));
}

/// Trains, with its files in the folder if there is one, from a saved run if there is one.
int train_in(RunFolder* folder, const TrainCommand& c, Problem problem, const SavedRun* from) {
  if (!c.quiet) tell_run(c, problem);
  TrainingResult result;
  std::optional<MachineFault> fault;  // ends the run; its state is saved first
  const MethodEntry& method = *method_named(c.spec.method);
  {
    Progress progress("train", c.spec.training.sweeps, c.quiet);
    const auto sink = [&](const TraceRow& row) {
      if (folder && !folder->add(row)) stop_requested = true;
      progress.at(row.sweep, fmt::format("{}={:.4e}", method.objective, row.S));
    };
    CheckpointSink save;
    CertificateSink certify;
    if (folder) {
      certify = [&](long sweep, const CertificateRows& rows) {
        if (!folder->add(sweep, rows)) stop_requested = true;
      };
      save = [&](const Checkpoint& checkpoint) {
        try {
          folder->save(checkpoint);
        } catch (const MachineFault& error) {
          fault = error;
          stop_requested = true;
        }
      };
    }
    result = run_training(c.spec, std::move(problem), sink, stop_requested, save, from ? &from->checkpoint : nullptr,
                          certify);
  }
  if (!result.failure.empty()) fmt::print(stderr, "lysep: train stopped: {}\n", result.failure);
  if (result.state.layers.empty()) {  // not even the start could be evaluated
    if (folder) folder->discard();
    return exit_check_failed;
  }
  const std::string line = last_line(method, result);
  fmt::print("{}\n", line);
  std::fflush(stdout);  // whatever happens to the files
  if (folder) folder->finish(result, line);
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
  complete(c.spec);
}

int resume(TrainCommand& c) {
  if (!std::filesystem::is_directory(c.resume)) {
    throw BadInput(fmt::format("train --resume requires the folder of a run, but got {}", c.resume));
  }
  RunFolder folder(c.resume);
  const bool names_a_run = c.line->given_beside({"--resume", "--checkpoint-every", "--threads", "--quiet"});
  const auto saved = folder.saved();
  if (saved && !names_a_run) take_saved_options(c, spec_of(saved->options));
  if (std::filesystem::exists(c.resume + "/run.json")) {
    const RecordedRun run = read_run("train --resume", c.resume);
    if (run.status != "interrupted") {
      fmt::print("{}\n", run.last_line);
      return run.status == "done" ? exit_done : exit_check_failed;
    }
    if (!saved && !names_a_run) take_saved_options(c, run.spec);
  }
  find_moved_data(c.spec, c.resume);
  nlohmann::ordered_json options;
  Problem problem = read_run_of(c, c.resume, options);
  if (saved) require_same_run(c, options, saved->options);
  c.spec.training.trace = true;
  const bool goes_on = saved && saved->begun();
  if (goes_on) {
    folder.resume(*saved);
  } else {
    folder.begin(options, true);
  }
  return train_in(&folder, c, std::move(problem), goes_on ? &*saved : nullptr);
}

int train(TrainCommand& c) {
  take_method_options(c);
  take_data_options(c);
  complete(c.spec);
  check_combination(c);
  set_checkpoint_every("train", c.checkpoint_every, c.spec.training);
  if (c.spec.training.certify_every > 0 && c.out.empty() && c.resume.empty()) {
    throw BadInput("train requires --out for --certify-every, whose certificate is a file, but got none");
  }
  if (!c.resume.empty()) return resume(c);
  nlohmann::ordered_json options;
  Problem problem = read_run_of(c, c.out, options);
  std::unique_ptr<RunFolder> folder;
  if (!c.out.empty()) {
    folder = std::make_unique<RunFolder>(c.out);
    folder->begin(options, c.overwrite);
  }
  c.spec.training.trace = folder != nullptr;
  return train_in(folder.get(), c, std::move(problem), nullptr);
}

/// What it is of, and its default in each method that has it.
std::string help_of(const Option& option) {
  std::string text;
  for (const MethodEntry& method : methods()) {
    for (const Option& other : method.options) {
      if (other.name != option.name) continue;
      const std::string value = std::visit([](const auto& v) { return fmt::format("{}", v); }, other.value);
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", method.name, value);
    }
  }
  const std::string needs =
      option.needs.empty() ? "" : fmt::format("; with --{} {}", option.needs, fmt::join(option.needs_one_of, " or "));
  return fmt::format("{}{} [{}]", option.help, needs, text);
}

void add_options(CommandLine line, TrainCommand* c) {
  c->line = line;
  line.group("Data");
  const auto option = [&](const char* name, const OptionTarget& target, const char* help) {
    line.option(name, target, help);
  };
  option("--data", &c->spec.data,
         "circle, allen-cahn:T, mnist, fashion-mnist, csv:FILE (the label is the column called label, or the last), or "
         "idx:IMAGES,LABELS; files may be packed (.gz)");
  option("--separator", &c->spec.csv.separator, "csv: a character, tab or blank; otherwise found from the file");
  option("--header", &c->header, "csv: yes or no; otherwise the first row decides: names, or numbers");
  option("--label", &c->spec.csv.label, "csv: name or place (1, 2, ...) of the label's column");
  option("--drop", &c->spec.csv.drop, "csv: names or places of columns that are no inputs");
  option("--standardise", &c->spec.standardise,
         "csv, idx: mean 0 and deviation 1 of every input over the training samples");
  option("--image-pool", &c->spec.pixels.pool, "mnist, fashion-mnist: 2: the means of 2 x 2 pixels, 14 x 14 of them");
  option("--pixels", &c->pixels,
         "mnist, fashion-mnist: standard ((x/255 - mean) / deviation, the default) or unit (x/255)");
  option("--samples", &c->spec.samples,
         "training samples; circle and allen-cahn: 3000, else all (csv: that are not test samples)");
  option("--test-samples", &c->test_samples,
         "test samples; circle and allen-cahn: 1000, csv and idx: 0 (N: the seed chooses them, last:N: the last ones), "
         "else all");
  line.group("Network");
  option("--depth", &c->spec.depth, "L >= 2, counts the output layer");
  option("--width", &c->spec.width, "M, units of a hidden layer");
  option("--conv", &c->spec.convolution.layers, "convolutions of 3 x 3 pixels; 0: a fully connected network");
  option("--channels", &c->spec.convolution.channels, "of every convolution");
  option("--fc", &c->spec.convolution.dense_layers, "dense layers behind the convolutions, >= 2");
  option("--fc-width", &c->spec.convolution.dense_width, "units of a hidden dense layer behind convolutions");
  option("--pools", &c->spec.convolution.pools, "the convolutions followed by 2 x 2 average pooling; default 1,2");
  option("--freeze", &c->spec.convolution.freeze, "conv: convolutions and their c_l stay at the start");
  option("--activation", &c->spec.activation, "tanh, sigmoid, sin, relu or identity");
  line.group("Batches");
  option("--batch", &c->spec.training.batch, "samples of a batch; 0: all in one");
  option("--refresh", &c->spec.training.refresh, "sweeps until the next batch");
  line.group("Method");
  std::string names;
  for (const MethodEntry& method : methods()) {
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", method.name, method.help);
  }
  line.option("--method", &c->spec.method, names);
  for (const MethodEntry& method : methods()) {
    for (const Option& of_method : method.options) {
      const auto [place, added] = c->method_options.try_emplace(of_method.name);  // another method may have it too
      if (!added) continue;
      line.option("--" + of_method.name, &place->second, help_of(of_method));
      if (!of_method.alone.empty()) line.may_stand_alone("--" + of_method.name, of_method.alone);
    }
  }
  line.group("Run");
  option("--sweeps", &c->spec.training.sweeps, "sweeps over all blocks (gradient methods: steps)");
  option("--until", &c->spec.training.until,
         "end once CE of the samples under way is at most this; 0: after all sweeps");
  option("--seed", &c->spec.seed, "of data and initial state");
  option("--threads", &c->spec.training.threads, "changes the time, never the result");
  option("--scalar", &c->spec.scalar, "double, mp50 or mp100 (50 and 100 digits)");
  line.group("Start");
  option("--scale", &c->spec.scale, "initial weights and biases are uniform on +-SCALE/sqrt(fan_in)");
  option("--init-distribution", &c->spec.init_distribution,
         "uniform, or normal:S: initial weights and biases of mean 0 and deviation S");
  option("--init", &c->spec.init, "start from this state file; its X and labels are the data");
  line.group("Files");
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
        take_method_options(c);
        take_data_options(c);
        complete(c.spec);
        check_combination(c);
      });
  return c.spec;
}

}  // namespace lysep
