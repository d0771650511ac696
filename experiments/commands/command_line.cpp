#include "experiments/commands/command_line.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/commands/completion.hpp"
#include "experiments/commands/config_words.hpp"
#include "experiments/runs/version.hpp"

namespace lysep {
namespace {

/// The first line of a message, for errors are one line.
std::string one_line(const std::string& message) { return message.substr(0, message.find('\n')); }

/// Adds an option of each kind, with its checks.
struct Adding {
  CLI::App* app;
  const std::string &name, &help;

  CLI::Option* operator()(bool* flag) const { return app->add_flag(name, *flag, help); }
  template <class T>
  CLI::Option* operator()(T* value) const {
    CLI::Option* option = app->add_option(name, *value, help);
    option->transform(CLI::Validator([value](std::string& text) { return problem_with_text(value, text); }, ""));
    return option;
  }
};

/// All commands, also those that a part of the program does not have.
constexpr std::pair<const char*, const char*> all_commands[] = {
    {"check", "validate the claims by rigorous arithmetic; the main job"},
    {"train", "one run of a training algorithm"},
    {"verify", "re-check a finished run: its files, and all of it repeated"},
    {"eval", "every quantity of the theory at a state, as rigorous enclosures"},
    {"predict", "classes and probabilities of samples without labels, by a run or a state file"},
    {"export", "a trained network for other programs, as a model of ONNX"},
    {"plot", "the trace of a run as curves, and the regions of a network of the plane"},
    {"certify", "states in order, from any program: S never increases and the bound holds, by enclosures"},
    {"reproduce", "a table or figure of the paper, side by side with the printed numbers"},
    {"bench", "time kernels, sweeps and checks on this machine"},
    {"data", "list, fetch (with checksum) and describe the data sets"}};

/// The words of a command line, with those that the file behind --config has in front of the command's own.
std::vector<std::string> with_config(const CLI::App& app, std::vector<std::string> words) {
  const auto named =
      app.get_subcommands([&](const CLI::App* command) { return !words.empty() && command->get_name() == words[0]; });
  if (named.empty() || !named[0]->get_option_no_throw("--config")) return words;
  const CLI::App* command = named[0];
  const auto at = [&](const std::string& option) {
    return std::find_if(words.begin() + 1, words.end(),
                        [&](const std::string& word) { return word == option || word.starts_with(option + "="); });
  };
  const auto config = at("--config");
  if (config == words.end() || (*config == "--config" && config + 1 == words.end())) return words;
  const std::string file = *config == "--config" ? *(config + 1) : config->substr(std::string("--config=").size());
  if (file.empty()) return words;
  const auto of_file = config_words(words[0], file, [&](const std::string& name) -> std::optional<ConfigOption> {
    const CLI::Option* option = command->get_option_no_throw("--" + name);
    if (!option) return std::nullopt;
    return ConfigOption{option->get_expected_max() == 0, at("--" + name) != words.end()};
  });
  words.insert(words.begin() + 1, of_file.begin(), of_file.end());
  return words;
}

}  // namespace

CommandLine CommandLine::command(const std::string& name, const std::string& help) const {
  return CommandLine(*app_->add_subcommand(name, help));
}

void CommandLine::require_command() const { app_->require_subcommand(1); }

void CommandLine::option(const std::string& name, const OptionTarget& target, const std::string& help) const {
  CLI::Option* option = std::visit(Adding{app_, name, help}, target);
  if (!group_.empty()) option->group(group_);
  if (!name.starts_with("--")) {
    option->required();
  } else if (std::holds_alternative<std::vector<std::string>*>(target) ||
             std::holds_alternative<std::optional<std::vector<long>>*>(target)) {
    option->delimiter(',');
  } else if (!std::holds_alternative<bool*>(target)) {
    option->capture_default_str();
  }
}

void CommandLine::may_stand_alone(const std::string& option, const std::string& word) const {
  app_->get_option(option)->expected(0, 1)->default_str(word)->force_callback(false);
}

void CommandLine::exclude(const std::string& option, std::initializer_list<const char*> others) const {
  for (const char* other : others) app_->get_option(option)->excludes(app_->get_option(other));
}

bool CommandLine::given(const std::string& option) const { return app_->count(option) > 0; }
bool CommandLine::given_beside(const std::set<std::string>& options) const {
  for (const CLI::Option* option : app_->get_options()) {
    if (option->count() > 0 && options.count(option->get_name()) == 0) return true;
  }
  return false;
}
bool CommandLine::given() const { return app_->parsed(); }

void CommandLine::parse(const std::string& words, const std::function<void(CommandLine)>& add_options,
                        const std::function<void()>& parsed) {
  CLI::App app;
  add_options(CommandLine(app));
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    throw BadInput(fmt::format("{}: {}", words, one_line(error.what())));
  }
  parsed();
}

int run_commands(int argc, char** argv, const std::map<std::string, AddCommand>& had) {
  CLI::App app{"Layer separation training for cross-entropy networks, with its theorems checked by rigorous arithmetic",
               "lysep"};
  app.require_subcommand(1);
  app.set_version_flag("--version", version());
  std::map<std::string, Command> commands;
  std::vector<std::string> names;
  for (const auto& [name, help] : all_commands) {
    const CommandLine line = CommandLine(app).command(name, help);
    names.emplace_back(name);
    commands[name] = had.count(name) > 0 ? had.at(name)(line) : [name = std::string(name)]() -> int {
      throw BadInput(fmt::format("requires the whole program for {}, but got a part of it", name));
    };
  }
  std::string shell;
  CommandLine(app).command("completion", "a script that completes words in a shell").option("SHELL", &shell, "bash");
  commands["completion"] = [&]() -> int {
    if (shell != "bash") throw BadInput(fmt::format("completion requires bash, but got {}", shell));
    fmt::print("{}", bash_completion(app));
    return exit_done;
  };
  names.emplace_back("completion");
  app.footer(
      "./lysep test builds and runs the tests. Exit codes: 0 done, 1 a check failed, 2 bad usage or input, 3 stopped, "
      "4 a fault of the machine.");
  const std::string command = argc > 1 ? argv[1] : "";
  if (!command.starts_with('-') && commands.count(command) == 0) {
    throw BadInput(fmt::format("requires a command, one of {} (and test, of the wrapper), but got \"{}\"",
                               fmt::join(names, ", "), command));
  }
  try {
    std::vector<std::string> words = with_config(app, {argv + 1, argv + argc});
    std::reverse(words.begin(), words.end());  // as the library takes them
    app.parse(std::move(words));
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    throw BadInput(one_line(error.what()));
  }
  return commands.at(app.get_subcommands().front()->get_name())();
}

}  // namespace lysep
