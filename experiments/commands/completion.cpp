#include "experiments/commands/completion.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lysep {

std::string bash_completion(const CLI::App& app) {
  const auto options_of = [](const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
  };
  std::vector<std::string> commands = {"test"};
  std::string cases;
  for (const CLI::App* command : app.get_subcommands({})) {
    commands.push_back(command->get_name());
    std::vector<std::string> below, options = options_of(*command);
    for (const CLI::App* part : command->get_subcommands({})) {
      below.push_back(part->get_name());
      for (const std::string& option : options_of(*part)) options.push_back(option);
    }
    cases += fmt::format("    {}) options=\"{}\" parts=\"{}\" ;;\n", command->get_name(), fmt::join(options, " "),
                         fmt::join(below, " "));
  }
  return fmt::format(
      "# Completes the words of lysep in bash; written by lysep completion bash.\n"
      "_lysep() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} options='' parts=''\n"
      "  if ((COMP_CWORD == 1)); then\n"
      "    COMPREPLY=($(compgen -W \"{} {}\" -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  case ${{COMP_WORDS[1]}} in\n"
      "{}"
      "  esac\n"
      "  COMPREPLY=()\n"
      "  if [[ $word == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
      "  elif ((COMP_CWORD == 2)) && [[ -n $parts ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$parts\" -- \"$word\"))\n"
      "  fi\n"
      "}}\n"
      "complete -o default -F _lysep lysep ./lysep\n",
      fmt::join(commands, " "), fmt::join(options_of(app), " "), cases);
}

}  // namespace lysep
