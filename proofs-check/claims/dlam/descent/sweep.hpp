#pragma once
// Sweeps of Algorithm 1, mended, in enclosures, on networks of two layers: what the claims about descent and
// convergence are decided on. Written from the formulas of dlam-eq-2-solution, dlam-eq-3-corrected, dlam-eq-4,
// dlam-eq-5-root and dlam-eq-6-corrected.
#include "proofs-check/claims/dlam/formulation/network_point.hpp"
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep {

struct SweepSettings {
  Activation h;
  Ball eps, rho, alpha0, gamma, tau0, eta;
  RegulariserTerm omega;
  /// R: the cross-entropy of the labels; (1/2) ||Z - targets||^2; <targets, Z>.
  enum Risk { cross_entropy, squared, linear } risk = cross_entropy;
  Matrix<Ball> targets;
  bool shared_bias = true;  // L_b = N rho; false: rho, as printed
};

/// What one sweep did.
struct SweepOutcome {
  Ball before, after;                                               // F^k, F^{k+1}
  Ball W = Ball(0.0), b = Ball(0.0), z = Ball(0.0), a = Ball(0.0);  // (theta/2) ||dW||^2 and so on, over l
  Ball squares = Ball(0.0);                                         // ||dW||^2 + ||db||^2 + ||dZ||^2 + ||dA||^2
  Ball gradient_W = Ball(0.0), gradient_b = Ball(0.0);              // ||g1||^2, ||g2||^2 at k+1
  Ball factor_W = Ball(0.0);                                        // max_l (rho ||A_{l-1}||_2^2 + theta)^2/theta
  Ball s() const { return W + b + z + a; }                          // s_k
};

/// Two layers with arrays of network_point_arrays(2), "label", "targets", "activation", "risk", "eps", "rho", "alpha0",
/// "gamma", "tau0", "eta", "regulariser", "mu".
struct SweptNetwork {
  explicit SweptNetwork(const Instance& instance);

  NetworkPoint point;
  SweepSettings settings;
  bool hypothesis;  // the settings are those of a method, the point is feasible

  Ball F(const NetworkPoint& at) const;
  /// One sweep on `at`. What is not known (trials cut off, a box whose ends are not certain) encloses nothing.
  SweepOutcome sweep(NetworkPoint& at) const;
  SweepOutcome sweep_once() const;
  Ball samples() const { return count(point.samples()); }
};

void set_sweep(Claim& claim);

/// Networks with n0, n1 = 1, 2, J = 2, N = 1..3, a feasible point and every R and Omega: random; at rest (all penalties
/// 0, exactly, so that z_2 moves alone), with equal columns and labels too; feasible for Problem 1.
Instance swept_network_instance(Draw& draw);

}  // namespace lysep
