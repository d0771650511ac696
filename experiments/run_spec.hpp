#pragma once
// Everything that determines a run: from the command line, or from the run.json of a run to be repeated.
#include <nlohmann/json.hpp>
#include <optional>

#include "datasets/dataset.hpp"
#include "experiments/training.hpp"

namespace lysep {

struct RunSpec {
  std::string data = "circle", init;  // init: a state file, instead of data and network
  std::string activation = "tanh", method = "lysep", step = "backtracking", constants = "paper", scalar = "double";
  std::optional<std::size_t> samples, test_samples;  // absent: all of csv:FILE, 3000 and 1000 of circle
  long depth = 3, width = 10;
  std::uint64_t seed = 0;
  double scale = 1.7320508075688772;  // sqrt 3
  TrainingOptions training;           // its rule, constants and method follow from the names above
};

/// The state to start from, and the test data.
struct Problem {
  StateData start;
  Dataset test;
};

/// Sets training.method, steps.rule and steps.constants from their names, and checks names and ranges.
/// Throws BadInput.
void complete(RunSpec& spec);

/// Throws BadInput where the data or the state file cannot be used.
Problem problem_of(const RunSpec& spec);

/// The options as run.json keeps them, and back. samples and test_samples are those of the problem.
nlohmann::ordered_json json_of(const RunSpec& spec, const Problem& problem);
RunSpec spec_of(const nlohmann::ordered_json& options);

}  // namespace lysep
