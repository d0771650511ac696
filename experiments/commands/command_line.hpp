#pragma once
// The command line, as the commands see it: options are names beside the values that they set. CLI11, which takes
// seconds to compile, stays behind it.
#include <functional>
#include <initializer_list>
#include <set>
#include <string>

#include "experiments/runs/option_target.hpp"

namespace CLI {
class App;
}

namespace lysep {

/// A command's own command line: a handle.
class CommandLine {
 public:
  explicit CommandLine(CLI::App& app) : app_(&app) {}

  /// A command below this one; require_command: one of them must be given.
  CommandLine command(const std::string& name, const std::string& help) const;
  void require_command() const;
  /// "--name VALUE"; without the dashes, a required word. The help shows the default of numbers and words, if it is not
  /// blank.
  void option(const std::string& name, const OptionTarget& target, const std::string& help) const;
  /// The help shows the options that follow under this heading.
  void group(const std::string& heading) { group_ = heading; }
  /// The option, which takes a word, may be given without one, and then has this one.
  void may_stand_alone(const std::string& option, const std::string& word) const;
  /// Refuses the option beside each of the others.
  void exclude(const std::string& option, std::initializer_list<const char*> others) const;

  /// After parsing: the option, one that is none of these, or this command, was given.
  bool given(const std::string& option) const;
  bool given_beside(const std::set<std::string>& options) const;
  bool given() const;

  /// Parses the words of a text, then calls `parsed`; the command line lives until it returns. Throws BadInput.
  static void parse(const std::string& words, const std::function<void(CommandLine)>& add_options,
                    const std::function<void()>& parsed);

 private:
  CLI::App* app_;
  std::string group_;
};

}  // namespace lysep
