#pragma once
// The box {z : |h(z) - a| <= eps} of one entry of z_l, and the update (4) of z_l for l < L, entry by entry.
#include "proofs-check/claims/dlam/formulation/monotone_activation.hpp"
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep {

/// [lower, upper]; an end that is not there is infinite.
struct ActivationBox {
  std::optional<Ball> lower, upper;
  bool empty = false, known = true;  // known: which ends there are is certain

  Ball clip(const Ball& v) const;  // min(max(lower, v), upper)
};

/// ReLU: upper = a + eps, lower = a - eps where a > eps, empty where a < -eps. tanh, sigmoid: h^-1(a -+ eps), infinite
/// where that leaves the range. Identity: a -+ eps. eps > 0.
ActivationBox activation_box(const Activation& h, const Ball& a, const Ball& eps);

/// A penalty layer with its hidden variable: Z is z^k, "a" (m x N) the middle of its box, "eps", "activation".
struct HiddenUpdate {
  explicit HiddenUpdate(const Instance& instance);

  PenaltyLayer at;
  Activation h;
  Matrix<Ball> a, V, after;  // V = W A + b 1^T; after: V clipped to its box
  Ball eps;
  bool hypothesis = false, known = true;  // an h that is monotone, rho, eps > 0, no box empty

  /// |h(z) - a| <= eps in every entry, for certain; and by how much the largest is beyond.
  bool feasible(const Matrix<Ball>& z) const { return largest_entry(misfit(z)) <= eps; }
  Matrix<Ball> misfit(const Matrix<Ball>& z) const { return difference(activation_values(h, z), a); }
  Ball violation(const Matrix<Ball>& z) const { return max(largest_entry(misfit(z)) - eps, Ball(0.0)); }
  /// -(grad + rho (z - z^k)) = rho (V - z), which Lemma 4 has in the subdifferential of the indicator at z.
  Matrix<Ball> multiplier(const Matrix<Ball>& z) const { return scaled(at.rho, difference(V, z)); }
  Ball size() const { return at.size() + at.rho * norm_squared(after); }
};

std::vector<Array> hidden_update_arrays();

/// A small layer whose Z and whose "Y" (m x N) lie in their boxes: random, on a face, V inside (nothing clipped) or
/// outside, ReLU with a below eps.
Instance hidden_update_instance(Draw& draw);

}  // namespace lysep
