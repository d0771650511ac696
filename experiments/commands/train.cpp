#include "experiments/commands/train.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <filesystem>
#include <memory>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/commands.hpp"
#include "datasets/csv_separator.hpp"
#include "experiments/runs/run_data.hpp"
#include "experiments/runs/run_files.hpp"

namespace lysep {
namespace {

/// What the command line says.
struct TrainCommand {
  std::optional<CommandLine> line;
  std::map<std::string, std::optional<std::string>> method_options;  // as texts, by name; those of all methods
  RunSpec spec;
  std::string out;
  std::optional<std::string> test_samples, header;
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
  if (c.given("--refresh") && c.spec.training.batch == 0) {
    throw BadInput("train requires --batch for --refresh, but got none");
  }
  if (!c.spec.init.empty()) {
    refuse_given(
        c,
        {"--data", "--samples", "--test-samples", "--depth", "--width", "--activation", "--scale", "--conv", "--batch"},
        "requires data and network to come from --init alone");
    const auto in_out = std::filesystem::weakly_canonical(c.out) / "state.h5";
    if (!c.out.empty() && std::filesystem::weakly_canonical(c.spec.init) == in_out) {
      throw BadInput(fmt::format("train requires --init outside of --out, which it replaces, but got {}", c.spec.init));
    }
  }
}

int train(TrainCommand& c) {
  take_method_options(c);
  take_data_options(c);
  complete(c.spec);
  check_combination(c);
  DataNotes notes;
  const Problem problem = problem_of(c.spec, notes);
  if (!notes.told.empty() && !c.quiet) fmt::print(stderr, "lysep: {}\n", notes.told);
  for (const std::string& warning : notes.warnings) fmt::print(stderr, "lysep: {}\n", warning);
  auto options = json_of(c.spec, problem);  // with the SHA-256 of what was read
  put_notes(options, c.spec, notes, c.out);
  TrainingOptions& t = c.spec.training;
  std::unique_ptr<RunFolder> folder;
  if (!c.out.empty()) folder = std::make_unique<RunFolder>(c.out, c.overwrite);
  t.trace = folder != nullptr;

  TrainingResult result;
  {
    Progress progress("train", t.sweeps, c.quiet);
    const auto sink = [&](const TraceRow& row) {
      if (folder) folder->add(row);
      progress.at(row.sweep, fmt::format("S={:.4e}", row.S));
    };
    result = run_training(c.spec, problem, sink, stop_requested);
  }
  if (!result.failure.empty()) fmt::print(stderr, "lysep: train stopped: {}\n", result.failure);
  if (result.state.layers.empty()) return exit_check_failed;  // not even the start could be evaluated
  const std::string line = last_line(result);
  fmt::print("{}\n", line);
  std::fflush(stdout);  // whatever happens to the files
  if (folder) folder->finish(options, result, line);
  if (!result.failure.empty()) return exit_check_failed;
  return result.interrupted ? exit_stopped : exit_done;
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

void add_options(const CommandLine& line, TrainCommand* c) {
  c->line = line;
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
  option("--samples", &c->spec.samples,
         "training samples; circle and allen-cahn: 3000, else all (csv: that are not test samples)");
  option("--test-samples", &c->test_samples,
         "test samples; circle and allen-cahn: 1000, csv and idx: 0 (N: the seed chooses them, last:N: the last ones), "
         "else all");
  option("--depth", &c->spec.depth, "L >= 2, counts the output layer");
  option("--width", &c->spec.width, "M, units of a hidden layer");
  option("--conv", &c->spec.convolution.layers, "convolutions of 3 x 3 pixels; 0: a fully connected network");
  option("--channels", &c->spec.convolution.channels, "of every convolution");
  option("--fc", &c->spec.convolution.dense_layers, "dense layers behind the convolutions, >= 2");
  option("--fc-width", &c->spec.convolution.dense_width, "units of a hidden dense layer behind convolutions");
  option("--pools", &c->spec.convolution.pools, "the convolutions followed by 2 x 2 average pooling; default 1,2");
  option("--freeze", &c->spec.convolution.freeze, "conv: convolutions and their c_l stay at the start");
  option("--batch", &c->spec.training.batch, "samples of a batch; 0: all in one");
  option("--refresh", &c->spec.training.refresh, "sweeps until the next batch");
  option("--activation", &c->spec.activation, "tanh, sigmoid, sin, relu or identity");
  std::string names;
  for (const MethodEntry& method : methods()) {
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", method.name, method.help);
  }
  line.option("--method", &c->spec.method, names);
  for (const MethodEntry& method : methods()) {
    for (const Option& of_method : method.options) {
      const auto [place, added] = c->method_options.try_emplace(of_method.name);  // another method may have it too
      if (added) line.option("--" + of_method.name, &place->second, help_of(of_method));
    }
  }
  option("--sweeps", &c->spec.training.sweeps, "sweeps over all blocks (gradient methods: steps)");
  option("--seed", &c->spec.seed, "of data and initial state");
  option("--threads", &c->spec.training.threads, "changes the time, never the result");
  option("--scale", &c->spec.scale, "initial weights and biases are uniform on +-SCALE/sqrt(fan_in)");
  option("--init", &c->spec.init, "start from this state file; its X and labels are the data");
  option("--scalar", &c->spec.scalar, "double, mp50 or mp100 (50 and 100 digits)");
  option("--out", &c->out, "folder for run.json, state.h5 and trace.csv; nothing is written without it");
  option("--overwrite", &c->overwrite, "replace the run that --out holds");
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
