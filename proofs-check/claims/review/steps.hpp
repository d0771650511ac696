#pragma once
// What the claims about the review's "the loss decreases" share: one gradient step of Algorithm 1 on W_L or c_l.
#include "core/methods/layer_separation/step_constants.hpp"
#include "proofs-check/enclosures/network.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {

/// W_L - tau grad_{W_L} S with "step" tau, and C_L of Lemma 3.3 on the ball of "radius" R.
struct OutputStep {
  explicit OutputStep(const Instance& instance);

  Network network;
  Ball tau, radius, C;
  bool hypothesis = false;  // sigma bounded, L >= 2, ||W_L|| <= R, 0 < tau <= 2/C_L
  Matrix<Ball> gradient;    // the program's

  Matrix<Ball> moved(const Ball& step) const;  // W_L - step gradient
  Ball loss_at(const Matrix<Ball>& W) const;   // S by its definition (3.4)
  Ball CE_at(const Matrix<Ball>& W) const;     // of the true network
  bool feasible() const;
};

/// States with a "step" and a "radius": hidden outputs and auxiliary variables of opposite sign, feasible minimisers of
/// CE, large lambda at tau = 2/C_L, random, and steps that are too long.
Instance output_step_instance(Draw& draw);

/// tanh, M = N = 1, c_1 = 1, W_1 x + b_1 = -1, W_2 = 0, tau = 0.05, R = 1: CE rises from 0.693 to 0.713.
Instance output_step_witness();

std::vector<Array> output_step_arrays();

/// c_l - tau grad_{c_l} S with tau = "factor"/C_l at "layer" l. What is divided by omega_{l+1} says so.
struct SteppedAuxiliary {
  explicit SteppedAuxiliary(const Instance& instance);

  Network network;
  Index l;
  Ball factor, omega;                      // tau C_l, omega_{l+1}
  Ball C, C_sharp;                         // over omega_{l+1}
  Matrix<Ball> gradient;                   // the program's, over omega_{l+1}
  bool hypothesis = false;                 // C_l exists, 0 < factor <= 2
  bool stationary = false, fixed = false;  // the gradient is exactly 0; C_l is exactly 0

  /// The part of S that c_l enters, over omega_{l+1}, at c_l - (factor/C) gradient; by its definition.
  Ball part_after(const Ball& C, const Ball& factor) const;
  Ball part() const;
  /// The size of what the part's residuals are the difference of, squared.
  Ball scale() const;
  /// S before - S after.
  Ball decrease() const;
  /// tau (1 - share tau C_l) ||grad_{c_l} S||^2, over omega_{l+1}.
  Ball promised(const Ball& C, double share) const;
  bool shorter() const { return factor < Ball(2.0); }
  bool feasible() const;
};

/// States with a "layer" and a "factor": random, feasible (stationary in c_l for l <= L-2), W_L = 0, and quadratics
/// (sigma = identity) at tau = 2/C_l.
Instance auxiliary_step_instance(Draw& draw);

/// sigma = identity, L = 3, M = N = 1: S is a quadratic in c_1, and tau = 2/C_1 leaves it as it is.
Instance auxiliary_step_witness();

std::vector<Array> auxiliary_step_arrays();

}  // namespace lysep
