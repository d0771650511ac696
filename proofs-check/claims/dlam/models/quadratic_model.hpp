#pragma once
// The quadratic models of phi around W^k (P), b^k (U), z^k (V) and a^k (Q): phi + <grad phi, D> + (c/2) ||D||^2.
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep {

/// A penalty layer, a "block" (0 W, 1 b, 2 z, 3 a), a move "D" of it and the constant "c" of the model.
struct QuadraticModel {
  /// At the block that the instance names, or at one that the claim speaks of alone.
  explicit QuadraticModel(const Instance& instance);
  QuadraticModel(const Instance& instance, PenaltyBlock which);

  PenaltyLayer at;
  PenaltyBlock which;
  Matrix<Ball> D;
  Ball c;
  bool hypothesis;  // rho > 0, a block that there is, D of its shape

  Ball slope() const { return inner(at.gradient(which), D); }
  Ball phi_after() const { return at.phi_moved(which, D); }
  Ball model() const { return at.phi() + slope() + Ball(0.5) * c * norm_squared(D); }
  Ball size() const;

  /// phi after the move - phi - <grad phi, D> <= (factor c/2) ||D||^2, where c >= `least`.
  Sides majorised(const Ball& least, double factor = 1) const;
};

std::vector<Array> move_arrays(const char* shape, const char* constant);

/// A layer and a move D of the block: random, along what makes phi grow fastest, or a gradient step -grad/c. c is
/// least(layer) times 1, a little more than 1, or up to 10.
Instance move_instance(Draw& draw, PenaltyBlock which, const std::function<double(const Instance&)>& least);

/// rho N and rho of an instance.
double rho_times_samples(const Instance& instance);
inline double rho_of(const Instance& instance) { return instance.number("rho"); }

}  // namespace lysep
