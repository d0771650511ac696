#pragma once
// Finite sequences of steps, and what their squares say of how far they lead.
#include "proofs-check/claims/dlam/dlam_claim.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep {

/// "d" (1 x n): x_k = d_1 + .. + d_k.
struct StepSequence {
  explicit StepSequence(const Instance& i) : d(i.balls("d")) {}
  Matrix<Ball> d;

  Ball length() const { return abs(total(d)); }     // |x_n - x_0|
  Ball root_of_squares() const { return norm(d); }  // sqrt(sum d_i^2)
  Ball steps() const { return count(d.cols()); }
  Sides at_most(const Ball& right) const { return {length(), right, true, total(absolute(d))}; }
};

/// Steps of random sign, equal ones, and 1/i.
inline Instance step_sequence_instance(Draw& draw) {
  Instance instance;
  const int n = draw.integer(1, 12);
  Matrix<double> d = draw.matrix(1, n, draw.magnitude(-3, 2));
  instance.family = "random";
  const double which = draw.uniform(0, 1), size = draw.magnitude(-3, 2);
  if (which < 0.3) {
    instance.family = "equal";
    d.setConstant(size);
  } else if (which < 0.5) {
    instance.family = "harmonic";
    for (int k = 0; k < n; ++k) d(0, k) = size / (k + 1);
  }
  instance.set("d", d);
  return instance;
}

}  // namespace lysep
