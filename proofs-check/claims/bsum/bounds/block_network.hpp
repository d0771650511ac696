#pragma once
// A network of three layers, one block of it, and the squared loss with lambda ||W_j||^2:
//   f(W) = (1/N) ||H - Y||^2 + lambda ||W_j||^2,  Z_0 = X, Z_j = s(W_j Z_{j-1}), H = Z_3,
// s the logistic function in the hidden layers, the logistic function or the identity in the last.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep::bsum {

struct BlockNetwork {
  explicit BlockNetwork(const Instance& instance);

  Matrix<Ball> W[3], V, X, Y;  // n x n, n x n (other weights of the block, or a direction), n x N
  Ball gamma, alpha, lambda;
  int j = 0;              // the block, 1..3
  bool linear = false;    // the identity in the last layer
  bool is_known = false;  // a block of the three, lambda >= 0

  const Matrix<Ball>& block() const { return W[j - 1]; }
  Ball N() const { return count(X.cols()); }
  Matrix<Ball> step() const { return difference(V, block()); }

  /// f where the block is replaced; at its own weights.
  Ball f(const Matrix<Ball>& weights) const;
  Ball f() const { return f(block()); }
  /// d/dt f(weights + t D) at t = 0, by dual numbers.
  Ball derivative(const Matrix<Ball>& weights, const Matrix<Ball>& D) const;

  /// What may be wrong in (A.6), (A.7): the factor of the loss's gradient, s' in the last layer, the transpose, the
  /// inputs of the block, the regulariser.
  struct Rule {
    double loss = 2.0, ridge = 2.0;
    bool output_slope = true, transposed = true, own_inputs = true, mean = true;
  };
  Matrix<Ball> gradient(const Rule& rule) const;
  Matrix<Ball> gradient() const { return gradient(Rule{}); }
  Matrix<Ball> gradient_at(const Matrix<Ball>& weights) const;

  /// ||Z_{j-1}||_2^2 max_n (beta A_j^2 + G_n B_j) + 2 lambda, beta = 2/N, G_n = (2/N)(sup ||h|| + ||y_n||), where
  ///   A_3 = M1, B_3 = M2 of the last layer,  A_j = A_{j+1} ||W_{j+1}||_2 M1,
  ///   B_j = B_{j+1} ||W_{j+1}||_2^2 M1^2 + A_{j+1} ||W_{j+1}||_2 M2.
  Ball lipschitz() const;
  /// gamma times it, for gamma >= 1 the gamma_j of the corrected statements.
  Ball bound() const { return gamma * lipschitz(); }
  bool is_bound() const { return is_known && gamma >= Ball(1.0); }
  /// W_j - (alpha/curvature) grad.
  Matrix<Ball> stepped(const Ball& over) const;
  /// A size of f's terms at these weights, for identities whose terms cancel.
  Ball size(const Matrix<Ball>& weights) const;

 private:
  void forward(const Matrix<Ball>& weights, Matrix<Ball> Z[4]) const;
};

/// Random blocks, n = 1, 2, N = 1..3; with one unit and a linear last layer f is quadratic in W_3, so that its constant
/// is attained. gamma from 1 up, or from 0.
Instance block_network_instance(Draw& draw, double least_gamma);
/// One unit, W_1 = W_2 = 0, Y = 0, a linear last layer: f(w) = (1/4 + lambda) w^2, w = W_3.
Instance quadratic_network(double w, double v, double gamma, double alpha, double lambda);
std::vector<Array> block_network_arrays();

/// f(V) - f(W) - <grad, V - W> <= (gamma/2) ||V - W||^2.
Sides above_tangent(const BlockNetwork& t, bool hypothesis, const Ball& gamma);
/// factor alpha (share - alpha) ||grad||^2/(2 gamma) <= f(W) - f(W - (alpha/gamma) grad).
Sides descends(const BlockNetwork& t, bool hypothesis, const Ball& gamma, double share, double factor = 1.0);
bool is_step(const BlockNetwork& t);  // 0 < alpha < 2
/// The derivative of (9), with slope grad f for grad f, at V along `along` = that of f.
Sides bound_touches(const BlockNetwork& t, const Matrix<Ball>& V, const Matrix<Ball>& along, double slope = 1.0);

}  // namespace lysep::bsum
