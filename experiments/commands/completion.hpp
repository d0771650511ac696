#pragma once
// The options of all commands for a shell that completes words.
#include <string>

namespace CLI {
class App;
}

namespace lysep {

/// A script for bash, made from the options that the program has: `source <(lysep completion bash)`. Where a word
/// begins with no dash, it completes names of files.
std::string bash_completion(const CLI::App& app);

}  // namespace lysep
