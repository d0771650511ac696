#pragma once
// The monotone line search on c_l: tau <- eta tau from tau_0 until S(c_l - tau g) <= S(c_l), g = grad_{c_l} S.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep {

struct LineSearchTerms {
  explicit LineSearchTerms(const Instance& instance);

  Network network;
  Index l;
  Ball tau0, eta;
  Matrix<Ball> g;  // the program's gradient, sigma'(0) = 0 for ReLU
  bool hypothesis;

  /// g with sigma'(0) = 1 for ReLU, and with the sign of 2 omega_l r_l changed.
  Matrix<Ball> gradient_from_the_right() const;
  Matrix<Ball> gradient_with_residual_reversed() const;
  /// No entry of c_l is 0, or sigma is not ReLU.
  bool differentiable() const;

  /// min_k S(c_l - tau_0 eta^k g) + factor tau_0 eta^k ||g||^2 against S(c_l): at the first k that certainly suffices;
  /// of those looked at where S + factor t ||g||^2 increases with t from 0 to the shortest, so that no k is left.
  /// Otherwise the search was cut off, and the left side is not enclosed: nothing is refuted.
  Sides search(const Matrix<Ball>& g, const Ball& factor = Ball(0.0)) const;
  /// The same for k = 0 alone.
  Sides first_trial() const;

 private:
  Ball loss_after(const Matrix<Ball>& g, const Ball& tau) const;
  /// Encloses d/dt S(c_l - t g) for all from < t <= to.
  Ball slope_on(const Matrix<Ball>& g, const Ball& from, const Ball& to) const;
  /// Where S(c_l - t g) + t more certainly increases with t up to tau, from the number returned on; 0: on [0, tau].
  Ball increases_from(const Matrix<Ball>& g, Ball tau, const Ball& more) const;
};

/// The arrays of both claims: "layer", "tau0" and "eta".
std::vector<Array> line_search_arrays();

/// A state, a layer and the search's parameters.
Instance line_search_of(const char* family, const StateData& state, Index l, double tau0, double eta);

/// Random states of moderate norms, feasible ones, large and tiny weights, W_L = 0, large residuals.
Instance line_search_instance(Draw& draw, const std::vector<Activation>& activations);

/// ReLU with c_1 = 0 exactly, L = 3, M = N = 1: S(c_1)/||W_3||^2 = (w relu(c_1) + a)^2 + w^2 (c_1 - m)^2 + const.
StateData relu_at_its_kink(double w, double a, double m);

}  // namespace lysep
