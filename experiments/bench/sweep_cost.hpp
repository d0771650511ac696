#pragma once
// What one sweep of Algorithm 1 has to do, counted, and the time that takes at a machine's rates: the floor.
// Backtracking, fully connected layers, activation tanh. For every sample, with M units in each hidden layer, d inputs,
// J classes, L layers, t trials of a step, and q = d for the first layer, q = M for the others:
//
//   W_L              dots     J M          H = T V_L^T
//                    combine  t J M        logits
//   c_{L-1}          combine  J M + t J M  W_L^T T; logits of a trial
//                    tanh     t M + M      sigma(c) of a trial, and of the accepted step
//   losses           functions 2 t (J - 1) exp, 2 t log1p, 2 t expm1; P - A follows from the accepted trial's
//   c_l, l < L-1     combine  (1 + t) M^2  E^T r_{l+1}; E dV of a trial
//                    short    t M          the change of sigma(c): polynomial and division, no exp
//                    tanh     M            sigma(c) of the accepted step
//   E_l, l < L       dots     q (q + 1)/2 + M q  Gram matrix, right-hand side
//                    combine  M q          dE V
//   sums             dots     ||g||^2: M; a trial's ||r_l||^2 and ||r_{l+1}||^2: 2 t M (M + 1 in c_{L-1}: R; W_L: 1);
//                             after E_l and b_l: ||r_l||^2 twice, and the bias's sum: 3 M
//   elementwise      3 M gradient, t M r - tau g, M c - tau g, M r - db: multiply-adds
//
// The small solves do not grow with N and are not counted.
//
// Bytes: a step's acceptance and the small solve are barriers over all samples, so that a layer takes passes; what a
// pass reads or writes of an array (M doubles a sample) is one move:
//   gradient, two trials     6  read V_{l+1}, r_l, r_{l+1}, write g and the trials' r_{l+1}
//   another trial            5  read g, V_{l+1}, r_l, r_{l+1}, write the trial's r_{l+1}
//   acceptance, Gram matrix  6  read c_l, g, r_l, write c_l, V_{l+1}, r_l; and read V_l (q doubles)
//   residual, bias           2  read r_l, write r_l; and read V_l
// In c_{L-1}, whose trials hold R and no r_{l+1}: 3, 3, 6, 2. W_L reads V_L in 1 + t passes.
#include "experiments/bench/machine_rates.hpp"

namespace lysep {

struct SweepShape {
  Index layers, width, samples;
  Index inputs = 2, classes = 2;
};

/// Counts of one sweep.
struct SweepCost {
  double combine = 0, dots = 0, elementwise = 0;  // multiply-adds
  double tanh = 0, short_tanh = 0, exp = 0, log1p = 0, expm1 = 0;
  double bytes = 0;
};

/// trials: of a step, on average.
inline SweepCost sweep_cost(const SweepShape& shape, double trials) {
  const auto M = static_cast<double>(shape.width), d = static_cast<double>(shape.inputs),
             J = static_cast<double>(shape.classes), N = static_cast<double>(shape.samples),
             hidden = static_cast<double>(shape.layers - 1), middle = hidden - 1, t = trials;
  const double q = d + middle * M;                            // summed over the hidden layers
  const double q_pairs = d * (d + 1) + middle * M * (M + 1);  // q (q + 1) summed over them
  SweepCost cost;
  cost.combine = N * (t * J * M + (1 + t) * J * M + middle * (1 + t) * M * M + M * q);
  cost.dots = N * (J * M + q_pairs / 2 + M * q + hidden * (M + 3 * M) + middle * 2 * t * M + t * (M + 1) + t);
  cost.elementwise = N * hidden * (5 + t) * M;
  cost.tanh = N * (t * M + hidden * M);
  cost.short_tanh = N * middle * t * M;
  cost.exp = N * 2 * t * (J - 1);
  cost.log1p = cost.expm1 = N * 2 * t;
  const double others = std::max(t - 2, 0.0);
  const double moves = middle * (6 + 5 * others + 6 + 2) + (3 + 3 * others + 6 + 2) + (1 + t);
  cost.bytes = sizeof(double) * N * (moves * M + 2 * q);
  return cost;
}

/// Seconds of one thread.
struct SweepFloor {
  double arithmetic, memory;
  double at_peak;     // arithmetic, if every multiply-add went at the rate of registers
  std::string level;  // where one layer's arrays fit

  /// What is computed and what is moved overlap at best.
  double seconds() const { return std::max(arithmetic, memory); }
};

/// The arrays of one step: c_l, V_{l+1}, r_l, r_{l+1}, g, a trial's r_{l+1}, V_l.
inline double layer_bytes(const SweepShape& shape) {
  return 7.0 * sizeof(double) * static_cast<double>(shape.width * shape.samples);
}

/// bytes: of the arrays that are moved, which tell where they come from.
inline SweepFloor floor_of(const SweepCost& c, double bytes, const MachineRates& rates) {
  const double functions = c.tanh * rates.seconds_of("tanh") + c.short_tanh * rates.seconds_of("short tanh change") +
                           c.exp * rates.seconds_of("exp") + c.log1p * rates.seconds_of("log1p") +
                           c.expm1 * rates.seconds_of("expm1");
  const MemoryLevel& level = rates.level_of(bytes);
  return {(c.combine + c.elementwise) / rates.best(true) + c.dots / rates.best(false) + functions,
          c.bytes / level.bandwidth(), (c.combine + c.elementwise + c.dots) / rates.peak + functions, level.name};
}

inline SweepFloor sweep_floor(const SweepShape& shape, double trials, const MachineRates& rates) {
  return floor_of(sweep_cost(shape, trials), layer_bytes(shape), rates);
}

}  // namespace lysep
