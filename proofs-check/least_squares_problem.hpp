#pragma once
// The least-squares problem (3.10) of one layer in 100 digits. What is computed there is a point; S is enclosed at it.
#include "core/state_data.hpp"
#include "proofs-check/ball_matrix.hpp"

namespace lysep {

struct LeastSquaresProblem {
  LeastSquaresProblem(const StateData& state, Index l);

  Matrix<mp100> G, H, W;  // V V^T, r_l V^T, W_l
  Vector<mp100> ones;
  mp100 lambda = mp100(0.0);

  /// dW (V V^T + regulariser I) = r_l V^T - regulariser W_l, of least norm.
  Matrix<mp100> change(const mp100& regulariser) const;
};

/// The exact values of multiprecision numbers.
Matrix<Ball> exact(const Matrix<mp100>& m);

/// Every entry encloses 0. Where the normal equations' misfit at W_l does, W_l solves them as far as the enclosures
/// tell and stays: the solution in 100 digits is not exact, and in more bits S is larger there than at a minimum.
bool encloses_zero(const Matrix<Ball>& A);

}  // namespace lysep
