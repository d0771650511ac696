#pragma once
// A gradient of phi in one block, against dual numbers along a direction.
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep {

/// And the array "D", a direction in the block.
struct GradientTerms {
  GradientTerms(const Instance& instance, PenaltyBlock which)
      : at(instance), D(instance.balls("D")), derivative(at.derivative(which, D)) {}

  PenaltyLayer at;
  Matrix<Ball> D;
  Ball derivative;

  Sides against(const Matrix<Ball>& gradient) const {
    return {inner(gradient, D), derivative, at.hypothesis(), at.size() + norm_squared(D) * at.rho};
  }
};

void set_gradient(Claim& claim, PenaltyBlock which);

}  // namespace lysep
