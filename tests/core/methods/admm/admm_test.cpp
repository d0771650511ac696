// The method of multipliers beside naive loops: every block is the minimum that its formula says.
#include "core/methods/admm/admm.hpp"
#include "core/methods/admm/entry.hpp"

#include <Eigen/Dense>

#include "tests/core/methods/dlam/dlam_oracle.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using Dense = Eigen::MatrixXd;

/// Its state as dense matrices, samples as columns; every step by another way: pseudo-inverses from a complete
/// orthogonal decomposition, a linear solve for a, a grid of candidates for z.
struct Naive {
  Dense X, lambda;
  std::vector<int> labels;
  std::vector<Dense> W, z, a;
  std::vector<Eigen::VectorXd> b;
  double beta = 1, gamma = 10;
  bool relu = true;

  std::size_t D() const { return W.size(); }
  const Dense& input(std::size_t l) const { return l == 0 ? X : a[l - 1]; }
  double h(double x) const { return relu ? std::max(x, 0.0) : x; }
  Dense affine(std::size_t l) const { return (W[l] * input(l)).colwise() + b[l]; }

  double best_z(double act, double v) const {
    const auto cost = [&](double x) { return gamma * (act - h(x)) * (act - h(x)) + beta * (x - v) * (x - v); };
    double best = v;
    for (const double x : {0.0, std::min(v, 0.0), (gamma * act + beta * v) / (gamma + beta)}) {
      if (cost(x) < cost(best)) best = x;
    }
    return best;
  }

  void sweep(bool move_multiplier) {
    for (std::size_t l = 0; l < D(); ++l) {
      Dense extended(input(l).rows() + 1, X.cols());
      extended << input(l), Dense::Ones(1, X.cols());
      const Dense K = z[l] * extended.completeOrthogonalDecomposition().pseudoInverse();
      W[l] = K.leftCols(K.cols() - 1);
      b[l] = K.col(K.cols() - 1);
      if (l + 1 < D()) {
        const Dense M = beta * W[l + 1].transpose() * W[l + 1] + gamma * Dense::Identity(z[l].rows(), z[l].rows());
        const Dense right = beta * W[l + 1].transpose() * (z[l + 1].colwise() - b[l + 1]) +
                            gamma * z[l].unaryExpr([&](double x) { return h(x); });
        a[l] = M.fullPivLu().solve(right);
        const Dense V = affine(l);
        for (Index i = 0; i < V.size(); ++i) z[l].data()[i] = best_z(a[l].data()[i], V.data()[i]);
        continue;
      }
      const Dense V = affine(l);
      for (Index n = 0; n < V.cols(); ++n) {
        std::vector<oracle::Real> v;
        for (Index j = 0; j < V.rows(); ++j) v.emplace_back(V(j, n) - lambda(j, n) / (2 * beta));
        const auto to = oracle::proximal_point(v, labels[static_cast<std::size_t>(n)], oracle::Real(2 * beta));
        for (Index j = 0; j < V.rows(); ++j) z[l](j, n) = static_cast<double>(to[static_cast<std::size_t>(j)]);
      }
      if (move_multiplier) lambda += beta * (z[l] - V);
    }
  }
  double objective() const {
    double sum = (lambda.array() * z.back().array()).sum();
    for (std::size_t l = 0; l < D(); ++l) {
      sum += beta * (z[l] - affine(l)).squaredNorm();
      if (l + 1 < D()) sum += gamma * (a[l] - z[l].unaryExpr([&](double x) { return h(x); })).squaredNorm();
    }
    for (Index n = 0; n < X.cols(); ++n) {
      const Eigen::VectorXd last = z.back().col(n);
      sum += std::log((last.array() - last(labels[static_cast<std::size_t>(n)])).exp().sum());
    }
    return sum;
  }
};

Naive naive_of(const StateData& data, const Admm<double>::Weights& weights) {
  Naive net;
  net.X = data.X.transpose();
  net.labels = data.labels;
  net.beta = weights.beta;
  net.gamma = weights.gamma;
  net.relu = data.activation.kind == Activation::Kind::relu;
  for (const auto& layer : data.layers) {
    net.W.emplace_back(layer.W);
    net.b.emplace_back(layer.b);
    net.z.emplace_back(layer.variables.at("z").transpose());
    if (layer.variables.count("a") > 0) net.a.emplace_back(layer.variables.at("a").transpose());
  }
  net.lambda = Dense::Zero(net.z.back().rows(), net.X.cols());
  return net;
}

/// As many inputs as units and more: the normal equations are regular.
StateData start_of(const char* activation, Index samples) {
  StateData state = initial_state(*activation_named(activation), dense_network(6, 4, 4, 3), 1.7, 2, true);
  const RandomStream stream(2, Purpose::claim_instance, 65);
  state.X.resize(samples, 6);
  for (Index i = 0; i < state.X.size(); ++i) state.X.data()[i] = stream.symmetric(static_cast<std::uint64_t>(i), 1);
  for (Index n = 0; n < samples; ++n) state.labels.push_back(static_cast<int>(n % 3));
  return state;
}

TEST(Admm, SweepsAreThoseOfNaiveLoops) {
  for (const char* activation : {"relu", "identity"}) {
    for (const auto& weights : {Admm<double>::Weights{1, 10, 2}, Admm<double>::Weights{0.5, 3, 0}}) {
      State<double> state = state_of<double>(start_of(activation, 300));
      ThreadPool pool(2);
      Admm<double> method(weights, state, pool);
      Naive net = naive_of(data_of(state), weights);
      EXPECT_NEAR(method.objective() / net.objective(), 1, 1e-13);
      for (int k = 0; k < 5; ++k) {
        method.sweep();
        net.sweep(k >= weights.warm_up);
        const StateData own = data_of(state);
        for (std::size_t l = 0; l < 4; ++l) {
          const auto& layer = own.layers[l];
          EXPECT_LT((layer.variables.at("z").transpose() - net.z[l]).cwiseAbs().maxCoeff(), 1e-7) << k << ' ' << l;
          EXPECT_LT((layer.b - net.b[l]).cwiseAbs().maxCoeff(), 1e-7) << k << ' ' << l;
          if (l < 3) {
            EXPECT_LT((layer.variables.at("a").transpose() - net.a[l]).cwiseAbs().maxCoeff(), 1e-7);
          }
        }
        EXPECT_NEAR(method.objective(), net.objective(), 1e-7 * std::fabs(net.objective())) << k;
        EXPECT_NEAR(method.figures()[2], net.lambda.norm(), 1e-7);
      }
      EXPECT_GT(method.figures()[2], 0.0);
    }
  }
}

TEST(Admm, TheBitsAreThoseOfOneThread) {
  std::vector<std::uint64_t> hashes;
  for (const int threads : {1, 2, 3}) {
    State<double> state = state_of<double>(start_of("relu", 1500));
    ThreadPool pool(threads);
    Admm<double> method({1, 10, 2}, state, pool);
    for (int k = 0; k < 6; ++k) method.sweep();
    hashes.push_back(hash_of(data_of(state)));
  }
  EXPECT_EQ(hashes[1], hashes[0]);
  EXPECT_EQ(hashes[2], hashes[0]);
}

TEST(Admm, OthersThanReluAndIdentityAreRefused) {
  const auto problem_with = admm_entry().problem_with_network;
  EXPECT_EQ(problem_with({}, {*activation_named("relu")}), "");
  EXPECT_EQ(problem_with({}, {*activation_named("identity")}), "");
  EXPECT_NE(problem_with({}, {*activation_named("tanh")}).find("but got tanh"), std::string::npos);
  EXPECT_NE(problem_with({}, {*activation_named("relu"), true}).find("but got a convolution"), std::string::npos);
}

}  // namespace
}  // namespace lysep
