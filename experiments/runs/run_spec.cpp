#include "experiments/runs/run_spec.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

#include "core/numbers/bad_input.hpp"
#include "experiments/runs/json_file.hpp"
#include "experiments/runs/refusal.hpp"
#include "experiments/runs/run_data.hpp"

namespace lysep {
namespace {

void require_range(const char* option, double value, double above, double upto) {
  if (value > above && value <= upto) return;
  refuse("requires {} < {} <= {}, but got {}", above, option, upto, value);
}

void require_choice(const char* option, const std::string& value, const std::vector<std::string>& choices) {
  if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
    refuse("requires {} one of {}, but got {}", option, fmt::join(choices, ", "), value);
  }
}

void require_method(const std::string& name) {
  std::vector<std::string> names;
  for (const MethodEntry& method : methods()) names.push_back(method.name);
  require_choice("--method", name, names);
}

void check_ranges(const RunSpec& c) {
  constexpr double unlimited = 1e300;
  if (c.depth < 2) refuse("requires --depth >= 2, but got {}", c.depth);
  if (c.depth > 100000) refuse("requires --depth <= 100000, but got {}", c.depth);
  require_range("--width", static_cast<double>(c.width), 0, 100000);
  require_range("--sweeps", static_cast<double>(c.training.sweeps), -1, 1e12);
  require_range("--threads", c.training.threads, 0, 1024);
  require_range("--scale", c.scale, 0, unlimited);
  if (c.pixels.pool != 1 && c.pixels.pool != 2) refuse("requires --image-pool 1 or 2, but got {}", c.pixels.pool);
  const ConvolutionSpec& v = c.convolution;
  require_range("--conv", static_cast<double>(v.layers), -1, 100);
  require_range("--channels", static_cast<double>(v.channels), 0, 10000);
  if (v.dense_layers < 2) refuse("requires --fc >= 2, but got {}", v.dense_layers);
  require_range("--fc", static_cast<double>(v.dense_layers), 1, 100000);
  require_range("--fc-width", static_cast<double>(v.dense_width), 0, 100000);
  if (v.layers > 0 && v.pools) {
    for (const long pool : *v.pools)
      require_range("--pools", static_cast<double>(pool), 0, static_cast<double>(v.layers));
  }
  require_range("--batch", static_cast<double>(c.training.batch), -1, 1e9);
  require_range("--batch-growth", static_cast<double>(c.training.batch_growth), -1, 1e9);
  if (c.training.batch_growth > 0 && !method_named(c.method)->batches_may_grow) {
    refuse("requires --method {} for --batch-growth, but got {}", growing_methods(), c.method);
  }
  require_range("--refresh", static_cast<double>(c.training.refresh), 0, 1e12);
  if (!(c.training.until >= 0 && c.training.until <= 1e300))
    refuse("requires 0 <= --until <= 1e300, but got {}", c.training.until);
  require_choice("--task", c.task, {"classification", "regression"});
  require_range("--targets", static_cast<double>(c.targets), 0, 10000);
  if (c.regression() && c.training.until > 0) {
    refuse("requires --task classification for --until, but got regression");
  }
  if (c.samples && *c.samples == 0) refuse("requires --samples >= 1, but got 0");
  if (c.samples.value_or(0) > 100000000 || c.test_samples.value_or(0) > 100000000)
    refuse("requires at most 100000000 samples, but got more");
}

void check_certificate(const RunSpec& c) {
  require_range("--certify-every", static_cast<double>(c.training.certify_every), -1, 1e12);
  if (c.training.certify_every == 0) return;
  if (!method_named(c.method)->certifiable) {
    refuse("requires --method {} for --certify-every, but got {}", certifiable_methods(), c.method);
  }
  if (const double decay = weight_decay_of(c.training.method_options); decay != 0) {
    refuse("requires --weight-decay 0 for --certify-every, which speaks of S alone, but got {}", decay);
  }
  if (c.scalar != "double") refuse("requires --scalar double for --certify-every, but got {}", c.scalar);
}

/// All options of the method: the given ones, checked, and the defaults of the others.
OptionValues complete_options(const MethodEntry& method, const OptionValues& given) {
  OptionValues values = defaults_of(method);
  for (const Option& option : method.options) {
    const auto value = given.find(option.name);
    if (value == given.end()) continue;
    const std::string problem = problem_with(option, value->second);
    if (!problem.empty()) refuse("{}", problem);
    values[option.name] = value->second;
  }
  for (const auto& [name, value] : given) {
    if (values.count(name) == 0) refuse("requires a method with an option --{}, but got {}", name, method.name);
  }
  for (const Option& option : method.options) {
    if (given.count(option.name) == 0 || applies(option, values)) continue;
    refuse("requires --{} {} for --{}, but got {}", option.needs, fmt::join(option.needs_one_of, " or "), option.name,
           word(values, option.needs));
  }
  return values;
}

}  // namespace

InitialDistribution distribution_of(const RunSpec& c) {
  const std::string& name = c.init_distribution;
  if (name == "uniform") return {c.scale};
  double deviation = 0;
  const char *begin = name.data() + std::min<std::size_t>(name.size(), 7), *end = name.data() + name.size();
  const auto [last, error] = std::from_chars(begin, end, deviation);
  if (!name.starts_with("normal:") || error != std::errc() || last != end || !(deviation > 0 && deviation <= 1e300)) {
    refuse("requires --init-distribution uniform or normal:S with a deviation S > 0, but got {}", name);
  }
  return InitialDistribution::normal_of(deviation);
}

void complete(RunSpec& c) {
  require_method(c.method);
  require_choice("--scalar", c.scalar, {"double", "mp50", "mp100"});
  if (!training_in(c.scalar)) refuse("requires --scalar double in this part of the program, but got {}", c.scalar);
  check_ranges(c);
  distribution_of(c);
  TrainingOptions& t = c.training;
  t.method = c.method;
  t.method_options = complete_options(*method_named(c.method), c.method_options);
  check_certificate(c);
  t.seed = c.seed;
  require_choice("--freeze", c.convolution.freeze, {"", "conv"});
  t.frozen_layers = c.convolution.freeze == "conv" ? c.convolution.layers : 0;
}

void set_checkpoint_every(const char* command, const std::string& text, TrainingOptions& training) {
  const std::string number = text.ends_with("s") ? text.substr(0, text.size() - 1) : text;
  long value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size() || value < 1) {
    throw BadInput(
        fmt::format("{} requires --checkpoint-every K (sweeps) or Ks (seconds), K >= 1, but got {}", command, text));
  }
  const bool seconds = text.ends_with("s");
  training.checkpoint_seconds = seconds ? static_cast<double>(value) : 0;
  training.checkpoint_sweeps = seconds ? 0 : value;
}

TrainingResult run_training(const RunSpec& spec, Problem problem, const TraceSink& sink, const std::atomic<bool>& stop,
                            const CheckpointSink& save, const Checkpoint* from, const CertificateSink& certify) {
  return training_in(spec.scalar)(spec.training, std::move(problem), sink, stop, save, from, certify);
}

nlohmann::ordered_json json_of(const RunSpec& c, const Problem& p) {
  nlohmann::ordered_json o;
  put_data(o, c);
  o["samples"] = p.train.samples() > 0 ? p.train.samples() : static_cast<std::size_t>(p.start.samples());
  o["test_samples"] = p.test.samples();
  const ConvolutionSpec& v = c.convolution;
  if (c.init.empty() && v.layers > 0) {
    o["conv"] = v.layers;
    o["channels"] = v.channels;
    o["fc"] = v.dense_layers;
    o["fc_width"] = v.dense_width;
    if (v.pools) o["pools"] = *v.pools;
    if (!v.freeze.empty()) o["freeze"] = v.freeze;
  } else {
    o["depth"] = p.start.depth();
    o["width"] = p.start.layers.front().W.rows();
  }
  if (c.training.batch > 0) {
    o["batch"] = c.training.batch;
    o["refresh"] = c.training.refresh;
    if (c.training.batch_growth > 0) o["batch_growth"] = c.training.batch_growth;
  }
  if (!c.init.empty() && p.start.regression()) o["task"] = "regression";
  o["activation"] = text_of(p.start.activation);
  o["method"] = c.method;
  const OptionValues& values = c.training.method_options;
  for (const Option& option : method_named(c.method)->options) {
    if (!applies(option, values)) continue;
    std::visit([&](const auto& value) { o[json_name(option)] = value; }, values.at(option.name));
  }
  o["sweeps"] = c.training.sweeps;
  o["seed"] = c.seed;
  if (c.init.empty() && c.init_distribution == "uniform") o["scale"] = c.scale;
  if (c.init.empty() && c.init_distribution != "uniform") o["init_distribution"] = c.init_distribution;
  o["threads"] = c.training.threads;
  o["scalar"] = c.scalar;
  if (c.training.until > 0) o["until"] = c.training.until;
  if (c.training.certify_every > 0) o["certify_every"] = c.training.certify_every;
  return o;
}

/// Those that go with the others are all there, and no others are.
static void take_method_options(JsonFields& fields, RunSpec& c) {
  require_method(c.method);
  const MethodEntry* method = method_named(c.method);
  OptionValues values = defaults_of(*method);
  for (const Option& option : method->options) {
    const std::string name = json_name(option);
    if (!fields.has(name)) continue;
    std::visit([&](auto& value) { fields.take(name, value); }, values[option.name]);
    c.method_options[option.name] = values[option.name];
  }
  for (const Option& option : method->options) {
    if (applies(option, values)) fields.require_name(json_name(option));
  }
}

RunSpec spec_of(const nlohmann::ordered_json& o) {
  RunSpec c;
  JsonFields fields("options", o);
  const auto take = [&](const char* name, auto& value) { fields.take(name, value); };
  const auto require = [&](const char* name, auto& value) { fields.require(name, value); };
  take_data(fields, c);
  require("samples", c.samples);
  require("test_samples", c.test_samples);
  if (!c.init.empty()) c.samples = c.test_samples = std::nullopt;  // those of the file
  take("conv", c.convolution.layers);
  if (c.convolution.layers > 0) {
    require("channels", c.convolution.channels);
    require("fc", c.convolution.dense_layers);
    require("fc_width", c.convolution.dense_width);
    take("pools", c.convolution.pools);
    take("freeze", c.convolution.freeze);
  } else {
    require("depth", c.depth);
    require("width", c.width);
  }
  take("batch", c.training.batch);
  if (c.training.batch > 0) {
    require("refresh", c.training.refresh);
    take("batch_growth", c.training.batch_growth);
  }
  require("activation", c.activation);
  require("method", c.method);
  take_method_options(fields, c);
  require("sweeps", c.training.sweeps);
  require("seed", c.seed);
  take("init_distribution", c.init_distribution);
  if (c.init.empty() && c.init_distribution == "uniform") require("scale", c.scale);
  require("threads", c.training.threads);
  require("scalar", c.scalar);
  take("until", c.training.until);
  take("certify_every", c.training.certify_every);
  fields.require_no_others();
  return c;
}

}  // namespace lysep
