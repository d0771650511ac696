#include "tests/core/methods/bsum/bsum_oracle.hpp"

namespace oracle {
namespace {

Real logistic(const Real& x) { return 1 / (1 + exp(Real(-x))); }
Real softplus(const Real& x) { return log(Real(1 + exp(x))); }

Rows outputs(const BsumNet& net) {
  Rows Z = net.X;
  for (std::size_t l = 0; l < net.D(); ++l) {
    Z = product(net.W[l], Z);
    if (l + 1 == net.D()) break;
    for (auto& row : Z)
      for (Real& z : row) z = activated(net, z);
  }
  if (net.output == "softmax") {
    for (std::size_t n = 0; n < net.N(); ++n) {
      Real total = 0;
      for (auto& row : Z) total += row[n] = exp(row[n]);
      for (auto& row : Z) row[n] /= total;
    }
  }
  for (auto& row : Z)
    for (Real& z : row) z = net.output == "logistic" ? logistic(z) : net.output == "softplus" ? softplus(z) : z;
  return Z;
}

/// log(1 + exp(-y^T h)), or -log of the label's softmax.
Real loss_of_sample(const BsumNet& net, const Rows& H, std::size_t n) {
  Real sum = 0;
  if (net.loss == "logistic") {
    for (std::size_t i = 0; i < H.size(); ++i) sum += net.Y[i][n] * H[i][n];
    return log(Real(1 + exp(Real(-sum))));
  }
  for (const auto& row : H) sum += exp(row[n]);
  return log(sum) - H[static_cast<std::size_t>(net.labels[n])][n];
}

Real loss_of_entry(const BsumNet& net, const Real& h, const Real& y) {
  if (net.loss == "squared-hinge") {
    const Real m = y * h < 1 ? Real(1 - y * h) : Real(0);
    return m * m / (2 * net.c);
  }
  if (net.loss == "binary-cross-entropy") return -y * log(h) - (1 - y) * log(Real(1 - h));
  return (h - y) * (h - y);
}

Real smooth(const BsumNet& net) {
  return net.regulariser == "ridge" ? Real(loss(net) + regularisation(net)) : loss(net);
}

/// The net with W_j = W_j + t E.
BsumNet moved(BsumNet net, std::size_t j, const Real& t, const Rows& E) {
  for (std::size_t i = 0; i < E.size(); ++i)
    for (std::size_t k = 0; k < E[i].size(); ++k) net.W[j][i][k] += t * E[i][k];
  return net;
}

Rows unit(const Rows& as, std::size_t place) {
  Rows E = zeros(as.size(), as[0].size());
  E[place / as[0].size()][place % as[0].size()] = 1;
  return E;
}

/// (H + gamma I)^-1 of a vector given as rows.
Rows solved_block(const Rows& H, const Real& gamma, const Rows& g) {
  Rows A = H, B;
  for (std::size_t i = 0; i < A.size(); ++i) A[i][i] += gamma;
  for (const auto& row : g)
    for (const Real& x : row) B.push_back({x});
  const Rows x = solved(A, B);
  Rows d = g;
  for (std::size_t i = 0; i < x.size(); ++i) d[i / g[0].size()][i % g[0].size()] = x[i][0];
  return d;
}

Rows minus(const Rows& A, const Rows& B, const Real& factor) {
  Rows C = A;
  for (std::size_t i = 0; i < A.size(); ++i)
    for (std::size_t k = 0; k < A[i].size(); ++k) C[i][k] -= factor * B[i][k];
  return C;
}

/// Newton's method on f_j(V) + (gamma/2) ||V - W_j||^2 from V = W_j.
Rows proximal_point(const BsumNet& net, std::size_t j, const Real& gamma) {
  BsumNet at = net;
  for (int k = 0; k < 40; ++k) {
    const Rows g = minus(gradient(at, j), minus(net.W[j], at.W[j], 1), gamma);
    if (norm2(g) < Real("1e-40")) break;
    at.W[j] = minus(at.W[j], solved_block(hessian(at, j), gamma, g), 1);
  }
  return at.W[j];
}

void apply_prox(const BsumNet& net, const Real& gamma, Rows& V) {
  const Real norm = sqrt(norm2(V)), level = net.mu / gamma;
  for (auto& row : V) {
    for (Real& v : row) {
      if (net.regulariser == "l1") v = v > level ? Real(v - level) : v <= -level ? Real(v + level) : Real(0);
      if (net.regulariser == "ball" && norm > net.radius) v *= net.radius / norm;
    }
  }
}

}  // namespace

Real activated(const BsumNet& net, const Real& u) {
  const std::string& name = net.activation;
  const Real &a = net.parameter, e = exp(u);
  if (name == "tanh") return (e - 1 / e) / (e + 1 / e);
  if (name == "sigmoid") return logistic(u);
  if (name == "sin") return sin(u);
  if (name == "identity") return u;
  if (name == "softplus") return softplus(u);
  if (name == "bent-identity") return (sqrt(Real(u * u + 1)) - 1) / 2 + u;
  if (name == "selu") {
    const Real lambda(1.0507009873554805), alpha(1.6732632423543772);
    return u > 0 ? Real(lambda * u) : Real(lambda * alpha * (e - 1));
  }
  if (u > 0) return u;
  if (name == "elu") return a * (e - 1);
  if (name == "isrlu") return u / sqrt(Real(1 + a * u * u));
  return name == "relu" ? Real(0) : Real(a * u);
}

Real loss(const BsumNet& net) {
  const Rows H = outputs(net);
  const Real N(net.N());
  Real sum = 0;
  for (std::size_t n = 0; n < net.N(); ++n) {
    if (net.loss == "logistic" || net.loss == "softmax-cross-entropy") {
      sum += loss_of_sample(net, H, n);
    } else {
      for (std::size_t i = 0; i < H.size(); ++i) sum += loss_of_entry(net, H[i][n], net.Y[i][n]);
    }
  }
  return net.loss == "exponential" ? Real(net.c * exp(Real(sum / (net.c * N)))) : Real(sum / N);
}

Real regularisation(const BsumNet& net) {
  Real sum = 0;
  for (const Rows& W : net.W) {
    if (net.regulariser == "ridge") sum += net.mu * norm2(W);
    if (net.regulariser != "l1") continue;
    for (const auto& row : W)
      for (const Real& w : row) sum += net.mu * abs(w);
  }
  return sum;
}

Real f(const BsumNet& net) { return loss(net) + regularisation(net); }

Rows gradient(const BsumNet& net, std::size_t j) {
  const Real h("1e-30");
  Rows g = net.W[j];
  for (std::size_t i = 0; i < g.size() * g[0].size(); ++i) {
    const Rows E = unit(net.W[j], i);
    g[i / g[0].size()][i % g[0].size()] = (smooth(moved(net, j, h, E)) - smooth(moved(net, j, -h, E))) / (2 * h);
  }
  return g;
}

Rows hessian(const BsumNet& net, std::size_t j) {
  const Real h("1e-24");
  const std::size_t n = net.W[j].size() * net.W[j][0].size();
  Rows H = zeros(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k <= i; ++k) {
      const auto at = [&](int a, int b) {
        const Rows E = unit(net.W[j], i), F = unit(net.W[j], k);
        return smooth(moved(moved(net, j, a * h, E), j, b * h, F));
      };
      H[i][k] = H[k][i] = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h * h);
    }
  }
  return H;
}

Real second_derivative(const BsumNet& net, std::size_t j, const Rows& D) {
  const Real h("1e-24");
  return (smooth(moved(net, j, h, D)) - 2 * smooth(net) + smooth(moved(net, j, -h, D))) / (h * h);
}

Rows minimiser(const BsumNet& net, std::size_t j, const std::string& bound, const Real& gamma) {
  if (bound == "proximal") return proximal_point(net, j, gamma);
  const Rows g = gradient(net, j);
  if (bound == "newton") return minus(net.W[j], solved_block(hessian(net, j), gamma, g), 1);
  if (bound == "convex") return minus(net.W[j], solved_block(hessian(net, j), 0, g), 1);
  if (bound == "linear") return minus(net.W[j], g, net.radius / sqrt(norm2(g)));
  Rows V = minus(net.W[j], g, 1 / gamma);
  apply_prox(net, gamma, V);
  return V;
}

}  // namespace oracle
