#pragma once
// One block update of Algorithm 1 with the core's gradient, trial step and constants, and the block's own part of S
// before and after it (c_l: over omega_{l+1}), so that nothing cancels.
#include "core/methods/layer_separation/step_constants.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep {

/// A Lipschitz constant together with what it is made of, for mutants to take away from.
struct StepConstant {
  Ball value;
  ActivationConstants<Ball> a;
  AuxiliaryTerms<Ball> terms;   // of c_l
  OutputTerms<Ball> output;     // of W_L
  Ball parameters = Ball(0.0);  // of c_l: sum of the squares of layer l+1's parameters
};

enum class StepBlock { hidden, last_hidden, output };  // c_l, l <= L-2; c_{L-1}; W_L

/// A changed constant of one kind of block; at the other blocks its mutant does not speak.
struct ConstantVariant {
  Mutant mutant;
  StepBlock which;
  Ball (*changed)(const StepConstant&);
};

/// C_{L-1} as printed, with sqrt N, sqrt(2N) M2, ln J and the 1 as arguments, and the two in the middle.
Ball last_hidden_printed(const StepConstant& c, const Ball& root_N, const Ball& root_2N_M2, const Ball& log_J,
                         double one);
Ball root_samples(const StepConstant& c);
Ball curvature_factor(const StepConstant& c);
Ball log_classes(const StepConstant& c);

/// The block's part of S after and before the update that an instance names. A gradient step moves by tau g.
struct UpdateOutcome {
  bool hypothesis = false;
  bool stationary = false;  // the gradient is exactly 0
  bool gradient_step = false;
  bool shorter = false;                          // tau < 2/C_l
  Ball after, before, C, tau, gradient_squared;  // the last three of a gradient step, c_l in units of omega_{l+1}
};
UpdateOutcome outcome_of_update(const Instance& instance, ConstantSet set, const ConstantVariant* variant = nullptr);

/// The instance arrays block, layer and factor: what they mean, and an instance of them.
std::vector<Array> update_arrays();
std::vector<std::string> step_hypotheses();
Instance update_of(const StateData& state, const char* family, BlockKind kind, Index layer, double factor);

/// Random and extreme networks with bounded, C^{1,1} activations.
Instance bounded_network(Draw& draw);

/// Updates of every block: random, extreme, and near equality of a constant.
Instance block_update(Draw& draw);
/// Steps of c_l alone, in the same families; and of W_L alone.
Instance auxiliary_step(Draw& draw);
Instance output_step(Draw& draw);

/// A state's update of every block.
std::vector<Instance> updates_of_state(const StateData& state);

/// Theorem 3.4 with the constants of `set`, and the variants as mutants.
Claim block_update_claim(ConstantSet set, const std::vector<ConstantVariant>& variants);

}  // namespace lysep
