#include "tests/convolution_oracle.hpp"

namespace oracle {

Rows zeros(std::size_t rows, std::size_t columns) { return Rows(rows, std::vector<Real>(columns, Real(0))); }

Rows product(const Rows& A, const Rows& B) {
  Rows C = zeros(A.size(), B[0].size());
  for (std::size_t i = 0; i < A.size(); ++i)
    for (std::size_t k = 0; k < B.size(); ++k) {
      if (A[i][k] == 0) continue;  // most of a convolution's matrix
      for (std::size_t j = 0; j < B[0].size(); ++j) C[i][j] += A[i][k] * B[k][j];
    }
  return C;
}

Rows transposed(const Rows& A) {
  Rows T = zeros(A[0].size(), A.size());
  for (std::size_t i = 0; i < A.size(); ++i)
    for (std::size_t j = 0; j < A[0].size(); ++j) T[j][i] = A[i][j];
  return T;
}

Real norm2(const Rows& A) {
  Real sum = 0;
  for (const auto& row : A)
    for (const Real& a : row) sum += a * a;
  return sum;
}

Rows solved(Rows A, Rows B) {
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

std::size_t Net::L() const { return W.size(); }

std::size_t Net::N() const { return labels.size(); }

Rows Net::sigma(const Rows& c) {
  Rows V = c;
  for (auto& row : V)
    for (Real& v : row) v = tanh(v);
  return V;
}

Rows Net::V(std::size_t l) const { return l == 0 ? X : sigma(c[l - 1]); }

Rows Net::affine(std::size_t l, const Rows& V) const {
  Rows Z = product(W[l], V);
  if (l + 1 < L())
    for (std::size_t i = 0; i < Z.size(); ++i)
      for (Real& z : Z[i]) z += b[l][i];
  return Z;
}

Rows Net::residual(std::size_t l) const {
  Rows Z = affine(l, V(l));
  for (std::size_t i = 0; i < Z.size(); ++i)
    for (std::size_t n = 0; n < N(); ++n) Z[i][n] = c[l][i][n] - Z[i][n];
  return Z;
}

Rows Net::softmax(const Rows& Z) {
  Rows P = Z;
  for (std::size_t n = 0; n < Z[0].size(); ++n) {
    Real total = 0;
    for (std::size_t j = 0; j < Z.size(); ++j) total += exp(Z[j][n]);
    for (std::size_t j = 0; j < Z.size(); ++j) P[j][n] = exp(Z[j][n]) / total;
  }
  return P;
}

std::vector<Real> Net::losses(const Rows& Z) const {
  const Rows P = softmax(Z);
  std::vector<Real> R;
  for (std::size_t n = 0; n < N(); ++n) R.push_back(-log(P[labels[n]][n]));
  return R;
}

Rows Net::surrogate() const { return product(W[L() - 1], V(L() - 1)); }

Rows Net::network() const {
  Rows V = X;
  for (std::size_t l = 0; l + 1 < L(); ++l) V = sigma(affine(l, V));
  return product(W[L() - 1], V);
}

Real Net::omega(std::size_t l) const {
  Real w = 1;
  for (std::size_t j = l + 1; j < L(); ++j) w *= norm2(W[j]);
  return w;
}

Real Net::lambda(std::size_t l) const {
  Real sum = 0;
  for (std::size_t i = 0; i < l; ++i) {
    Real term = norm2(residual(i));
    for (std::size_t j = i + 1; j < l; ++j) term *= norm2(W[j]);
    sum += term;
  }
  return sum;
}

Real Net::S() const {
  Real sum = 0;
  for (const Real& R : losses(surrogate())) sum += R * R;
  for (std::size_t l = 0; l + 1 < L(); ++l) sum += omega(l) * norm2(residual(l));
  return sum;
}

Real Net::CE() const {
  Real sum = 0;
  for (const Real& l : losses(network())) sum += l;
  return sum / N();
}

Rows Net::weighted_gradient() const {
  const Rows Z = surrogate();
  Rows T = softmax(Z);
  const auto R = losses(Z);
  for (std::size_t n = 0; n < N(); ++n) {
    T[labels[n]][n] -= 1;
    for (auto& row : T) row[n] *= R[n];
  }
  return T;
}

Rows Net::gradient_W() const {
  Rows G = product(weighted_gradient(), transposed(V(L() - 1)));
  const Real lam = lambda(L() - 1);
  for (std::size_t j = 0; j < G.size(); ++j)
    for (std::size_t i = 0; i < G[0].size(); ++i) G[j][i] = 2 * lam * W[L() - 1][j][i] + 2 * G[j][i];
  return G;
}

Rows Net::gradient_c(std::size_t l) const {
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

Real Net::C(std::size_t l) const {
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
  return 2 * (omega(l + 1) * (w + M2 * sqrt(rows * samples) * w + M2 * sqrt(norm2(product(transposed(W[l + 1]), B)))) +
              omega(l));
}

void Net::sweep(const Real& factor) {
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

void Net::solve_layer(std::size_t l) {
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

Rows pooling_matrix(const ImageLayer& s, std::size_t inputs) {
  if (!s.pooled) {
    Rows P = zeros(inputs, inputs);
    for (std::size_t i = 0; i < inputs; ++i) P[i][i] = 1;
    return P;
  }
  const std::size_t h = s.height / 2, w = s.width / 2;
  Rows P = zeros(s.channels * h * w, inputs);
  for (std::size_t i = 0; i < s.channels; ++i)
    for (std::size_t y = 0; y < h; ++y)
      for (std::size_t x = 0; x < w; ++x)
        for (std::size_t a = 0; a < 2; ++a)
          for (std::size_t b = 0; b < 2; ++b)
            P[(i * h + y) * w + x][(i * s.height + 2 * y + a) * s.width + 2 * x + b] = Real(1) / 4;
  return P;
}

Rows convolution_matrix(const ImageLayer& s, const Rows& K) {
  const int h = static_cast<int>(s.pooled ? s.height / 2 : s.height);
  const int w = static_cast<int>(s.pooled ? s.width / 2 : s.width);
  const int m = s.same ? s.kernel / 2 : 0, H = h + 2 * m - s.kernel + 1, W = w + 2 * m - s.kernel + 1;
  Rows E = zeros(K.size() * H * W, s.channels * h * w);
  for (std::size_t o = 0; o < K.size(); ++o)
    for (int y = 0; y < H; ++y)
      for (int x = 0; x < W; ++x)
        for (std::size_t i = 0; i < s.channels; ++i)
          for (int v = 0; v < h; ++v)
            for (int u = 0; u < w; ++u) {
              const int a = v - y + m, b = u - x + m;  // the tap that reads pixel (v, u) at output (y, x)
              if (a < 0 || a >= s.kernel || b < 0 || b >= s.kernel) continue;
              E[(o * H + y) * W + x][(i * h + v) * w + u] = K[o][(i * s.kernel + a) * s.kernel + b];
            }
  return E;
}

Rows operator_matrix(const ImageLayer& s, const Rows& K, std::size_t inputs) {
  if (s.kernel == 0 && !s.pooled) return K;
  const Rows inner = s.kernel == 0 ? K : convolution_matrix(s, K);
  return product(inner, pooling_matrix(s, inputs));
}

}  // namespace oracle
