#pragma once
// The oracle of BSUM: f by naive loops in 100 digits, straight from the formulas; gradients and Hessians are
// differences of f; a block's update solves its own dense systems.
#include "core/network/state_data.hpp"
#include "tests/oracle.hpp"

namespace oracle {

/// Layers 0..D-1 stand for 1..D; samples are columns.
struct BsumNet {
  Rows X, Y;                // Y as the loss reads it, of labels too
  std::vector<int> labels;  // where the loss is of labels
  std::vector<Rows> W;
  std::string activation = "tanh", output = "identity", loss = "squared", regulariser = "none";
  Real parameter = 1, c = 1, mu = 0, radius = 1;

  std::size_t D() const { return W.size(); }
  std::size_t N() const { return X[0].size(); }
};

Real activated(const BsumNet& net, const Real& u);
/// The loss, and with ridge or l1 f.
Real loss(const BsumNet& net);
Real regularisation(const BsumNet& net);
Real f(const BsumNet& net);

/// Of the loss with the ridge, in block j; rows as W_j. By differences, to about 50 digits.
Rows gradient(const BsumNet& net, std::size_t j);
/// In vec(W_j), row after row; to about 40 digits.
Rows hessian(const BsumNet& net, std::size_t j);
/// The second derivative of the loss with the ridge at W_j along D.
Real second_derivative(const BsumNet& net, std::size_t j, const Rows& D);

/// D_j of the bound: gradient, newton, linear, proximal or convex.
Rows minimiser(const BsumNet& net, std::size_t j, const std::string& bound, const Real& gamma);

}  // namespace oracle
