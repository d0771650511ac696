#pragma once
// The least-squares problem (3.10) of one layer in 100 digits. What is computed there is a point; S is enclosed at it.
#include "core/numbers/multiprecision.hpp"
#include "core/network/state_data.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep {

struct LeastSquaresProblem {
  LeastSquaresProblem(const StateData& state, Index l);

  Matrix<mp100> G, H,
      K;  // sum u u^T, sum r u^T over the patches u of V_l, and the parameters; dense: V V^T, r_l V^T, W_l
  Vector<mp100> weights;  // w of ||E||^2 = sum w_j K_ij^2; dense: ones
  mp100 lambda = mp100(0.0);

  /// dK (G + regulariser diag w) = H - regulariser K diag w, of least norm.
  Matrix<mp100> change(const mp100& regulariser) const;
};

/// The exact values of multiprecision numbers; and the midpoints of enclosures, rounded to them.
Matrix<Ball> exact(const Matrix<mp100>& m);
mp100 midpoint_of(const Ball& x);

/// Every entry encloses 0. Where the normal equations' misfit at W_l does, W_l solves them as far as the enclosures
/// tell and stays: the solution in 100 digits is not exact, and in more bits S is larger there than at a minimum.
bool encloses_zero(const Matrix<Ball>& A);

}  // namespace lysep
