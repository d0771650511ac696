#pragma once
// Small networks with auxiliary variables: random, extreme, and near equality.
#include "proofs-check/frame/claim.hpp"

namespace lysep {

/// In the order of the core's list: all activations; those with a derivative (not ReLU), with a second one as well (nor
/// softsign); the bounded ones, which are differentiable.
std::vector<Activation> every_activation();
std::vector<Activation> differentiable_activations();
std::vector<Activation> smooth_activations();
std::vector<Activation> bounded_activations();

/// sigma(c) and B in double, from enclosures.
double sigma_of(const Activation& activation, double c);
double lipschitz_of(const Activation& activation);

/// For Theorem 3.1: random networks of every activation, extreme ones (zero layers, norms 1e-8 to 1e8, margins of
/// hundreds, identical samples) and scalar chains near equality, with L = 2..8 and B = 0.05..4.
Instance separation_instance(Draw& draw);

/// A random network: L = 2..4, M = 1..3, N = 1..4, J = 2..4, weights and residuals of random magnitude.
StateData random_state(Draw& draw, const std::vector<Activation>& activations);

/// The scalar chain (M = N = 1, J = 2): layers with weights w_2..w_{D-1}, output v(-1, 1)^T or, for v < 0, (1, -1)^T;
/// c_l and r_l as given, biases follow. Label 0, input 1.
StateData scalar_chain(const Activation& activation, const std::vector<double>& w, double v,
                       const std::vector<double>& c, const std::vector<double>& r);

/// A state with 1 <= "layer" <= L-2, L >= 3, and a "direction" of c_l's shape: random, extreme (zero and tiny layers,
/// saturated units) and feasible. The activations are differentiable.
Instance hidden_direction_instance(Draw& draw);

/// The layer that an instance names. Throws BadInput unless 1 <= layer <= last and, where the instance has one, the
/// direction has the shape of c_layer.
Index layer_of(const Instance& instance, Index last);
inline Index hidden_layer(const Instance& instance) { return layer_of(instance, instance.state->depth() - 2); }

/// The first sample of a state N times.
StateData replicated(const StateData& state, Index N);

}  // namespace lysep
