#pragma once
// What the claims about Lemma 3.3(ii) and about the curvature of the squared cross-entropy share.
#include "core/methods/layer_separation/step_constants.hpp"
#include "proofs-check/frame/claim.hpp"
#include "proofs-check/enclosures/definition.hpp"

namespace lysep {

/// h_2(R) = 4 s^2 + 4 R s (1 - s), s = 1 - e^(-R).
Ball two_class_curvature(const Ball& R);

/// h_J(R) = max(h_2(R), [J >= 3] R s): the supremum of Hess_z(l^2)'s largest eigenvalue where l = R.
Ball curvature_bound(const Ball& R, Index classes);

/// d^2/dt^2 l(z + t u, y)^2 at t = 0, from (2.1) by dual numbers; column n of z and u.
Ball curvature_along(const Matrix<Ball>& z, int y, const Matrix<Ball>& u, Index n = 0);

/// lambda_L = sum_{i<L} prod_{i<j<L} ||W_j||^2 ||r_i||^2, term by term.
Ball output_regulariser(const Network& network);

/// grad_{W_L} S at the output weights W, the other variables the network's: the derivatives of l^2 in the logits by
/// dual numbers from (2.1).
Matrix<Ball> output_gradient_by_definition(const Network& network, const Matrix<Ball>& W);

/// d^2/dt^2 S(W_L + t D) at t = 0, by dual numbers of second order from (2.1) and (3.4).
Ball output_curvature_by_definition(const Network& network, const Matrix<Ball>& D);

/// Throws BadInput where D has not the shape of W_L.
void require_output_shape(const Network& network, const Matrix<Ball>& D, const std::string& name);

/// The state's W_L and a second point "W_to", with a "radius": what Lemma 3.3(ii) speaks of.
struct OutputPair {
  explicit OutputPair(const Instance& instance);

  Network network;
  Matrix<Ball> W_to;
  Ball distance, change;     // ||W^ - W~||, ||grad(W^) - grad(W~)||
  Ball gradients;            // the size of what `change` is the difference of
  Ball largest_norm;         // max(||W^||, ||W~||)
  OutputTerms<Ball> output;  // lambda_L, the radius, ||V_L||_2^2, max_n ||sigma_n||^2

  bool in_ball() const { return largest_norm <= output.radius; }
  bool bounded() const { return network.sigma.M0.has_value() && network.L >= 2; }
  Index J() const { return network.J; }
  Ball M() const { return count(output.units); }
  Ball N() const { return network.samples(); }
  Ball frobenius_squared() const { return norm_squared(network.V(network.L)); }

  /// a lambda + 2 N M M0^2 (2 sqrt(M) M0 R + ln J + offset); Lemma 3.3(ii) has a = offset = 2. M0 exists.
  Ball printed(double a, const Ball& factor, double offset) const;
  /// a lambda + gram max(curvature, [J >= 3] log(1 + (J-1) e^(sqrt2 R max_n ||sigma_n||))).
  Ball sharpened(double a, const Ball& gram, const Ball& curvature, const Ball& radius) const;
  /// ||grad(W^) - grad(W~)|| <= C ||W^ - W~||.
  Sides at_most(const Ball& C) const { return {change, C * distance, true, gradients}; }
};

/// A state with L >= 2 of a bounded activation, "W_to" and a "radius": random, close pairs, extreme (zero, tiny and
/// huge W_L, rank-deficient V_L), points outside the ball, saturated units with two classes (where h_2 is attained),
/// two equal wrong classes (where R s is), large lambda.
Instance output_pair_instance(Draw& draw);

/// The same with J = 2.
Instance two_class_pair_instance(Draw& draw);

/// The family with J >= 3 and two equal wrong classes alone: W = (-t, e, -e, -t..)^T, and e exchanged.
Instance equal_wrong_classes(Draw& draw);

/// The witness against Lemma 3.3(ii) as printed.
Instance equal_wrong_classes_witness();

std::vector<Array> output_pair_arrays();

/// The instances of a user's state: W_L against 0 and against -W_L.
std::vector<Instance> pairs_at_state(const StateData& state);

/// "z", "direction" (J x 1) and "label" (1): random, extreme margins, one wrong class far ahead (along e_j - e_y) and
/// two equal ones (along e_j - e_k).
Instance logits_and_direction(Draw& draw);

/// "J = 2" or "J >= 3".
std::string group_of_classes(Index J);

}  // namespace lysep
