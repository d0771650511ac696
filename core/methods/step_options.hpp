#pragma once
// The step rules' options and the names of a sweep's blocks: plain values, for all who speak of a step.
#include <cstddef>
#include <stdexcept>
#include <string>

namespace lysep {

enum class StepRule { backtracking, certified, per_sample };
enum class ConstantSet { paper, sharp };

struct StepOptions {
  StepRule rule = StepRule::backtracking;
  double shrink = 0.9;      // backtracking: tau <- shrink tau until the block's objective does not increase
  double grow = 1.1;        // first trial = grow * the step accepted last
  double relaxation = 1.0;  // least-squares updates go this many times as far, 0 < relaxation < 2
  ConstantSet constants = ConstantSet::paper;
  double tau_factor = 1.0;           // certified: tau = tau_factor/C, 0 < tau_factor <= 2
  int max_trials = 100;              // of one step
  std::ptrdiff_t frozen_layers = 0;  // layers 1..frozen_layers, and their c_l, stay as they are
};

/// The blocks of Algorithm 1; joint: all of them at once; activated: a_l of DLAM.
enum class BlockKind { output_weights, auxiliary, layer_weights, bias, joint, activated };

/// A value that is not finite; the state is the last good one.
class NonFinite : public std::runtime_error {
 public:
  NonFinite(std::ptrdiff_t layer, const std::string& what)
      : std::runtime_error("non-finite " + what + " in layer " + std::to_string(layer)), layer_(layer) {}
  std::ptrdiff_t layer() const { return layer_; }

 private:
  std::ptrdiff_t layer_;
};

}  // namespace lysep
