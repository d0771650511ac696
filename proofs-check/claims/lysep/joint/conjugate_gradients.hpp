#pragma once
// k steps of preconditioned conjugate gradients on (J^T T J + m I) x = -g from x = 0, in enclosures; fewer where the
// residual vanishes.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep {

struct ConjugateGradients {
  explicit ConjugateGradients(const Instance& instance);

  Matrix<Ball> J, T, g, diagonal, x;  // N x P, N x 1, P x 1, P x 1 (of the preconditioner), P x 1
  Ball m;
  Index steps;
  bool hypothesis;

  /// A v = J^T T J v + m v.
  Matrix<Ball> times(const Matrix<Ball>& v) const;
  Ball slope() const { return inner(g, x); }             // <g, x>
  Ball curvature() const { return inner(x, times(x)); }  // x^T A x
  Sides falls_by(double share) const { return sides(slope(), Ball(-share) * curvature()); }
  Sides reversed() const { return sides(curvature(), slope()); }
  Sides of_other_sign() const { return sides(-slope(), Ball(-0.5) * curvature()); }
  Sides sides(const Ball& left, const Ball& right) const {
    return hypothesis ? Sides{left, right, true, curvature()} : hypothesis_not_met();
  }

 private:
  void iterate();
};

void set_conjugate_gradients(Claim& claim);

}  // namespace lysep
