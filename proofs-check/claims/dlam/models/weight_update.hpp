#pragma once
// The update of W_l: the minimiser of P + Omega, and the backtracking of Algorithm 2 that finds theta.
#include <optional>

#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep {

/// Omega = 0, (mu/2) ||W||^2 or mu ||W||_1.
struct RegulariserTerm {
  enum Kind { none, squares, absolute_values };
  Kind kind = none;
  Ball mu = Ball(0.0);

  Ball value(const Matrix<Ball>& W) const;
  /// The minimiser over W' of <G, W' - W> + (theta/2) ||W' - W||^2 + Omega(W'): W - G/theta, (theta W - G)/(theta +
  /// mu), or W - G/theta moved towards 0 by mu/theta, as far as 0.
  Matrix<Ball> minimiser(const Matrix<Ball>& W, const Matrix<Ball>& G, const Ball& theta) const;
};

/// Arrays "regulariser" (0, 1, 2) and "mu"; nothing where it is another number or mu < 0.
std::optional<RegulariserTerm> regulariser_of(const Instance& instance);
std::vector<Array> regulariser_arrays();
/// Draws them; for absolute values also so that an entry of W - G/theta lies within 1e-12 of the threshold.
void draw_regulariser(Draw& draw, Instance& instance, double theta);

/// theta > 0 on a penalty layer with a regulariser: W' and what Lemma 6 asks.
struct WeightUpdate {
  explicit WeightUpdate(const Instance& instance);  // and "theta"

  PenaltyLayer at;
  RegulariserTerm omega;
  Ball theta;
  Matrix<Ball> gradient, after, D;  // D = W' - W
  bool hypothesis;

  /// rho ||D A||^2 <= theta ||D||^2, which is phi(W') <= P(W'), for certain.
  bool stops() const;
  Ball decrease() const {
    return at.phi() + omega.value(at.W) - at.phi_where(PenaltyBlock::W, after) - omega.value(after);
  }
  Ball size() const;
  /// P - phi at W' + X: <grad, D + X> + (theta/2) ||D + X||^2.
  Ball model(const Matrix<Ball>& move) const { return inner(gradient, move) + Ball(0.5) * theta * norm_squared(move); }
  /// -(grad + theta (W' - W)), which Lemma 4 has in the subdifferential of Omega at W'.
  Matrix<Ball> subgradient() const { return scaled(Ball(-1.0), sum(gradient, scaled(theta, D))); }
};

std::vector<Array> weight_update_arrays();

/// A layer, a regulariser, and theta: q = rho ||G A||^2/||G||^2 and a little more (where the stop test is an equality
/// for Omega = 0), above rho ||A||_2^2, or anything.
Instance weight_update_instance(Draw& draw);

/// Algorithm 2 from alpha_0: theta, the first of alpha_0 gamma^j that stops for certain, as all from rho ||A||_F^2
/// do. Nothing where gamma < 1.1,
/// alpha_0 <= 0 or the trials were cut off.
std::optional<Ball> backtracked(const PenaltyLayer& at, const RegulariserTerm& omega, const Ball& alpha0,
                                const Ball& gamma);

/// q in double; 0 where G = 0.
double direction_curvature(const Instance& instance);

}  // namespace lysep
