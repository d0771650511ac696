#pragma once
// What a sweep of BSUM's first-order updates has to do, counted, and the time that takes at a machine's rates: the
// floor. Cross-entropy of the outputs, tanh, no regulariser, no biases. For every sample and the update of block j,
// with p x q the weights of a layer, w = p q, J classes, L layers, and t trials of gamma (one by lipschitz):
//
//   gradient   combine      w_l of l > j         E_l^T Delta_l
//              dots         w_j                  Delta_j Z_{j-1}^T
//              elementwise  2 p_l, j <= l < L    1 - Z^2, and its product with E_{l+1}^T Delta_{l+1}
//                           J                    (P - A)/N; P follows from the exp of the last value
//   Lip        dots         q_j (q_j + 1)/2      Z_{j-1} Z_{j-1}^T, for its spectral norm   } that of X stays;
//                           q_j                  the largest ||z_n||                        } by lipschitz only
//                           J                    the largest slope of a loss
//   a trial    combine      w_l of l >= j        E_l Z_{l-1}
//              functions    p_l tanh, j <= l < L; J - 1 exp, 1 log1p
//
// Over a sweep layer l is in l trials and in l - 1 gradients. Spectral norms of weights and the search for gamma do not
// grow with N and are not counted.
//
// Bytes: a sum over the samples is a barrier, so that an update takes 1 + t passes; what one reads or writes, in
// doubles: the gradient q_j of Z_{j-1}, J of U_L and p_l of the Z_l, j <= l < L; a trial q_j, and writes those.
#include "experiments/bench/sweep_cost.hpp"

namespace lysep {

/// trials: of an update, on average.
inline SweepCost bsum_cost(const SweepShape& shape, double trials, bool lipschitz) {
  const auto M = static_cast<double>(shape.width), d = static_cast<double>(shape.inputs),
             J = static_cast<double>(shape.classes), N = static_cast<double>(shape.samples), t = trials;
  const Index L = shape.layers;
  SweepCost cost;
  double outputs = 0, inputs = 0;  // p_l, j <= l < L, and q_j, summed over the updates
  for (Index l = 1; l <= L; ++l) {
    const double p = l == L ? J : M, q = l == 1 ? d : M, place = static_cast<double>(l);
    cost.combine += N * p * q * (place - 1 + t * place);
    cost.dots += N * p * q;
    if (lipschitz) cost.dots += N * ((l > 1 ? q * (q + 1) / 2 + q : 0) + J);
    if (l < L) outputs += place * p;
    inputs += q;
  }
  const auto updates = static_cast<double>(L);
  cost.elementwise = N * (2 * outputs + updates * J);
  cost.tanh = N * t * outputs;
  cost.exp = N * t * updates * (J - 1);
  cost.log1p = N * t * updates;
  cost.bytes = sizeof(double) * N * (1 + t) * (inputs + outputs + updates * J);
  return cost;
}

/// U_l and Z_l of all samples.
inline double bsum_bytes(const SweepShape& shape) {
  return 2.0 * sizeof(double) * static_cast<double>(shape.samples * shape.width * (shape.layers - 1));
}

}  // namespace lysep
