#pragma once
// The independent oracle: S, its gradients and Algorithm 1 by naive loops in 100 digits, straight from the paper's
// formulas and in terms of c_l (no residual form). It shares no code with core/ but the multiprecision type.
#include <boost/multiprecision/mpfr.hpp>
#include <vector>

namespace oracle {

using Real =
    boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<100>, boost::multiprecision::et_off>;
using Rows = std::vector<std::vector<Real>>;  // [row][column]

Rows zeros(std::size_t rows, std::size_t columns);

Rows product(const Rows& A, const Rows& B);

Rows transposed(const Rows& A);

Real norm2(const Rows& A);

/// X with A X = B by Gaussian elimination with pivoting; A is square and regular.
Rows solved(Rows A, Rows B);

/// tanh network with auxiliary variables, layers 0..L-1 standing for 1..L.
struct Net {
  Rows X;                            // d x N
  std::vector<int> labels;           // N
  std::vector<Rows> W;               // L
  std::vector<std::vector<Real>> b;  // L-1
  std::vector<Rows> c;               // L-1

  std::size_t L() const;
  std::size_t N() const;

  static Rows sigma(const Rows& c);
  Rows V(std::size_t l) const;

  Rows affine(std::size_t l, const Rows& V) const;
  /// c_l - W_l V_l - b_l 1^T.
  Rows residual(std::size_t l) const;
  /// Softmax, J x N.
  static Rows softmax(const Rows& Z);
  /// -ln p_y, one a sample.
  std::vector<Real> losses(const Rows& Z) const;
  Rows surrogate() const;
  Rows network() const;
  Real omega(std::size_t l) const;
  /// sum_{i < l} prod_{i < j < l} ||W_j||^2 ||r_i||^2.
  Real lambda(std::size_t l) const;
  Real S() const;
  Real CE() const;
  /// (P - A) diag(R).
  Rows weighted_gradient() const;
  Rows gradient_W() const;               // (3.15)
  Rows gradient_c(std::size_t l) const;  // (3.12), (3.14)
  /// Lemma 3.3's constants for tanh: M0 = M1 = 1, M2 = 4/(3 sqrt 3).
  Real C(std::size_t l) const;
  /// One sweep of Algorithm 1 with tau = factor/C_l at the current state, in c-form.
  void sweep(const Real& factor);
  void solve_layer(std::size_t l);  // (3.10), (3.11)
};

}  // namespace oracle
