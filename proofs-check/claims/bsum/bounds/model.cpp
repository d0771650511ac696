#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum {

Model::Model(const Instance& i)
    : W(i.balls("W")),
      V(i.balls("V")),
      U(i.balls("U")),
      G(i.balls("G")),
      gamma(i.ball("gamma")),
      alpha(i.ball("alpha")),
      lambda(i.ball("lambda")) {}

Ball Model::bound(const Matrix<Ball>& at) const {
  const Matrix<Ball> step = difference(at, W);
  return inner(G, step) + Ball(0.5) * gamma * norm_squared(step);
}

Ball Model::size(const Matrix<Ball>& at) const {
  Ball all(0.0);
  for (const Matrix<Ball>* M : {&V, &U, &at}) {
    const Ball reach = norm(*M) + norm(W);
    all += norm(G) * reach + gamma * squared(reach) + lambda * total(absolute(*M));
  }
  return all;
}

Ball soft_threshold(const Ball& u, const Ball& threshold) {
  return max(u - threshold, Ball(0.0)) - max(-u - threshold, Ball(0.0));
}

Matrix<Ball> soft_threshold(const Matrix<Ball>& A, const Ball& threshold) {
  return A.unaryExpr([&](const Ball& u) { return soft_threshold(u, threshold); });
}

Instance model_instance(Draw& draw) {
  const int p = draw.integer(1, 2), q = draw.integer(1, 2);
  Instance i;
  i.family = "random";
  for (const char* M : {"W", "V", "U", "G"}) i.set(M, draw.matrix(p, q, draw.magnitude(-1, 1)));
  if (draw.chance(0.1)) {
    i.set("G", Matrix<double>(i.matrix("G") * 0.0));
    i.family = "zero gradient";
  }
  if (draw.chance(0.1)) i.data["U"] = i.data["V"];
  i.set("gamma", draw.magnitude(-1, 1));
  i.set("alpha", draw.uniform(0.0, 1.0));
  i.set("lambda", draw.chance(0.1) ? 0.0 : draw.magnitude(-1, 1));
  return i;
}

Instance scalar_model(double w, double v, double g, double gamma, double alpha, double lambda) {
  const auto one = [](double x) { return Matrix<double>(Matrix<double>::Constant(1, 1, x)); };
  Instance i;
  i.family = "one weight";
  i.set("W", one(w));
  i.set("V", one(v));
  i.set("U", one(0.0));
  i.set("G", one(g));
  i.set("gamma", gamma);
  i.set("alpha", alpha);
  i.set("lambda", lambda);
  return i;
}

std::vector<Array> model_arrays() {
  return {{"W", "p x q", "the block's weights"}, {"V", "p x q", "other weights"}, {"U", "p x q", "and others"},
          {"G", "p x q", "the gradient at W"},   {"gamma", "1", "of the bound"},  {"alpha", "1", "the step size"},
          {"lambda", "1", "of ||.||_1"}};
}

Sides proximal(const Model& t, const Ball& prox) {
  if (!t.is_positive() || t.W.size() != 1) return hypothesis_not_met();
  const Ball u = t.W(0, 0);
  const auto h = [&](const Ball& v) { return Ball(0.5) * t.gamma * squared(u - v) + t.lambda * abs(v); };
  const Ball scale =
      t.gamma * (squared(u) + squared(t.V(0, 0)) + squared(prox)) + t.lambda * (abs(t.V(0, 0)) + abs(prox));
  return {h(prox), h(t.V(0, 0)), true, scale};
}

Ball threshold(const Model& t) { return t.is_positive() ? t.lambda / t.gamma : Ball(0.0); }

}  // namespace lysep::bsum
