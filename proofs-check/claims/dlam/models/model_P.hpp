#pragma once
// The model P of phi in W_l with its vector theta, as printed in section 2.2 and as (7) has it.
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep {

/// A penalty layer, the entries "theta" (m x n) and a move "D" of W.
struct ModelP {
  explicit ModelP(const Instance& instance);

  PenaltyLayer at;
  Matrix<Ball> theta, D, gradient;
  bool positive;  // rho > 0 and theta > 0

  Ball largest_sample() const { return at.rho * largest_column_norm(at.A) * largest_column_norm(at.A); }
  Ball frobenius() const { return at.rho * norm_squared(at.A); }
  Ball curvature() const;  // rho ||A||_2^2
  bool theta_at_least(const Ball& least) const;

  Ball printed() const;    // (1/2) ||theta o D||_1
  Ball quadratic() const;  // (1/2) ||theta o D^{o2}||_1
  /// phi(W + D) - phi - <grad, D> <= distance.
  Sides majorised(const Ball& distance) const {
    const Ball along = inner(gradient, D);
    return {at.phi_moved(PenaltyBlock::W, D) - at.phi() - along, distance, true, at.size() + quadratic() + abs(along)};
  }
};

std::vector<Array> model_P_arrays();
/// theta just above rho ||A||_2^2 and more, D along A's first singular vector and random.
Instance model_P_instance(Draw& draw);

}  // namespace lysep
