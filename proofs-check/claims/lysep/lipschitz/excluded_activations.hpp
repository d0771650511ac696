#pragma once
// Why Lemma 3.3 excludes softplus (unbounded) and ReLU (its derivative jumps): one block with each.
#include "proofs-check/frame/claim.hpp"
#include "proofs-check/enclosures/definition.hpp"

namespace lysep {

/// One sample of a hidden block, divided by omega_{l+1}: f(c) = ||W s(c) - B||^2 + ||W||^2 ||c - d||^2, s = softplus.
/// Arrays "c" (M x 1), "W" (m x M), "B" (m x 1), "direction" (M x 1) and "radius"; d drops out of the curvature.
struct SoftplusBlock {
  explicit SoftplusBlock(const Instance& instance);

  Matrix<Ball> c, W, B, u;
  Ball radius, curvature;  // d^2/dt^2 f(c + t u) by dual numbers

  bool in_range() const { return largest_entry(c) <= radius; }
  /// 2 (M1^2 ||W||^2 + M0 M2 sqrt(M) ||W||^2 + M2 ||W^T B|| + ||W||^2), the C_l of (3.20) over omega_{l+1}, N = 1.
  Ball constant(const Ball& M0, const Ball& M1, const Ball& M2) const;
  Sides at_most(const Ball& C) const { return {curvature, C * norm_squared(u)}; }
};

/// log(1 + e^x).
Ball softplus(const Ball& x);

/// |c| <= radius: random, large B (where the constant is approached), saturated; and units beyond the radius.
Instance softplus_instance(Draw& draw);

/// M = 2, W = (1 1), B = 0, c = (0, 1000), u = (1, 0): the curvature is 504.8.
Instance softplus_witness();

std::vector<Array> softplus_arrays();

/// f(c) = (relu(c) - 1)^2 + c^2 at "c1" and "c2", neither of them 0, and a constant "C".
struct KinkedBlock {
  explicit KinkedBlock(const Instance& instance);

  Ball c1, c2, C;
  Ball distance, change;  // |c1 - c2|, |f'(c1) - f'(c2)| by dual numbers
  Ball smooth_change;     // the same for softplus in place of ReLU
  Ball size;              // of what the changes are the difference of
  bool defined, one_side;

  Sides at_most(const Ball& right) const { return {change, right, true, size}; }
};

/// Points on one side of the kink, on both, and near it.
Instance kink_instance(Draw& draw);

std::vector<Array> kink_arrays();

}  // namespace lysep
