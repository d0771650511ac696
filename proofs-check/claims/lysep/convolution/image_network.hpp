#pragma once
// What the claims of section 4 share: a convolutional network with auxiliary variables as the core sees it and as dense
// matrices, and the making of claims about it.
#include "proofs-check/claims/lysep/convolution/image_layers.hpp"
#include "proofs-check/claims/lysep/convolution/image_states.hpp"
#include "proofs-check/enclosures/definition.hpp"

namespace lysep {

/// The network with the core's layers.
struct ImageNetwork {
  explicit ImageNetwork(const StateData& data);

  StateData state;
  Index L1, L2, D;  // D = L1 + L2
  Network network;

  const StateData::LayerData& layer(Index l) const { return state.layers[static_cast<std::size_t>(l - 1)]; }
  /// Pixels q of a window in front of layer l, 1 where it does not pool.
  Ball window(Index l) const { return Ball(layer(l).shape.pooled ? 4.0 : 1.0); }
  /// ||E_l||^2, ||K_l||^2 or ||W^_l||^2 without the pooling, and the sum of the squares of the parameters.
  Ball effective(Index l) const { return network.norms.layer(l); }
  Ball unpooled(Index l) const { return network.norms.layer(l) * window(l); }
  Ball parameters(Index l) const { return norm_squared(network.W(l)); }

  /// E_l, entry by entry; c_l - b_l 1^T and, of these, r_l: with naive loops.
  Matrix<Ball> matrix(Index l) const { return operator_matrix(layer(l).shape, layer(l).W, inputs_of(state, l)); }
  Matrix<Ball> target(Index l) const;
  Matrix<Ball> residual(Index l) const;
  /// Theta with every layer as a matrix and a bias a row, for separation_loss_by_definition.
  template <class T>
  Variables<T> variables() const {
    Variables<T> v;
    for (Index l = 1; l <= D; ++l) {
      v.W.push_back(matrix(l).unaryExpr([](const Ball& x) { return T(x); }));
      if (l == D) break;
      const Matrix<Ball>& c = network.c(l);
      const Vector<Ball>& b = network.b(l);
      v.c.push_back(c.unaryExpr([](const Ball& x) { return T(x); }));
      v.b.emplace_back(c.rows());
      for (Index i = 0; i < c.rows(); ++i) v.b.back()(i) = T(b(i / (c.rows() / b.size())));
    }
    return v;
  }

  /// The cross-entropy of the true network; every window's average multiplied by `pooling`.
  Ball CE(double pooling = 1.0) const;

  /// prod_{j>l} factor(j), and S with these weights.
  template <class F>
  Ball product_after(Index l, F factor) const {
    Ball product(1.0);
    for (Index j = l + 1; j <= D; ++j) product *= factor(j);
    return product;
  }
  template <class F>
  Ball S_with_factors(F factor) const {
    Ball S = network.norms.losses;
    for (Index l = 1; l < D; ++l) S += product_after(l, factor) * network.norms.residual(l);
    return S;
  }
};

/// lambda_l by its sum, with factor(j) in the place of ||E_j||^2 and the residuals' squares.
template <class F>
Ball regulariser_with_factors(const ImageNetwork& t, Index l, F factor) {
  Ball sum(0.0);
  for (Index i = 1; i < l; ++i) {
    Ball product = t.network.norms.residual(i);
    for (Index j = i + 1; j < l; ++j) product *= factor(j);
    sum += product;
  }
  return sum;
}

/// A claim about a convolutional state, L1 >= 1 and L2 >= 2, with what else it supposes.
Claim image_claim(const char* id, const char* equation, const char* statement, const char* hypothesis = nullptr);

/// The claim speaks of a network (4.1) alone.
void set_image_state(Claim& claim);

/// The claim does not speak of other states; to be called after its sides are set.
void require_image_network(Claim& claim);

/// Gives it its sides and mutants; terms are made of instances that meet the hypothesis.
template <class T, class Terms, class F>
void set_image_sides(Claim& claim, Terms terms, F statement, std::initializer_list<Statement<T>> mutants) {
  set_sides<T>(claim, std::move(terms), std::move(statement), mutants);
  require_image_network(claim);
}

/// The layer that an instance names. Throws BadInput unless it lies in the range.
Index image_layer_of(const Instance& instance, const LayerRange& range);
/// 1..L1; 2..L1 + 1; L1 + 1 alone.
LayerRange convolution_range();
LayerRange first_dense_range();

/// The array "direction" of the shape of layer l's parameters, drawn and read. Throws BadInput where it does not fit.
Array direction_array();
void draw_direction(Draw& draw, Instance& instance);
Matrix<double> direction_of(const Instance& instance, Index l);

/// S as a function of one layer's parameters K at a state: its derivative along a direction by dual numbers from the
/// definition (4.3), the layers as dense matrices.
struct ParameterDerivative {
  ParameterDerivative(const Instance& instance, const LayerRange& range);

  ImageNetwork t;
  Index l;
  Matrix<double> D;
  Ball derivative, scale;

  Ball along(const Matrix<Ball>& gradient) const;
  Ball omega() const { return t.network.omega(l); }
  Sides against_derivative(const Ball& left) const { return {left, derivative, true, scale}; }
};

Matrix<Ball> balls_of(const Matrix<double>& m);

}  // namespace lysep
