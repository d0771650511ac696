#pragma once
// Activations at points: what the table of the constants M0, M1 and M2 is decided on.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/claim.hpp"
#include "proofs-check/enclosures/dual.hpp"

namespace lysep {

/// "activation" (its number in the core's list), "factor" (of the identity, 1 otherwise), "x" and "y".
struct ActivationPoint {
  explicit ActivationPoint(const Instance& instance);

  Activation activation;
  ActivationConstants<Ball> constants;  // of the core
  Ball x, y;

  Ball distance() const { return abs(x - y); }
  Ball value(const Ball& at) const;
  /// sigma' and sigma'' by dual numbers from sigma's definition.
  Ball slope(const Ball& at) const;
  Ball bend(const Ball& at) const;
};

/// Every activation at random points of every magnitude up to 1e12, x and y apart and close; at the points where
/// |sigma|, |sigma'| and |sigma''| are largest, y next to x.
Instance activation_instance(Draw& draw);
/// The same for the bounded activations, often far out and, for sin, near pi/2.
Instance bounded_activation_instance(Draw& draw);
std::vector<Array> activation_arrays();
/// The activation's name, for Claim::group.
std::string activation_group(const Instance& instance);

}  // namespace lysep
