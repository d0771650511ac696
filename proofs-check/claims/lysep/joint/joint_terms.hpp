#pragma once
// What the claims about joint steps share: a network at r = 0, where S = ||R||^2, and the program's Jacobian of R.
#include "proofs-check/enclosures/definition.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {

/// The state with r = 0: c_l from the forward pass.
StateData feasible_state(const StateData& state);

struct JointTerms {
  /// At the state's weights with r = 0.
  explicit JointTerms(const StateData& state);

  Network network;
  std::vector<Matrix<Ball>> deltas;  // delta_l = dR_n/dc_l, of the logits for l = L; outputs x N
  Matrix<Ball> gradient;             // J^T R, 1 x P: of each layer (W_l b_l), row after row

  const Matrix<Ball>& delta(Index l) const { return deltas[static_cast<std::size_t>(l - 1)]; }
  /// 1 - p_y of sample n.
  Ball error(Index n) const { return -delta(network.L)(network.labels[static_cast<std::size_t>(n)], n); }
};

/// All parameters theta + t x of the network, x as the gradient above.
Variables<Ball> moved_parameters(const Network& network, const Matrix<Ball>& x, const Ball& t);

/// ||R||^2 of the true network with these parameters, by definition.
Ball feasible_loss(const Variables<Ball>& v, const Network& network);

/// d/dt ||R||^2 at theta + t x, t = 0, by dual numbers.
Ball feasible_loss_derivative(const Network& network, const Matrix<Ball>& x);

/// Number of parameters.
Index parameters_of(const StateData& state);

/// A small network of any kind, feasible; and with "direction", 1 x P.
Instance feasible_instance(Draw& draw, const std::vector<Activation>& activations);
Instance joint_direction_instance(Draw& draw);

/// The array "direction". Throws BadInput unless it has a number for each parameter.
Matrix<Ball> joint_direction(const Instance& instance);

/// The claim speaks of a network with r = 0, L >= 2.
void set_feasible_state(Claim& claim);

}  // namespace lysep
