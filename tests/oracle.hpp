#pragma once
// The independent oracle: S, its gradients and Algorithm 1 by naive loops in 100 digits, straight from the paper's
// formulas and in terms of c_l (no residual form). It shares no code with core/ but the multiprecision type.
#include <boost/multiprecision/mpfr.hpp>
#include <vector>

namespace oracle {

using Real =
    boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<100>, boost::multiprecision::et_off>;
using Rows = std::vector<std::vector<Real>>;  // [row][column]

inline Rows zeros(std::size_t rows, std::size_t columns) { return Rows(rows, std::vector<Real>(columns, Real(0))); }

inline Rows product(const Rows& A, const Rows& B) {
  Rows C = zeros(A.size(), B[0].size());
  for (std::size_t i = 0; i < A.size(); ++i)
    for (std::size_t k = 0; k < B.size(); ++k) {
      if (A[i][k] == 0) continue;  // most of a convolution's matrix
      for (std::size_t j = 0; j < B[0].size(); ++j) C[i][j] += A[i][k] * B[k][j];
    }
  return C;
}

inline Rows transposed(const Rows& A) {
  Rows T = zeros(A[0].size(), A.size());
  for (std::size_t i = 0; i < A.size(); ++i)
    for (std::size_t j = 0; j < A[0].size(); ++j) T[j][i] = A[i][j];
  return T;
}

inline Real norm2(const Rows& A) {
  Real sum = 0;
  for (const auto& row : A)
    for (const Real& a : row) sum += a * a;
  return sum;
}

/// X with A X = B by Gaussian elimination with pivoting; A is square and regular.
inline Rows solved(Rows A, Rows B) {
  const std::size_t n = A.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t p = k;
    for (std::size_t i = k; i < n; ++i)
      if (abs(A[i][k]) > abs(A[p][k])) p = i;
    std::swap(A[k], A[p]);
    std::swap(B[k], B[p]);
    for (std::size_t i = k + 1; i < n; ++i) {
      const Real f = A[i][k] / A[k][k];
      for (std::size_t j = k; j < n; ++j) A[i][j] -= f * A[k][j];
      for (Real& b : B[i]) b -= f * B[k][&b - B[i].data()];
    }
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t c = 0; c < B[0].size(); ++c) {
      for (std::size_t j = k + 1; j < n; ++j) B[k][c] -= A[k][j] * B[j][c];
      B[k][c] /= A[k][k];
    }
  }
  return B;
}

/// tanh network with auxiliary variables, layers 0..L-1 standing for 1..L.
struct Net {
  Rows X;                            // d x N
  std::vector<int> labels;           // N
  std::vector<Rows> W;               // L
  std::vector<std::vector<Real>> b;  // L-1
  std::vector<Rows> c;               // L-1

  std::size_t L() const { return W.size(); }
  std::size_t N() const { return labels.size(); }

  static Rows sigma(const Rows& c) {
    Rows V = c;
    for (auto& row : V)
      for (Real& v : row) v = tanh(v);
    return V;
  }
  Rows V(std::size_t l) const { return l == 0 ? X : sigma(c[l - 1]); }

  Rows affine(std::size_t l, const Rows& V) const {
    Rows Z = product(W[l], V);
    if (l + 1 < L())
      for (std::size_t i = 0; i < Z.size(); ++i)
        for (Real& z : Z[i]) z += b[l][i];
    return Z;
  }
  /// c_l - W_l V_l - b_l 1^T.
  Rows residual(std::size_t l) const {
    Rows Z = affine(l, V(l));
    for (std::size_t i = 0; i < Z.size(); ++i)
      for (std::size_t n = 0; n < N(); ++n) Z[i][n] = c[l][i][n] - Z[i][n];
    return Z;
  }
  /// Softmax, J x N.
  static Rows softmax(const Rows& Z) {
    Rows P = Z;
    for (std::size_t n = 0; n < Z[0].size(); ++n) {
      Real total = 0;
      for (std::size_t j = 0; j < Z.size(); ++j) total += exp(Z[j][n]);
      for (std::size_t j = 0; j < Z.size(); ++j) P[j][n] = exp(Z[j][n]) / total;
    }
    return P;
  }
  /// -ln p_y, one a sample.
  std::vector<Real> losses(const Rows& Z) const {
    const Rows P = softmax(Z);
    std::vector<Real> R;
    for (std::size_t n = 0; n < N(); ++n) R.push_back(-log(P[labels[n]][n]));
    return R;
  }
  Rows surrogate() const { return product(W[L() - 1], V(L() - 1)); }
  Rows network() const {
    Rows V = X;
    for (std::size_t l = 0; l + 1 < L(); ++l) V = sigma(affine(l, V));
    return product(W[L() - 1], V);
  }
  Real omega(std::size_t l) const {
    Real w = 1;
    for (std::size_t j = l + 1; j < L(); ++j) w *= norm2(W[j]);
    return w;
  }
  /// sum_{i < l} prod_{i < j < l} ||W_j||^2 ||r_i||^2.
  Real lambda(std::size_t l) const {
    Real sum = 0;
    for (std::size_t i = 0; i < l; ++i) {
      Real term = norm2(residual(i));
      for (std::size_t j = i + 1; j < l; ++j) term *= norm2(W[j]);
      sum += term;
    }
    return sum;
  }
  Real S() const {
    Real sum = 0;
    for (const Real& R : losses(surrogate())) sum += R * R;
    for (std::size_t l = 0; l + 1 < L(); ++l) sum += omega(l) * norm2(residual(l));
    return sum;
  }
  Real CE() const {
    Real sum = 0;
    for (const Real& l : losses(network())) sum += l;
    return sum / N();
  }
  /// (P - A) diag(R).
  Rows weighted_gradient() const {
    const Rows Z = surrogate();
    Rows T = softmax(Z);
    const auto R = losses(Z);
    for (std::size_t n = 0; n < N(); ++n) {
      T[labels[n]][n] -= 1;
      for (auto& row : T) row[n] *= R[n];
    }
    return T;
  }
  Rows gradient_W() const {  // (3.15)
    Rows G = product(weighted_gradient(), transposed(V(L() - 1)));
    const Real lam = lambda(L() - 1);
    for (std::size_t j = 0; j < G.size(); ++j)
      for (std::size_t i = 0; i < G[0].size(); ++i) G[j][i] = 2 * lam * W[L() - 1][j][i] + 2 * G[j][i];
    return G;
  }
  Rows gradient_c(std::size_t l) const {  // (3.12), (3.14)
    Rows G;
    if (l + 2 == L()) {
      G = product(transposed(W[L() - 1]), weighted_gradient());
    } else {
      G = product(transposed(W[l + 1]), residual(l + 1));
      for (auto& row : G)
        for (Real& g : row) g *= -omega(l + 1);
    }
    const Rows r = residual(l);
    const Real w = omega(l);
    for (std::size_t i = 0; i < G.size(); ++i)
      for (std::size_t n = 0; n < N(); ++n) {
        const Real t = tanh(c[l][i][n]);
        G[i][n] = 2 * G[i][n] * (1 - t * t) + 2 * w * r[i][n];
      }
    return G;
  }
  /// Lemma 3.3's constants for tanh: M0 = M1 = 1, M2 = 4/(3 sqrt 3).
  Real C(std::size_t l) const {
    const Real M2 = 4 / (3 * sqrt(Real(3))), n = W[L() - 1][0].size(), samples = N();
    const Real lnJ = log(Real(W[L() - 1].size()));
    if (l + 1 == L()) {
      return 2 * lambda(l) + 2 * samples * n * (2 * sqrt(n) * sqrt(norm2(W[l])) + lnJ + 2);
    }
    const Real w = norm2(W[l + 1]), root = sqrt(w);
    if (l + 2 == L()) {
      return 2 * root * ((root + sqrt(2 * samples) * M2) * (2 * sqrt(n) * root + lnJ) + root * (1 + 2 * sqrt(samples)));
    }
    Rows B = c[l + 1];
    for (std::size_t i = 0; i < B.size(); ++i)
      for (Real& x : B[i]) x -= b[l + 1][i];
    const Real rows = c[l].size();
    return 2 *
           (omega(l + 1) * (w + M2 * sqrt(rows * samples) * w + M2 * sqrt(norm2(product(transposed(W[l + 1]), B)))) +
            omega(l));
  }
  /// One sweep of Algorithm 1 with tau = factor/C_l at the current state, in c-form.
  void sweep(const Real& factor) {
    const std::size_t D = L();
    const Rows g = gradient_W();
    const Real tau = factor / C(D - 1);
    for (std::size_t j = 0; j < g.size(); ++j)
      for (std::size_t i = 0; i < g[0].size(); ++i) W[D - 1][j][i] -= tau * g[j][i];
    for (std::size_t l = D - 1; l-- > 0;) {
      const Rows gc = gradient_c(l);
      const Real step = factor / C(l);
      for (std::size_t i = 0; i < gc.size(); ++i)
        for (std::size_t n = 0; n < N(); ++n) c[l][i][n] -= step * gc[i][n];
      solve_layer(l);
    }
  }
  void solve_layer(std::size_t l) {  // (3.10), (3.11)
    const Rows V_l = V(l);
    Rows A = product(V_l, transposed(V_l)), B = c[l];
    for (std::size_t i = 0; i < B.size(); ++i)
      for (Real& x : B[i]) x -= b[l][i];
    const Real lam = lambda(l);
    for (std::size_t i = 0; i < A.size(); ++i) A[i][i] += lam;
    W[l] = transposed(solved(A, product(V_l, transposed(B))));
    const Rows WV = product(W[l], V_l);
    for (std::size_t i = 0; i < B.size(); ++i) {
      Real sum = 0;
      for (std::size_t n = 0; n < N(); ++n) sum += c[l][i][n] - WV[i][n];
      b[l][i] = sum / N();
    }
  }
};

}  // namespace oracle
