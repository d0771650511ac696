#pragma once
// FISTA on (5) with the cross-entropy, stopped after some iterations.
#include "proofs-check/claims/dlam/block_updates/exact_output.hpp"

namespace lysep {

/// One sample: "v" and "start" (J x 1), "label", "rho", "iterations" (0..40).
struct Fista {
  explicit Fista(const Instance& instance);

  Matrix<Ball> v, start;
  Ball rho;
  int y, iterations;
  bool hypothesis;

  Ball objective(const Matrix<Ball>& z) const;         // l(z, y) + (rho/2) ||z - v||^2
  Matrix<Ball> gradient(const Matrix<Ball>& z) const;  // p - y + rho (z - v)
  /// After so many iterations with this step: x = y - step grad(y), t' = (1 + sqrt(1 + 4 t^2))/2, y = x + ((t - 1)/t')
  /// dx.
  Matrix<Ball> run(const Ball& step, int count) const;
  Ball usual_step() const { return Ball(1.0) / (rho + Ball(0.5)); }

  /// (rho/2) ||dz||^2 - share delta ||dz|| <= the decrease from start to z, delta = ||grad(z)||.
  Sides decreases(const Matrix<Ball>& z, double share, double factor = 1) const;
};

void set_fista(Claim& claim);
/// The counterexample: two classes, start = v = (-8, 8), the label is the first, rho = 1/4, 6 iterations.
Instance overshot();

}  // namespace lysep
