#pragma once
// The update of a_l, l < L: a step on phi of layer l+1, kept in the box h(z_l^{k+1}) -+ eps_l.
#include "proofs-check/claims/dlam/formulation/monotone_activation.hpp"
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep {

/// The penalty layer l+1 with A = a_l^k; "z" (n x N), z_l^{k+1}; "activation", "eps".
struct BoxedOutput {
  explicit BoxedOutput(const Instance& instance);

  PenaltyLayer at;
  Activation h;
  Ball eps;
  Matrix<Ball> centre, gradient;  // h(z_l), grad phi in a
  bool hypothesis = false;        // an h that is monotone, rho, eps > 0

  bool feasible(const Matrix<Ball>& a) const { return largest_entry(difference(a, centre)) <= eps; }
  Matrix<Ball> clip(const Matrix<Ball>& a) const { return clipped(a, centre, eps); }
  /// clip(a - grad/t).
  Matrix<Ball> after(const Ball& t) const { return clip(unclipped(t)); }
  Matrix<Ball> unclipped(const Ball& t) const { return difference(at.A, scaled(Ball(1.0) / t, gradient)); }
  /// rho ||W D||^2 <= t ||D||^2, for certain.
  bool stops(const Matrix<Ball>& D, const Ball& t) const {
    return at.rho * norm_squared(product(at.W, D)) <= t * norm_squared(D);
  }
  /// The box around h(z_{l+1}) in place of h(z_l); nothing where it has another shape.
  std::optional<BoxedOutput> around_next() const;
  Ball curvature() const { return at.rho * squared(spectral_norm(at.W)); }  // rho ||W_{l+1}||_2^2
};

std::vector<Array> boxed_output_arrays();

/// A layer whose A lies in its boxes: inside, on a face exactly, everywhere on faces with the gradient outward; wide
/// boxes.
Instance boxed_output_instance(Draw& draw);
/// rho ||W_{l+1}||_2^2 in double.
double output_curvature(const Instance& instance);

/// h = ReLU, z_l = 0, eps = 1, a^k = 1 on its face, W = 1, b = 0, z_{l+1} = 3, rho = 1: the gradient points outward.
Instance outward_at_a_face();

}  // namespace lysep
