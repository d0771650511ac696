#pragma once
// The loss S of (3.4), and what it is made of, by naive loops straight from the definition, for any scalar: with Dual
// numbers, derivatives that share no formula with the core.
#include "proofs-check/enclosures/dual.hpp"
#include "proofs-check/enclosures/network.hpp"

namespace lysep {

/// The paper's variables Theta. Units x samples; layers 1..L, auxiliary variables 1..L-1.
template <class T>
struct Variables {
  std::vector<Matrix<T>> W;
  std::vector<Vector<T>> b;
  std::vector<Matrix<T>> c;
};

/// W, b and c of a network, as constants of scalar T.
template <class T>
Variables<T> variables_of(const Network& network) {
  Variables<T> v;
  const auto cast = [](const auto& m) { return m.unaryExpr([](const Ball& x) { return T(x); }).eval(); };
  for (Index l = 1; l <= network.L; ++l) {
    v.W.push_back(cast(network.W(l)));
    if (l == network.L) break;
    v.b.push_back(cast(network.b(l)));
    v.c.push_back(cast(network.c(l)));
  }
  return v;
}

/// Seeds the derivative of a block: d/dt of its entries is `direction`.
template <class T, class M, class D>
void seed_direction(M& block, const D& direction) {
  for (Index i = 0; i < block.size(); ++i) block.data()[i].d = T(direction.data()[i]);
}

/// sum_j W_ij V_jn.
template <class T>
T product_entry(const Matrix<T>& W, const Matrix<T>& V, Index i, Index n) {
  T z(0.0);
  for (Index j = 0; j < W.cols(); ++j) z += W(i, j) * V(j, n);
  return z;
}

/// l = log(1 + sum_{j != y} e^(z_j - z_y)) (2.1).
template <class T>
T cross_entropy_by_definition(const std::vector<T>& z, int y) {
  T others(0.0);
  for (std::size_t j = 0; j < z.size(); ++j) {
    if (static_cast<int>(j) != y) others += exp(z[j] - z[static_cast<std::size_t>(y)]);
  }
  return log1p(others);
}

/// p_j = e^(z_j) / sum_k e^(z_k), column by column: no shift, no class factored out.
template <class T>
Matrix<T> softmax_by_definition(const Matrix<T>& Z) {
  Matrix<T> P = Z.unaryExpr([](const T& z) { return exp(z); });
  for (Index n = 0; n < Z.cols(); ++n) {
    T sum(0.0);
    for (Index j = 0; j < Z.rows(); ++j) sum += P(j, n);
    for (Index j = 0; j < Z.rows(); ++j) P(j, n) = P(j, n) / sum;
  }
  return P;
}

/// sigma(c), entry by entry.
template <class T>
Matrix<T> activated_by_definition(const Activation& activation, const Matrix<T>& c) {
  Matrix<T> V(c.rows(), c.cols());
  with_activation<T>(activation, [&](auto sigma) {
    for (Index i = 0; i < c.size(); ++i) V.data()[i] = sigma.value(c.data()[i]);
  });
  return V;
}

/// S = sum_n R_n^2 + sum_{l<L} (prod_{j>l} ||W_j||^2) ||c_l - W_l sigma(c_{l-1}) - b_l 1^T||^2 (3.4), sigma(c_0) = X.
template <class T>
T separation_loss_by_definition(const Variables<T>& v, const Network& network) {
  const Index L = network.L, N = network.N;
  std::vector<Matrix<T>> V = {network.V(1).unaryExpr([](const Ball& x) { return T(x); })};
  for (Index l = 1; l < L; ++l) V.push_back(activated_by_definition(network.chain.activation, v.c[l - 1]));
  T S(0.0);
  for (Index n = 0; n < N; ++n) {
    std::vector<T> z;
    for (Index j = 0; j < network.J; ++j) z.push_back(product_entry(v.W[L - 1], V[L - 1], j, n));
    const T R = cross_entropy_by_definition(z, network.labels[static_cast<std::size_t>(n)]);
    S += R * R;
  }
  for (Index l = 1; l < L; ++l) {
    T omega(1.0), rho_squared(0.0);
    for (Index j = l; j < L; ++j) {
      T norm_squared(0.0);
      for (Index i = 0; i < v.W[j].size(); ++i) norm_squared += v.W[j].data()[i] * v.W[j].data()[i];
      omega *= norm_squared;
    }
    for (Index n = 0; n < N; ++n) {
      for (Index i = 0; i < v.c[l - 1].rows(); ++i) {
        const T r = v.c[l - 1](i, n) - product_entry(v.W[l - 1], V[l - 1], i, n) - v.b[l - 1](i);
        rho_squared += r * r;
      }
    }
    S += omega * rho_squared;
  }
  return S;
}

/// A block of Theta: W_l (l <= L), b_l or c_l (l < L).
enum class Variable { W, b, c };

template <class T, class F>
void with_block(Variables<T>& v, Variable variable, Index l, F&& f) {
  if (variable == Variable::W) {
    f(v.W[l - 1]);
  } else if (variable == Variable::b) {
    f(v.b[l - 1]);
  } else {
    f(v.c[l - 1]);
  }
}

/// S by its definition, the others of Theta fixed: where the block is replaced, and as it is.
Ball loss_where(const Network& network, Variable variable, Index l, const Matrix<Ball>& block);
Ball loss_by_definition(const Network& network);

/// dS/dt of the block + t D at t = 0, by dual numbers; the second where the block is replaced.
Ball derivative_along(const Network& network, Variable variable, Index l, const Matrix<Ball>& D);
Ball derivative_where(const Network& network, Variable variable, Index l, const Matrix<Ball>& block,
                      const Matrix<Ball>& D);

/// d^2 S(block + s D + t E) / ds dt at 0, by dual numbers of dual numbers.
Ball mixed_derivative(const Network& network, Variable variable, Index l, const Matrix<Ball>& D, const Matrix<Ball>& E);

/// B_l = c_l - b_l 1^T, and c_l - W_l V_l - b_l 1^T.
Matrix<Ball> target(const Network& network, Index l);
Matrix<Ball> residual_by_definition(const Network& network, Index l);

/// omega_{l+1}, l < L, with omega_L = 1.
Ball omega_after(const Network& network, Index l);

}  // namespace lysep
