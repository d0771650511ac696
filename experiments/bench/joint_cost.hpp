#pragma once
// What a joint step has to do, counted, and the time that takes at a machine's rates: the floor. Fully connected
// layers, activation tanh. For every sample, W = sum of p q over the layers, p x q the weights of one, M units in each
// hidden layer, J classes, L layers:
//
//   a trial          combine  W            c_l and the logits
//                    functions (L - 1) M tanh, (J - 1) exp, 1 log1p
//   linearisation    combine  J M + W - M d  logits; E_l^T delta_l, l > 1
//                    functions 2 (J - 1) exp, 1 log1p
//                    elementwise 2 M (L - 1)  1 - V^2, and its product with E_l^T delta_l
//   J^T R            dots     W + biases   delta_l times R, V_l^T
//   of a row that the step uses
//     J^T J x        combine  W, dots W + biases, elementwise twice the outputs of all layers
//     measuring P    dots     sum of p (p + 1)/2 + q (q + 1)/2, the outputs for t_n
//
// The Cholesky factors and the rows of all parameters do not grow with N and are not counted.
//
// Bytes: V_l and delta_l of all samples are more than the first caches hold. In arrays of all hidden units: a trial
// writes 2 (c_l, V_{l+1}), the linearisation moves 3, J^T R 2, and J^T J x and P each 2, of the rows they use.
#include "experiments/bench/sweep_cost.hpp"

namespace lysep {

/// Sums over the steps that were timed; products and measured count rows.
struct JointWork {
  double steps = 0, trials = 0, products = 0, measured = 0;
};

/// V_l and delta_l, and c_l and V_l of the state and of a trial.
inline double joint_bytes(const SweepShape& shape) {
  return 6.0 * sizeof(double) * static_cast<double>(shape.width * (shape.layers - 1) * shape.samples);
}

/// Of all steps of the work.
inline SweepCost joint_cost(const SweepShape& shape, const JointWork& work) {
  const auto M = static_cast<double>(shape.width), d = static_cast<double>(shape.inputs),
             J = static_cast<double>(shape.classes), N = static_cast<double>(shape.samples),
             hidden = static_cast<double>(shape.layers - 1);
  const double weights = d * M + (hidden - 1) * M * M + J * M, outputs = hidden * M + J;
  const double pairs =
      hidden * M * (M + 1) + J * (J + 1) + (d + 1) * (d + 2) + (hidden - 1) * (M + 1) * (M + 2) + M * (M + 1);
  SweepCost cost;
  cost.combine = N * (work.trials * weights + work.steps * (J * M + weights - M * d)) + work.products * weights;
  cost.dots = (work.steps * N + work.products) * (weights + hidden * M) + work.measured * (pairs / 2 + outputs);
  cost.elementwise = work.steps * N * (2 * M * hidden + outputs) + work.products * 2 * outputs;
  cost.tanh = N * work.trials * M * hidden;
  cost.exp = N * (work.trials + 2 * work.steps) * (J - 1);
  cost.log1p = N * (work.trials + work.steps);
  cost.bytes =
      sizeof(double) * M * hidden * (N * (2 * work.trials + 5 * work.steps) + 2 * (work.products + work.measured));
  return cost;
}

}  // namespace lysep
