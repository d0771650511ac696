#pragma once
// BSUM: the linear systems of a block, (H + gamma I) d = -g in vec(W_j).
#include "core/numbers/least_squares.hpp"

namespace lysep {

/// Cholesky where the block has at most 2000 weights, conjugate gradients beyond.
template <class S>
class InnerSolver {
 public:
  static constexpr Index most_of_cholesky = 2000;

  /// d of the size of g; `times(V, to)` is H V. False where the matrix is not positive definite to working precision: d
  /// is then zero. `iterations` counts the products.
  template <class Times>
  bool solve(const Matrix<S>& g, const S& gamma, const S& tolerance, Times times, Matrix<S>& d, Index& iterations) {
    return g.size() <= most_of_cholesky ? by_cholesky(g, gamma, times, d, iterations)
                                        : by_conjugate_gradients(g, gamma, tolerance, times, d, iterations);
  }

  /// The first direction of curvature <= 0 ends it, and where `truncate`, leaves d as it is then (-g at the first).
  template <class Times>
  bool by_conjugate_gradients(const Matrix<S>& g, const S& gamma, const S& tolerance, Times times, Matrix<S>& d,
                              Index& iterations, bool truncate = false) {
    Matrix<S> r = g, p(g.rows(), g.cols()), Ap(g.rows(), g.cols());
    d = Matrix<S>::Constant(g.rows(), g.cols(), S(0.0));
    for (Index i = 0; i < g.size(); ++i) p.data()[i] = -g.data()[i];
    S rho = squared_norm(r);
    const S enough = tolerance * tolerance * rho;
    const Index most = 2 * g.size() + 20;
    for (Index k = 0; k < most && rho > enough; ++k) {
      times(p, Ap);
      ++iterations;
      for (Index i = 0; i < p.size(); ++i) Ap.data()[i] += gamma * p.data()[i];
      const S curvature = dot(p.data(), Ap.data(), p.size());
      if (!(curvature > S(0.0))) {
        if (!truncate)
          d.setZero();
        else if (k == 0)
          d = p;
        return false;
      }
      const S step = rho / curvature;
      for (Index i = 0; i < p.size(); ++i) {
        d.data()[i] += step * p.data()[i];
        r.data()[i] += step * Ap.data()[i];
      }
      const S next = squared_norm(r), turn = next / rho;
      for (Index i = 0; i < p.size(); ++i) p.data()[i] = turn * p.data()[i] - r.data()[i];
      rho = next;
    }
    return true;
  }

 private:
  template <class Times>
  bool by_cholesky(const Matrix<S>& g, const S& gamma, Times times, Matrix<S>& d, Index& iterations) {
    const Index n = g.size();
    matrix_.resize(n, n);
    Matrix<S> unit = Matrix<S>::Constant(g.rows(), g.cols(), S(0.0)), column(g.rows(), g.cols());
    for (Index i = 0; i < n; ++i) {
      unit.data()[i] = S(1.0);
      times(unit, column);
      ++iterations;
      unit.data()[i] = S(0.0);
      for (Index k = 0; k < n; ++k) matrix_(i, k) = column.data()[k];
      matrix_(i, i) += gamma;
    }
    const S cutoff = S(static_cast<double>(n)) * std::numeric_limits<S>::epsilon();
    d = Matrix<S>::Constant(g.rows(), g.cols(), S(0.0));
    if (!factor_cholesky(matrix_, cutoff)) return false;
    for (Index i = 0; i < n; ++i) d.data()[i] = -g.data()[i];
    solve_cholesky(matrix_, d.data());
    return true;
  }

  Matrix<S> matrix_;
};

}  // namespace lysep
