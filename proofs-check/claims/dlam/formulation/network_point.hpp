#pragma once
// A point of Problem 2 of a network of L layers: W_l, b_l, z_l for l = 1..L and a_l for l < L, samples as columns.
#include "proofs-check/claims/dlam/formulation/monotone_activation.hpp"
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep {

/// Arrays "X" (n0 x N), and "W1", "b1", "Z1", "A1", .., "WL", "bL", "ZL", with a suffix where an instance has two
/// points; and "label", where there are labels.
struct NetworkPoint {
  explicit NetworkPoint(const Instance& instance, const std::string& suffix = "");

  std::vector<Matrix<Ball>> weights, biases, auxiliaries, outputs;  // outputs: A_0 = X, A_1, .., A_{L-1}
  Labels labels;

  Index L() const { return static_cast<Index>(weights.size()); }
  Index samples() const { return outputs[0].cols(); }
  Matrix<Ball>& W(Index l) { return weights[static_cast<std::size_t>(l - 1)]; }
  Matrix<Ball>& b(Index l) { return biases[static_cast<std::size_t>(l - 1)]; }
  Matrix<Ball>& Z(Index l) { return auxiliaries[static_cast<std::size_t>(l - 1)]; }
  Matrix<Ball>& A(Index l) { return outputs[static_cast<std::size_t>(l)]; }
  const Matrix<Ball>& W(Index l) const { return weights[static_cast<std::size_t>(l - 1)]; }
  const Matrix<Ball>& b(Index l) const { return biases[static_cast<std::size_t>(l - 1)]; }
  const Matrix<Ball>& Z(Index l) const { return auxiliaries[static_cast<std::size_t>(l - 1)]; }
  const Matrix<Ball>& A(Index l) const { return outputs[static_cast<std::size_t>(l)]; }

  Matrix<Ball> residual(Index l) const;                           // Z_l - W_l A_{l-1} - b_l 1^T
  Ball penalties() const;                                         // sum_l ||residual||^2, without rho/2
  Ball risk() const { return total(losses_of(Z(L()), labels)); }  // R, the sum over the samples
  Ball weights_squared() const;                                   // sum_l ||W_l||^2
  /// max over l < L of |A_l - h(Z_l)|, which is at most eps at a feasible point.
  Ball violation(const Activation& h) const;
};

/// The arrays of L layers; those with a suffix are without X.
std::vector<Array> network_point_arrays(int L, const std::string& suffix = "");

/// W_l, b_l and z_l.
void set_layer(Instance& instance, int l, const Matrix<double>& W, const Matrix<double>& b, const Matrix<double>& Z);

}  // namespace lysep
