#include "experiments/runs/run_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

#include "core/numbers/bad_input.hpp"
#include "datasets/csv_separator.hpp"
#include "experiments/runs/run_data.hpp"

namespace lysep {
namespace {

void refuse_given(const RunOptions& c, const std::vector<std::string>& options, const std::string& because) {
  for (const auto& option : options) {
    if (c.given(option)) throw BadInput(fmt::format("train {}, but got {}", because, option));
  }
}

/// Takes the options of the methods that are given; those of other methods are refused.
void take_method_options(RunOptions& c) {
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
void take_data_options(RunOptions& c) {
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
  if (!c.spec.regression()) refuse_given(c, {"--targets"}, "requires --task regression for --targets");
  if (c.spec.regression()) refuse_given(c, {"--label"}, "requires --task classification for --label");
  if (!c.spec.csv.separator.empty()) separator_named(c.spec.csv.separator);  // refused before the file is opened
  if (!c.spec.data.starts_with("csv:")) {
    refuse_given(c, {"--separator", "--header", "--label", "--drop", "--targets"},
                 "requires --data csv:FILE for its options");
  }
  if (is_of_the_user(c.spec.data)) return;
  refuse_given(c, {"--standardise"}, "requires --data csv:FILE or idx:IMAGES,LABELS for --standardise");
  if (c.spec.test_at_end) {
    throw BadInput(fmt::format(
        "train requires --data csv:FILE or idx:IMAGES,LABELS for --test-samples last:N, but got {}", c.spec.data));
  }
}

/// Refuses options that do not go together.
void check_combination(const RunOptions& c) {
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
  if (c.given("--batch-growth") && c.spec.training.batch == 0) {
    throw BadInput("train requires --batch for --batch-growth, but got none");
  }
  if (!c.spec.init.empty()) {
    refuse_given(c,
                 {"--data", "--task", "--samples", "--test-samples", "--depth", "--width", "--activation", "--scale",
                  "--init-distribution", "--image-pool", "--pixels", "--conv", "--batch"},
                 "requires data and network to come from --init alone");
  }
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

std::string method_names() {
  std::string names;
  for (const MethodEntry& method : methods()) {
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", method.name, method.help);
  }
  return names;
}

/// Adds options under one heading of the help.
class OptionsUnder {
 public:
  OptionsUnder(std::string heading, const AddOption& add) : heading_(std::move(heading)), add_(add) {}
  void operator()(const std::string& name, const OptionTarget& target, const std::string& help,
                  const std::string& alone = "") const {
    add_({heading_, name, target, help, alone});
  }

 private:
  std::string heading_;
  const AddOption& add_;
};

void add_data_options(RunOptions& c, const AddOption& add) {
  const OptionsUnder option("Data", add);
  option("--data", &c.spec.data,
         "circle, allen-cahn:T, bodyfat-like, mnist, fashion-mnist, csv:FILE (the label is the column called label, or "
         "the last), or idx:IMAGES,LABELS; files may be packed (.gz)");
  option("--task", &c.spec.task, "classification, or regression: real targets in the place of labels (bsum)");
  option("--targets", &c.spec.targets, "csv: so many last columns are the targets of regression");
  option("--separator", &c.spec.csv.separator, "csv: a character, tab or blank; otherwise found from the file");
  option("--header", &c.header, "csv: yes or no; otherwise the first row decides: names, or numbers");
  option("--label", &c.spec.csv.label, "csv: name or place (1, 2, ...) of the label's column");
  option("--drop", &c.spec.csv.drop, "csv: names or places of columns that are no inputs");
  option("--standardise", &c.spec.standardise,
         "csv, idx: mean 0 and deviation 1 of every input over the training samples");
  option("--image-pool", &c.spec.pixels.pool, "mnist, fashion-mnist: 2: the means of 2 x 2 pixels, 14 x 14 of them");
  option("--pixels", &c.pixels,
         "mnist, fashion-mnist: standard ((x/255 - mean) / deviation, the default) or unit (x/255)");
  option("--samples", &c.spec.samples,
         "training samples; circle and allen-cahn: 3000, else all (csv: that are not test samples)");
  option("--test-samples", &c.test_samples,
         "test samples; circle and allen-cahn: 1000, csv and idx: 0 (N: the seed chooses them, last:N: the last ones), "
         "else all");
}

void add_network_options(RunOptions& c, const AddOption& add) {
  const OptionsUnder option("Network", add);
  option("--depth", &c.spec.depth, "L >= 2, counts the output layer");
  option("--width", &c.spec.width, "M, units of a hidden layer");
  option("--conv", &c.spec.convolution.layers, "convolutions of 3 x 3 pixels; 0: a fully connected network");
  option("--channels", &c.spec.convolution.channels, "of every convolution");
  option("--fc", &c.spec.convolution.dense_layers, "dense layers behind the convolutions, >= 2");
  option("--fc-width", &c.spec.convolution.dense_width, "units of a hidden dense layer behind convolutions");
  option("--pools", &c.spec.convolution.pools, "the convolutions followed by 2 x 2 average pooling; default 1,2");
  option("--freeze", &c.spec.convolution.freeze, "conv: convolutions and their c_l stay at the start");
  option("--activation", &c.spec.activation,
         "tanh, sigmoid, sin, relu or identity; bsum: softplus, elu, selu, leaky-relu, parametric-relu, isrlu, "
         "bent-identity too, NAME:NUMBER for the parameter of one");
}

void add_batch_options(RunOptions& c, const AddOption& add) {
  const OptionsUnder option("Batches", add);
  option("--batch", &c.spec.training.batch, "samples of a batch; 0: all in one");
  option("--refresh", &c.spec.training.refresh, "sweeps until the next batch");
  option("--batch-growth", &c.spec.training.batch_growth,
         "bsum: so many samples more in every next batch, until it is all of them; 0: none");
}

void add_method_options(RunOptions& c, const AddOption& add) {
  const OptionsUnder option("Method", add);
  option("--method", &c.spec.method, method_names());
  for (const MethodEntry& method : methods()) {
    for (const Option& of_method : method.options) {
      const auto [place, added] = c.method_options.try_emplace(of_method.name);  // another method may have it too
      if (added) option("--" + of_method.name, &place->second, help_of(of_method), of_method.alone);
    }
  }
}

void add_course_options(RunOptions& c, const AddOption& add) {
  const OptionsUnder option("Run", add);
  option("--sweeps", &c.spec.training.sweeps, "sweeps over all blocks (gradient methods: steps)");
  option("--until", &c.spec.training.until,
         "end once CE of the samples under way is at most this; 0: after all sweeps");
  option("--seed", &c.spec.seed, "of data and initial state");
  option("--threads", &c.spec.training.threads, "changes the time, never the result");
  option("--scalar", &c.spec.scalar, "double, mp50 or mp100 (50 and 100 digits)");
}

void add_start_options(RunOptions& c, const AddOption& add) {
  const OptionsUnder option("Start", add);
  option("--scale", &c.spec.scale, "initial weights and biases are uniform on +-SCALE/sqrt(fan_in)");
  option("--init-distribution", &c.spec.init_distribution,
         "uniform, or normal:S: initial weights and biases of mean 0 and deviation S");
  option("--init", &c.spec.init, "start from this state file; its X and labels are the data");
}

}  // namespace

void take_run_options(RunOptions& c) {
  take_method_options(c);
  take_data_options(c);
  complete(c.spec);
  check_combination(c);
}

void add_run_options(RunOptions& c, const AddOption& add) {
  add_data_options(c, add);
  add_network_options(c, add);
  add_batch_options(c, add);
  add_method_options(c, add);
  add_course_options(c, add);
  add_start_options(c, add);
}

}  // namespace lysep
