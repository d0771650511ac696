#pragma once
// What the claims about the review share: the witness against it, feasible states, and terms of a state.
#include "proofs-check/enclosures/network.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {

/// One witness, three lines: sigma = identity, N = M = 1, J = 2, W_1 x + b_1 = 2 but c_1 = 1, and W_2 = (-1, 1)^T with
/// the first class true. The true logits are (-2, 2), the surrogate ones (-1, 1): CE = log(1 + e^4) = 4.0181 and
/// R = log(1 + e^2), ||W_2||^2 ||r_1||^2 = 2, L_S = sqrt(R^2 + 2) = 2.5542.
StateData state_above_its_loss();

/// sum_{l<L} omega_l ||r_l||^2 = S - ||R||^2 without cancellation.
Ball constraint_terms(const Network& network);

/// The sides of a claim about feasible states, and of one about states whose constraint terms are positive.
inline Sides where_feasible(const Network& network, const Ball& left, const Ball& right) {
  return network.is_feasible() ? Sides{left, right} : hypothesis_not_met();
}
inline Sides where_infeasible(const Network& network, const Ball& left, const Ball& right) {
  return constraint_terms(network).is_positive() ? Sides{left, right} : hypothesis_not_met();
}

/// K(B, L) of Theorem 3.1.
Ball best_constant_of(const Network& network);

/// Feasible random networks of every activation: with N = 1..4 samples, and nearly equal ones; a few infeasible.
Instance feasible_instance(Draw& draw);

/// Feasible networks on N identical inputs with two classes, of which the first is the more frequent among the labels:
/// all margins, those between the minimisers of L_S and of CE, and those near the latter.
Instance identical_inputs_instance(Draw& draw);

/// A feasible scalar network on N identical inputs with p_1 = 1/(1 + e^(-margin)); the first `first` labels are of the
/// first class, the others of the second.
StateData identical_inputs(const Activation& activation, const std::vector<double>& w, double c, double margin,
                           Index first, Index N);

/// Such a network where CE is least, p_1 = n1/N, and S is not stationary.
StateData feasible_minimiser(Draw& draw);

/// N identical inputs, labels among two classes: what the constrained minima are made of.
struct IdenticalInputs {
  explicit IdenticalInputs(const StateData& state);

  Network network;
  Ball n1, n2;              // samples of each class
  bool hypothesis = false;  // feasible, identical inputs, J = 2, n1 > n2 >= 1

  Ball N() const { return n1 + n2; }
  Ball first_loss() const;   // l of a sample of the first class, at the state
  Ball second_loss() const;  // and of the second
  /// The losses at the minimiser of CE, p_1 = n1/N: ln(N/n1) and ln(N/n2).
  Ball least_first_loss() const { return log1p(n2 / n1); }
  Ball least_second_loss() const { return log1p(n1 / n2); }
  Ball mean(const Ball& l1, const Ball& l2) const { return (n1 * l1 + n2 * l2) / N(); }
  Ball root_mean_square(const Ball& l1, const Ball& l2) const { return sqrt(mean(l1 * l1, l2 * l2)); }
  /// At CE's minimiser.
  Ball least_CE() const { return mean(least_first_loss(), least_second_loss()); }
  Ball L_S_there() const { return root_mean_square(least_first_loss(), least_second_loss()); }
};

}  // namespace lysep
