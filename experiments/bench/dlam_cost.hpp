#pragma once
// What a sweep of DLAM has to do, counted, and the time that takes at a machine's rates: the floor. Cross-entropy by
// its exact step, no regulariser, relu. For every sample, with W = sum of p q over the layers, p x q the weights of
// one, P = sum of p; W' and P' those of the layers behind the first; H hidden layers of M units, J classes, and t
// trials of a step on a_l, l < L:
//
//   W_l   combine      2 W                E = W A + b - Z; H A
//         dots         W + P              G = E A^T; ||H A||^2
//   b_l   combine      W                  W A
//   z_l   dots         5 P                the bias's sum; ||dZ||^2; ||r||^2 of all and of each; the largest entry of r
//         functions    2 J exp, J log1p   the losses, and the least that z_L takes
//         elementwise  5 P                E, W A + b, the box of z, dZ, r
//   a_l   combine      (2 + t) W'         W A; W^T E; W (A' - A)
//         dots         H M + t (H M + P') ||G||^2; ||A' - A||^2 and its image
//         elementwise  P' + (3 + 2 t) H M E; rho G, A' and the violation; A' and A' - A of a trial
//
// H A would give W' A for the bias, and a trial's product the next layer's E, but rounded otherwise.
//
// Bytes: a sum over the samples is a barrier, so that a layer takes passes; what one reads or writes, in doubles:
//   E and G            q + 2 p          A, Z, write E
//   H A                q
//   bias               q + 2 p          A, Z, write W A
//   z_l                4 p, M of a_l    W A, Z, write Z and r
//   gradient of a_l    2 M, p behind    A, Z of the layer behind, write G
//   a trial            3 M              A, G, Z
//   accepting          4 M              those, write A
//   violation          2 M              Z, A
#include "experiments/bench/sweep_cost.hpp"

namespace lysep {

/// trials: of a step on a_l, on average.
inline SweepCost dlam_cost(const SweepShape& shape, double trials) {
  const auto M = static_cast<double>(shape.width), d = static_cast<double>(shape.inputs),
             J = static_cast<double>(shape.classes), N = static_cast<double>(shape.samples),
             hidden = static_cast<double>(shape.layers - 1), t = trials;
  const double behind = (hidden - 1) * M * M + J * M, weights = d * M + behind;
  const double outputs = hidden * M + J, inputs = d + hidden * M, outputs_behind = outputs - M;
  SweepCost cost;
  cost.combine = N * (3 * weights + (2 + t) * behind);
  cost.dots = N * (weights + 6 * outputs + hidden * M + t * (hidden * M + outputs_behind));
  cost.elementwise = N * (5 * outputs + outputs_behind + (3 + 2 * t) * hidden * M);
  cost.exp = N * 2 * J;
  cost.log1p = N * J;
  cost.bytes = sizeof(double) * N * (3 * inputs + 8 * outputs + outputs_behind + (9 + 3 * t) * hidden * M);
  return cost;
}

/// Z_l, A_l and what is worked out of a layer, of all samples.
inline double dlam_bytes(const SweepShape& shape) {
  return sizeof(double) * static_cast<double>(shape.samples) *
         static_cast<double>(shape.inputs + 3 * shape.width * (shape.layers - 1));
}

}  // namespace lysep
