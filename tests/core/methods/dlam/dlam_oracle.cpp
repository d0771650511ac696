#include "tests/core/methods/dlam/dlam_oracle.hpp"

namespace oracle {
namespace {

Rows columns_of(const lysep::Matrix<double>& rows) {
  Rows out = zeros(static_cast<std::size_t>(rows.cols()), static_cast<std::size_t>(rows.rows()));
  for (lysep::Index n = 0; n < rows.rows(); ++n)
    for (lysep::Index i = 0; i < rows.cols(); ++i) out[i][n] = rows(n, i);
  return out;
}

Rows difference(const Rows& A, const Rows& B) {
  Rows out = A;
  for (std::size_t i = 0; i < A.size(); ++i)
    for (std::size_t n = 0; n < A[i].size(); ++n) out[i][n] -= B[i][n];
  return out;
}

Real slope_bound(const std::string& name) { return name == "sigmoid" ? Real("0.25") : Real(1); }

Real omega(const DlamOptions& o, const Rows& W) {
  Real sum = 0;
  for (const auto& row : W)
    for (const Real& w : row) sum += o.regulariser == "l1" ? Real(abs(w)) : Real(w * w / 2);
  return o.regulariser == "none" ? Real(0) : Real(o.mu * sum);
}

Real inverse(const std::string& name, const Real& y) {
  const Real far("1e60");
  if (name == "tanh") return y >= 1 ? far : y <= -1 ? Real(-far) : Real(log((1 + y) / (1 - y)) / 2);
  return y >= 1 ? far : y <= 0 ? Real(-far) : Real(log(y / (1 - y)));
}

/// [B1, B2] = {z : |h(z) - a| <= epsilon}.
std::pair<Real, Real> box(const std::string& name, const Real& a, const Real& epsilon) {
  const Real far("1e60"), low = a - epsilon, high = a + epsilon;
  if (name == "relu") return {low > 0 ? low : Real(-far), high};
  if (name == "identity") return {low, high};
  return {inverse(name, low), inverse(name, high)};
}

Real soft(const Real& x, const Real& level) {
  return x > level ? Real(x - level) : x < -level ? Real(x + level) : Real(0);
}

void update_W(DlamNet& net, std::size_t l, const DlamOptions& o, DlamSweep& out) {
  const Rows& A = net.input(l);
  Rows G = product(difference(affine(net, l), net.z[l]), transposed(A));
  for (auto& row : G)
    for (Real& g : row) g *= o.rho;
  const auto step = [&](const Real& alpha) {
    Rows D = net.W[l];
    for (std::size_t i = 0; i < D.size(); ++i)
      for (std::size_t j = 0; j < D[i].size(); ++j) {
        const Real &w = net.W[l][i][j], &g = G[i][j];
        const Real to = o.regulariser == "l1"   ? soft(w - g / alpha, o.mu / alpha)
                        : o.regulariser == "l2" ? Real((alpha * w - g) / (alpha + o.mu))
                                                : Real(w - g / alpha);
        D[i][j] = to - w;
      }
    return D;
  };
  Real alpha = o.alpha0;
  Rows D;
  if (o.exact_theta) {
    D = step(1);  // its direction is that of every step
    alpha = o.rho * norm2(product(D, A)) / norm2(D);
    D = step(alpha);
    ++out.trials_W;
  } else {
    for (;; alpha *= o.gamma) {
      ++out.trials_W;
      D = step(alpha);
      if (o.rho * norm2(product(D, A)) <= alpha * norm2(D)) break;
    }
  }
  for (std::size_t i = 0; i < D.size(); ++i)
    for (std::size_t j = 0; j < D[i].size(); ++j) net.W[l][i][j] += D[i][j];
  out.steps.push_back(alpha / 2 * norm2(D));
}

void update_b(DlamNet& net, std::size_t l, const DlamOptions& o, DlamSweep& out) {
  const Rows E = difference(affine(net, l), net.z[l]);
  const Real L = o.literal ? o.rho : Real(net.N() * o.rho);
  Real squares = 0;
  for (std::size_t i = 0; i < E.size(); ++i) {
    Real gradient = 0;
    for (const Real& e : E[i]) gradient += o.rho * e;
    net.b[l][i] -= gradient / L;
    squares += gradient / L * (gradient / L);
  }
  out.steps.push_back(L / 2 * squares);
}

void update_z(DlamNet& net, std::size_t l, const DlamOptions& o, DlamSweep& out) {
  const Rows V = affine(net, l), before = net.z[l];
  Rows& Z = net.z[l];
  for (std::size_t n = 0; n < net.N(); ++n) {
    if (l + 1 == net.D() && o.loss == "cross-entropy") {
      std::vector<Real> v;
      for (const auto& row : V) v.push_back(row[n]);
      const auto z = proximal_point(v, net.labels[n], o.rho);
      for (std::size_t i = 0; i < z.size(); ++i) Z[i][n] = z[i];
      continue;
    }
    for (std::size_t i = 0; i < Z.size(); ++i) {
      if (l + 1 == net.D()) {
        Z[i][n] = ((net.labels[n] == static_cast<int>(i) ? 1 : 0) + o.rho * V[i][n]) / (1 + o.rho);
      } else {
        const auto [low, high] = box(o.activation, net.a[l][i][n], net.epsilon[l]);
        Z[i][n] = V[i][n] < low ? low : V[i][n] > high ? high : V[i][n];
      }
    }
  }
  out.steps.push_back(o.rho / 2 * norm2(difference(Z, before)));
}

/// The samples `some` of A_l, with one t.
Real step_a(DlamNet& net, std::size_t l, const DlamOptions& o, const std::vector<std::size_t>& some, long& trials) {
  const Rows E = difference(affine(net, l + 1), net.z[l + 1]);
  const Rows pulled = product(transposed(net.W[l + 1]), E);
  const Rows before = net.a[l];
  for (Real t = o.tau0;; t *= o.eta) {
    ++trials;
    Rows D = zeros(before.size(), some.size());
    Rows& A = net.a[l];
    A = before;
    for (std::size_t i = 0; i < A.size(); ++i)
      for (std::size_t k = 0; k < some.size(); ++k) {
        const std::size_t n = some[k];
        Real to = before[i][n] - o.rho * pulled[i][n] / t;
        const Real h = activated(o.activation, net.z[l][i][n]);
        if (!o.literal) {
          if (to < h - net.epsilon[l]) to = h - net.epsilon[l];
          if (to > h + net.epsilon[l]) to = h + net.epsilon[l];
        }
        A[i][n] = to;
        D[i][k] = to - before[i][n];
      }
    if (o.rho * norm2(product(net.W[l + 1], D)) <= t * norm2(D)) return t / 2 * norm2(D);
  }
}

void update_a(DlamNet& net, std::size_t l, const DlamOptions& o, DlamSweep& out) {
  std::vector<std::size_t> all;
  for (std::size_t n = 0; n < net.N(); ++n) all.push_back(n);
  if (!o.per_sample) return out.steps.push_back(step_a(net, l, o, all, out.trials_A));
  Real sum = 0;
  long most = 0;
  for (const std::size_t n : all) {
    long trials = 0;
    sum += step_a(net, l, o, {n}, trials);
    most = std::max(most, trials);
  }
  out.trials_A += most;
  out.steps.push_back(sum);
}

Real spectral_norm(const Rows& W) {
  std::vector<Real> x(W[0].size());
  for (std::size_t j = 0; j < x.size(); ++j) x[j] = Real(1) + Real(j * j) / 7;
  Real value = 0;
  for (int k = 0; k < 3000; ++k) {
    std::vector<Real> y(W.size(), Real(0)), next(x.size(), Real(0));
    for (std::size_t i = 0; i < W.size(); ++i)
      for (std::size_t j = 0; j < x.size(); ++j) y[i] += W[i][j] * x[j];
    Real size = 0;
    for (std::size_t j = 0; j < x.size(); ++j) {
      for (std::size_t i = 0; i < W.size(); ++i) next[j] += W[i][j] * y[i];
      size += next[j] * next[j];
    }
    size = sqrt(size);
    if (size == 0) return 0;
    for (Real& entry : next) entry /= size;
    x = next;
    value = sqrt(size);
  }
  return value;
}

Real cross_entropy(const Rows& Z, std::size_t n, int label) {
  Real sum = 0;
  for (const auto& row : Z) sum += exp(row[n] - Z[static_cast<std::size_t>(label)][n]);
  return log(sum);
}

}  // namespace

DlamNet dlam_net_of(const lysep::StateData& data) {
  DlamNet net;
  net.X = columns_of(data.X);
  net.labels = data.labels;
  for (const auto& layer : data.layers) {
    net.W.push_back(transposed(columns_of(layer.W)));
    net.b.emplace_back(layer.b.data(), layer.b.data() + layer.b.size());
    net.z.push_back(columns_of(layer.variables.at("z")));
    if (layer.variables.count("a") == 0) continue;
    net.a.push_back(columns_of(layer.variables.at("a")));
    net.epsilon.emplace_back(layer.numbers.at("epsilon"));
  }
  return net;
}

Real activated(const std::string& name, const Real& z) {
  if (name == "relu") return z > 0 ? z : Real(0);
  if (name == "tanh") return (exp(z) - exp(-z)) / (exp(z) + exp(-z));
  if (name == "sigmoid") return 1 / (1 + exp(-z));
  return z;
}

Rows affine(const DlamNet& net, std::size_t l) {
  Rows V = product(net.W[l], net.input(l));
  for (std::size_t i = 0; i < V.size(); ++i)
    for (Real& v : V[i]) v += net.b[l][i];
  return V;
}

Real R(const DlamNet& net, const DlamOptions& o) {
  Real sum = 0;
  const Rows& Z = net.z.back();
  for (std::size_t n = 0; n < net.N(); ++n) {
    if (o.loss == "cross-entropy") {
      sum += cross_entropy(Z, n, net.labels[n]);
      continue;
    }
    for (std::size_t i = 0; i < Z.size(); ++i) {
      const Real away = Z[i][n] - (net.labels[n] == static_cast<int>(i) ? 1 : 0);
      sum += away * away / 2;
    }
  }
  return sum;
}

Real penalty(const DlamNet& net, const DlamOptions& o) {
  Real sum = 0;
  for (std::size_t l = 0; l < net.D(); ++l) sum += o.rho / 2 * norm2(difference(net.z[l], affine(net, l)));
  return sum;
}

Real F(const DlamNet& net, const DlamOptions& o) {
  Real sum = R(net, o) + penalty(net, o);
  for (const Rows& W : net.W) sum += omega(o, W);
  return sum;
}

Real violation(const DlamNet& net, const DlamOptions& o) {
  Real most = 0;
  for (std::size_t l = 0; l + 1 < net.D(); ++l)
    for (std::size_t i = 0; i < net.a[l].size(); ++i)
      for (std::size_t n = 0; n < net.N(); ++n) {
        const Real gap = abs(net.a[l][i][n] - activated(o.activation, net.z[l][i][n])) - net.epsilon[l];
        if (gap > most) most = gap;
      }
  return most;
}

Real largest_residual(const DlamNet& net) {
  Real most = 0;
  for (std::size_t l = 0; l < net.D(); ++l)
    for (const auto& row : difference(net.z[l], affine(net, l)))
      for (const Real& r : row)
        if (abs(r) > most) most = abs(r);
  return most;
}

Real gap_bound(const DlamNet& net, const DlamOptions& o) {
  std::vector<Real> e(net.N(), Real(0));
  for (std::size_t l = 0; l < net.D(); ++l) {
    const Rows r = difference(net.z[l], affine(net, l));
    const Real norm = spectral_norm(net.W[l]);
    for (std::size_t n = 0; n < net.N(); ++n) {
      Real squares = 0;
      for (const auto& row : r) squares += row[n] * row[n];
      e[n] = sqrt(squares) + norm * e[n];
      if (l + 1 < net.D()) e[n] = slope_bound(o.activation) * e[n] + net.epsilon[l] * sqrt(Real(r.size()));
    }
  }
  Real sum = 0;
  for (const Real& x : e) sum += x;
  return sqrt(Real(2)) * sum / net.N();
}

Real network_CE(const DlamNet& net, const DlamOptions& o) {
  DlamNet forward = net;
  for (std::size_t l = 0; l < net.D(); ++l) {
    const Rows V = affine(forward, l);
    if (l + 1 == net.D()) {
      forward.z[l] = V;
      break;
    }
    for (std::size_t i = 0; i < V.size(); ++i)
      for (std::size_t n = 0; n < net.N(); ++n) forward.a[l][i][n] = activated(o.activation, V[i][n]);
  }
  return variable_CE(forward);
}

Real variable_CE(const DlamNet& net) {
  Real sum = 0;
  for (std::size_t n = 0; n < net.N(); ++n) sum += cross_entropy(net.z.back(), n, net.labels[n]);
  return sum / net.N();
}

std::vector<Real> proximal_point(const std::vector<Real>& v, int y, const Real& rho) {
  const std::size_t J = v.size();
  std::vector<Real> z = v;
  const auto value = [&](const std::vector<Real>& at) {
    Real sum = 0, squares = 0;
    for (std::size_t i = 0; i < J; ++i) {
      sum += exp(at[i] - at[static_cast<std::size_t>(y)]);
      squares += (at[i] - v[i]) * (at[i] - v[i]);
    }
    return Real(log(sum) + rho / 2 * squares);
  };
  for (int k = 0; k < 400; ++k) {
    Real sum = 0, size = 0;
    std::vector<Real> p(J);
    for (std::size_t i = 0; i < J; ++i) sum += p[i] = exp(z[i] - z[static_cast<std::size_t>(y)]);
    Rows H = zeros(J, J), g = zeros(J, 1);
    for (std::size_t i = 0; i < J; ++i) p[i] /= sum;
    for (std::size_t i = 0; i < J; ++i) {
      for (std::size_t j = 0; j < J; ++j) H[i][j] = (i == j ? Real(p[i] + rho) : Real(0)) - p[i] * p[j];
      g[i][0] = p[i] - (static_cast<int>(i) == y ? 1 : 0) + rho * (z[i] - v[i]);
      size += g[i][0] * g[i][0];
    }
    if (size < Real("1e-130")) break;
    const Rows d = solved(H, g);
    const Real before = value(z);
    for (Real t = 1; t > Real("1e-20"); t /= 2) {
      std::vector<Real> to = z;
      for (std::size_t i = 0; i < J; ++i) to[i] -= t * d[i][0];
      if (value(to) > before && size > Real("1e-40")) continue;
      z = to;
      break;
    }
  }
  return z;
}

DlamSweep sweep(DlamNet& net, const DlamOptions& o) {
  DlamSweep out;
  Real before = F(net, o);
  const auto note = [&] {
    const Real after = F(net, o);
    out.drops.push_back(before - after);
    before = after;
  };
  for (std::size_t l = 0; l < net.D(); ++l) {
    update_W(net, l, o, out);
    note();
    update_b(net, l, o, out);
    note();
    update_z(net, l, o, out);
    note();
    if (l + 1 == net.D()) break;
    update_a(net, l, o, out);
    note();
  }
  for (const Real& step : out.steps) out.s += step;
  return out;
}

}  // namespace oracle
