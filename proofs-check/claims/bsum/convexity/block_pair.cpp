#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

#include <algorithm>

namespace lysep::bsum {
namespace {

constexpr int convex_functions = 6, losses = 3;

bool not_negative(const Matrix<Ball>& M) {
  return std::all_of(M.data(), M.data() + M.size(), [](const Ball& x) { return x >= Ball(0.0); });
}

}  // namespace

struct BlockPair::Values {
  Ball mean, middle, size;
};

BlockPair::BlockPair(const Instance& i)
    : V1(i.balls("V1")),
      V2(i.balls("V2")),
      A(i.balls("A")),
      B(i.balls("B")),
      X(i.balls("X")),
      a(i.ball("a")),
      lambda(i.ball("lambda")),
      function(i.number("function")),
      loss(i.number("loss")) {}

bool BlockPair::is_known() const {
  return function >= 0 && function < convex_functions && loss >= 0 && loss < losses && a > Ball(0.0) &&
         a <= Ball(1.0) && lambda > Ball(0.0);
}

bool BlockPair::has_positive_later() const { return not_negative(A) && not_negative(B); }

Ball BlockPair::f(const Matrix<Ball>& W, const BlockForm& form) const {
  const Ball sign(form.reflected ? -1.0 : 1.0);
  const auto layer = [&](const Matrix<Ball>& U) {
    return Matrix<Ball>(
        U.unaryExpr([&](const Ball& u) { return sign * value_of(static_cast<Scalar>(int(function)), a, sign * u); }));
  };
  Matrix<Ball> H = layer(product(W, X));
  if (!form.last) H = layer(form.dropped ? H : product(A, H));
  if (!form.last) H = layer(form.dropped ? H : product(B, H));
  Ball sum(0.0);
  for (Index i = 0; i < H.size(); ++i) {
    const Ball h = form.falling ? -H.data()[i] : H.data()[i];
    sum += loss == 0 ? h : loss == 1 ? value_of(Scalar::softplus, a, h) : exp(h);
  }
  return form.negative ? -sum : sum + lambda * norm_squared(W);
}

BlockPair::Values BlockPair::values(const BlockForm& form) const {
  const Ball first = f(V1, form), second = f(V2, form);
  return {Ball(0.5) * (first + second), f(scaled(Ball(0.5), sum(V1, V2)), form), abs(first) + abs(second)};
}

Sides BlockPair::convex(const BlockForm& form, bool hypothesis, double modulus) const {
  if (!is_known() || !hypothesis) return hypothesis_not_met();
  const Values v = values(form);
  return {Ball(modulus / 8) * lambda * norm_squared(difference(V1, V2)), v.mean - v.middle, true, v.size};
}

Sides BlockPair::concave(const BlockForm& form, bool hypothesis) const {
  if (!is_known() || !hypothesis) return hypothesis_not_met();
  const Values v = values(form);
  return {Ball(0.0), v.middle - v.mean, true, v.size};
}

Instance block_pair_instance(Draw& draw, bool positive) {
  const int p = draw.integer(1, 2), q = draw.integer(1, 2), k = draw.integer(1, 2), m = draw.integer(1, 2);
  const double size = draw.magnitude(-1, 0.7);
  Instance instance;
  instance.family = "random";
  Matrix<double> V1 = draw.matrix(p, q, size), V2 = draw.matrix(p, q, size);
  Matrix<double> A = draw.matrix(k, p, 2.0), B = draw.matrix(m, k, 2.0);
  if (positive && draw.chance(0.85)) {
    A = A.cwiseAbs();
    B = B.cwiseAbs();
    instance.family = "later weights not negative";
  }
  const bool linear = draw.chance(0.1);
  if (linear) instance.family = "linear";
  if (draw.chance(0.2)) V2 = V1 + 1e-3 * V2;
  instance.set("V1", V1);
  instance.set("V2", V2);
  instance.set("A", A);
  instance.set("B", B);
  instance.set("X", draw.matrix(q, draw.integer(1, 2), 1.5));
  instance.set("function", linear ? 0 : draw.integer(0, convex_functions - 1));
  instance.set("a", draw.uniform(0.001, 1.0));
  instance.set("loss", linear ? 0 : draw.integer(0, losses - 1));
  instance.set("lambda", draw.magnitude(-5, 0));
  return instance;
}

Instance scalar_block_pair(double v1, double v2, double lambda) {
  const auto one = [](double x) { return Matrix<double>(Matrix<double>::Constant(1, 1, x)); };
  Instance instance;
  instance.family = "one unit in each layer";
  instance.set("V1", one(v1));
  instance.set("V2", one(v2));
  instance.set("A", one(-1.0));
  instance.set("B", one(1.0));
  instance.set("X", one(1.0));
  instance.set("function", 5);
  instance.set("a", 1.0);
  instance.set("loss", 2);
  instance.set("lambda", lambda);
  return instance;
}

std::vector<Array> block_pair_arrays() {
  return {{"V1", "p x q", "weights of the first layer"},
          {"V2", "p x q", "others"},
          {"A", "k x p", "weights of the second"},
          {"B", "m x k", "weights of the third"},
          {"X", "q x N", "inputs"},
          {"function", "1", "s: 0 identity, 1 parametric ReLU, 2 ELU, 3 ISRLU, 4 bent identity, 5 softplus",
           Array::integer},
          {"a", "1", "the activation's parameter"},
          {"loss", "1", "l: the sum of 0 h, 1 log(1 + e^h), 2 e^h", Array::integer},
          {"lambda", "1", "of the regulariser lambda ||W||^2"}};
}

}  // namespace lysep::bsum
