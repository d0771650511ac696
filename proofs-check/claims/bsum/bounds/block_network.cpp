#include "proofs-check/claims/bsum/bounds/block_network.hpp"

#include "proofs-check/enclosures/definition.hpp"

namespace lysep::bsum {
namespace {

constexpr double logistic_M1 = 0.25;
Ball logistic_M2() { return sqrt(Ball(3.0)) / Ball(18.0); }

template <class T>
T logistic(const T& u) {
  return T(1.0) / (T(1.0) + exp(-u));
}

/// f straight from its definition, the block's weights given.
template <class T>
T value_of(const BlockNetwork& t, const Matrix<T>& weights) {
  Matrix<T> Z = t.X.unaryExpr([](const Ball& x) { return T(x); });
  for (int l = 1; l <= 3; ++l) {
    Matrix<T> next(t.W[l - 1].rows(), t.X.cols());
    const Matrix<T> W = l == t.j ? weights : Matrix<T>(t.W[l - 1].unaryExpr([](const Ball& x) { return T(x); }));
    for (Index i = 0; i < next.rows(); ++i) {
      for (Index n = 0; n < next.cols(); ++n) {
        const T u = product_entry(W, Z, i, n);
        next(i, n) = l == 3 && t.linear ? u : logistic(u);
      }
    }
    Z = next;
  }
  T loss(0.0), ridge(0.0);
  for (Index i = 0; i < Z.size(); ++i) {
    const T gap = Z.data()[i] - T(t.Y.data()[i]);
    loss += gap * gap;
  }
  for (Index i = 0; i < weights.size(); ++i) ridge += weights.data()[i] * weights.data()[i];
  return loss / T(static_cast<double>(t.X.cols())) + T(t.lambda) * ridge;
}

}  // namespace

BlockNetwork::BlockNetwork(const Instance& i)
    : W{i.balls("W1"), i.balls("W2"), i.balls("W3")},
      V(i.balls("V")),
      X(i.balls("X")),
      Y(i.balls("Y")),
      gamma(i.ball("gamma")),
      alpha(i.ball("alpha")),
      lambda(i.ball("lambda")) {
  const double block = i.number("block");
  is_known = block >= 1 && block <= 3 && lambda >= Ball(0.0);
  j = is_known ? static_cast<int>(block) : 1;
  linear = i.number("linear") != 0;
}

Ball BlockNetwork::f(const Matrix<Ball>& weights) const { return value_of(*this, weights); }

Ball BlockNetwork::derivative(const Matrix<Ball>& weights, const Matrix<Ball>& D) const {
  Matrix<Dual<Ball>> moved(weights.rows(), weights.cols());
  for (Index i = 0; i < weights.size(); ++i) moved.data()[i] = Dual<Ball>(weights.data()[i], D.data()[i]);
  return value_of(*this, moved).d;
}

void BlockNetwork::forward(const Matrix<Ball>& weights, Matrix<Ball> Z[4]) const {
  Z[0] = X;
  for (int l = 1; l <= 3; ++l) {
    const Matrix<Ball> U = product(l == j ? weights : W[l - 1], Z[l - 1]);
    Z[l] = l == 3 && linear ? U : Matrix<Ball>(U.unaryExpr([](const Ball& u) { return logistic(u); }));
  }
}

Matrix<Ball> BlockNetwork::gradient(const Rule& rule) const {
  Matrix<Ball> Z[4];
  forward(block(), Z);
  const auto times_slope = [&](const Matrix<Ball>& T, int l) {
    const auto slope = [](const Ball& z) { return z * (Ball(1.0) - z); };
    return l == 3 && linear ? T : entrywise_product(T, Matrix<Ball>(Z[l].unaryExpr(slope)));
  };
  Matrix<Ball> delta = scaled(rule.mean ? Ball(rule.loss) / N() : Ball(rule.loss), difference(Z[3], Y));
  if (rule.output_slope) delta = times_slope(delta, 3);
  for (int l = 2; l >= j; --l) {
    delta = times_slope(rule.transposed ? transposed_product(W[l], delta) : product(W[l], delta), l);
  }
  return sum(product_transposed(delta, Z[rule.own_inputs ? j - 1 : j]), scaled(Ball(rule.ridge) * lambda, block()));
}

Matrix<Ball> BlockNetwork::gradient_at(const Matrix<Ball>& weights) const {
  BlockNetwork moved = *this;
  moved.W[j - 1] = weights;
  return moved.gradient();
}

Ball BlockNetwork::lipschitz() const {
  Matrix<Ball> Z[4];
  forward(block(), Z);
  const Ball M1(logistic_M1), beta = Ball(2.0) / N(), units = count(X.rows());
  Ball A = linear ? Ball(1.0) : M1, B = linear ? Ball(0.0) : logistic_M2();
  for (int l = 2; l >= j; --l) {
    const Ball size = spectral_norm(W[l]);
    B = B * size * size * M1 * M1 + A * size * logistic_M2();
    A = A * size * M1;
  }
  const Ball reach = linear ? spectral_norm(W[2]) * sqrt(units) : sqrt(units);
  const Ball G = beta * (reach + largest_column_norm(Y)), inputs = spectral_norm(Z[j - 1]);
  const Ball bend = j == 3 && linear ? Ball(0.0) : G * B;  // no G_n there: ||W_3|| would not bound H along the step
  return inputs * inputs * (beta * A * A + bend) + Ball(2.0) * lambda;
}

Matrix<Ball> BlockNetwork::stepped(const Ball& over) const {
  return difference(block(), scaled(alpha / over, gradient()));
}

Ball BlockNetwork::size(const Matrix<Ball>& weights) const {
  return f() + f(weights) + norm(gradient()) * norm(difference(weights, block())) + Ball(2.0) * lambda;
}

Instance block_network_instance(Draw& draw, double least_gamma) {
  const bool quadratic = draw.chance(0.25);
  const int n = quadratic ? 1 : draw.integer(1, 2), N = draw.integer(1, 2);
  const double size = draw.magnitude(-1, 1);
  Instance i;
  i.family = quadratic ? "quadratic in the last block" : "random";
  for (const char* W : {"W1", "W2", "W3"}) i.set(W, draw.matrix(n, n, size));
  i.set("V", draw.matrix(n, n, draw.magnitude(-2, 1)));
  i.set("X", draw.matrix(n, N, draw.magnitude(-0.5, 1)));
  i.set("Y", draw.matrix(n, N, draw.magnitude(-1, 0.5)));
  i.set("gamma", least_gamma + (draw.chance(0.4) ? 0.0 : draw.magnitude(-2, 1)));
  i.set("alpha", draw.uniform(0.05, 1.95));
  i.set("lambda", draw.chance(0.2) ? 0.0 : draw.magnitude(-5, 0));
  i.set("block", quadratic ? 3 : draw.integer(1, 3));
  i.set("linear", quadratic || draw.chance(0.5) ? 1.0 : 0.0);
  return i;
}

Instance quadratic_network(double w, double v, double gamma, double alpha, double lambda) {
  const auto one = [](double x) { return Matrix<double>(Matrix<double>::Constant(1, 1, x)); };
  Instance i;
  i.family = "one unit in each layer";
  for (const char* zero : {"W1", "W2", "Y"}) i.set(zero, one(0.0));
  i.set("W3", one(w));
  i.set("V", one(v));
  i.set("X", one(1.0));
  i.set("gamma", gamma);
  i.set("alpha", alpha);
  i.set("lambda", lambda);
  i.set("block", 3);
  i.set("linear", 1);
  return i;
}

std::vector<Array> block_network_arrays() {
  std::vector<Array> arrays;
  for (const char* W : {"W1", "W2", "W3"}) arrays.push_back({W, "n x n", "weights of a layer"});
  const std::vector<Array> others = {{"V", "n x n", "other weights of the block, or a direction"},
                                     {"X", "n x N", "inputs"},
                                     {"Y", "n x N", "targets"},
                                     {"gamma", "1", "of the bound, or its factor"},
                                     {"alpha", "1", "the step size"},
                                     {"lambda", "1", "of the regulariser"},
                                     {"block", "1", "j = 1..3", Array::integer},
                                     {"linear", "1", "1: the last layer has no activation", Array::integer}};
  arrays.insert(arrays.end(), others.begin(), others.end());
  return arrays;
}

Sides above_tangent(const BlockNetwork& t, bool hypothesis, const Ball& gamma) {
  if (!t.is_known || !hypothesis) return hypothesis_not_met();
  const Ball above = t.f(t.V) - t.f() - inner(t.gradient(), t.step());
  return {above, Ball(0.5) * gamma * norm_squared(t.step()), true, t.size(t.V)};
}

Sides descends(const BlockNetwork& t, bool hypothesis, const Ball& gamma, double share, double factor) {
  if (!t.is_known || !hypothesis) return hypothesis_not_met();
  const Matrix<Ball> next = t.stepped(gamma);
  const Ball least =
      Ball(factor) * t.alpha * (Ball(share) - t.alpha) * norm_squared(t.gradient()) / (Ball(2.0) * gamma);
  return {least, t.f() - t.f(next), true, t.size(next)};
}

bool is_step(const BlockNetwork& t) { return t.alpha > Ball(0.0) && t.alpha < Ball(2.0); }

Sides bound_touches(const BlockNetwork& t, const Matrix<Ball>& V, const Matrix<Ball>& along, double slope) {
  if (!t.is_known || !(t.gamma > Ball(0.0))) return hypothesis_not_met();
  const Matrix<Ball> bend = scaled(t.gamma, difference(V, t.block())), g = scaled(Ball(slope), t.gradient());
  const Ball scale = (norm(g) + norm(bend) + norm(t.gradient_at(V)) + Ball(1.0)) * norm(along);
  return {inner(sum(g, bend), along), t.derivative(V, along), true, scale};
}

}  // namespace lysep::bsum
