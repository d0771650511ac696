#pragma once
// What the claims about Algorithm 1 share: a network, one of its blocks, and other points and directions of that block.
#include "core/methods/layer_separation/block_steps.hpp"
#include "proofs-check/enclosures/definition.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {

/// A small network of a personality that it names: random, feasible, two layers, one sample, zero weights, norms of
/// 1e-8 to 1e8, units and inputs that repeat (V_l of rank 1), margins of hundreds.
StateData varied_state(Draw& draw, const std::vector<Activation>& activations, std::string& family);

/// A varied state and "layer", 1 <= l <= L-1.
Instance layer_instance(Draw& draw, const std::vector<Activation>& activations);

/// The shape of a block of layer l.
std::pair<Index, Index> shape_of(const StateData& state, Variable variable, Index l);

/// The same, and a matrix of the block's shape under that name.
Instance block_instance(Draw& draw, Variable variable, const std::string& name,
                        const std::vector<Activation>& activations);

/// The matrix of that name. Throws BadInput unless it has the shape of the block.
Matrix<Ball> block_matrix(const Instance& instance, const std::string& name, Variable variable, Index l);

/// The hidden layer that an instance names, 1 <= l <= L-1.
inline Index any_hidden_layer(const Instance& instance) { return layer_of(instance, instance.state->depth() - 1); }

/// L-1. Throws BadInput where L = 1.
Index last_hidden_layer(const StateData& state);

/// The claim speaks of a network's state and one of its layers, 1 <= l <= L - above.
void set_state_and_layer(Claim& claim, Index above);

/// How the sum lambda_l is formed.
struct LambdaSum {
  Index first = 1;       // the product begins at j = i + first
  Index last = 0;        // and ends at j = l - 1 + last
  Index neighbours = 1;  // 0: without the term i = l-1
  bool squared = true;   // false: norms for squared norms
};

/// lambda_l = sum_{i<l} (prod_{j=i+1}^{l-1} ||W_j||^2) ||r_i||^2 as printed after (3.9), l = 1..L.
Ball lambda_as_printed(const Network& network, Index l, const LambdaSum& form = {});

/// Of the size of what cancels in S: its terms, every residual taken apart. D: how far a block moves.
Ball loss_scale(const Network& network, const Ball& moved = Ball(0.0));

/// A block and a direction in it.
struct Direction {
  Direction(const Instance& instance, Variable variable, Index layer);

  Network network;
  Variable variable;
  Index l;
  Matrix<Ball> D;

  Ball along(const Matrix<Ball>& gradient) const { return inner(gradient, D); }
  Sides against_derivative(const Ball& left) const;
};

/// Two directions D and E ("second") in it, and the mixed derivative along them.
struct DirectionPair : Direction {
  DirectionPair(const Instance& instance, Variable variable, Index layer);

  Matrix<Ball> E;

  Sides against_derivative(const Ball& left) const;
};

}  // namespace lysep
