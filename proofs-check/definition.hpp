#pragma once
// The loss S of (3.4) by naive loops straight from its definition, for any scalar: with Dual numbers, derivatives that
// share no formula with the core.
#include "proofs-check/dual.hpp"
#include "proofs-check/network.hpp"

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

namespace definition_detail {

/// sum_j W_ij V_jn + b_i for one entry.
template <class T>
T entry(const Matrix<T>& W, const Matrix<T>& V, Index i, Index n) {
  T z(0.0);
  for (Index j = 0; j < W.cols(); ++j) z += W(i, j) * V(j, n);
  return z;
}

/// l = log(1 + sum_{j != y} e^(z_j - z_y)) (2.1).
template <class T>
T loss(const std::vector<T>& z, int y) {
  T others(0.0);
  for (std::size_t j = 0; j < z.size(); ++j) {
    if (static_cast<int>(j) != y) others += exp(z[j] - z[static_cast<std::size_t>(y)]);
  }
  return log1p(others);
}

template <class T>
Matrix<T> activation_of(const Activation& activation, const Matrix<T>& c) {
  Matrix<T> V(c.rows(), c.cols());
  with_activation<T>(activation, [&](auto sigma) {
    for (Index i = 0; i < c.size(); ++i) V.data()[i] = sigma.value(c.data()[i]);
  });
  return V;
}

}  // namespace definition_detail

/// S = sum_n R_n^2 + sum_{l<L} (prod_{j>l} ||W_j||^2) ||c_l - W_l sigma(c_{l-1}) - b_l 1^T||^2 (3.4), sigma(c_0) = X.
template <class T>
T separation_loss_by_definition(const Variables<T>& v, const Network& network) {
  using namespace definition_detail;
  const Index L = network.L, N = network.N;
  std::vector<Matrix<T>> V = {network.V(1).unaryExpr([](const Ball& x) { return T(x); })};
  for (Index l = 1; l < L; ++l) V.push_back(activation_of(network.chain.activation, v.c[l - 1]));
  T S(0.0);
  for (Index n = 0; n < N; ++n) {
    std::vector<T> z;
    for (Index j = 0; j < network.J; ++j) z.push_back(entry(v.W[L - 1], V[L - 1], j, n));
    const T R = loss(z, network.labels[static_cast<std::size_t>(n)]);
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
        const T r = v.c[l - 1](i, n) - entry(v.W[l - 1], V[l - 1], i, n) - v.b[l - 1](i);
        rho_squared += r * r;
      }
    }
    S += omega * rho_squared;
  }
  return S;
}

}  // namespace lysep
