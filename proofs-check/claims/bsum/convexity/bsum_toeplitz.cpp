// Section 5.2, convolutions: the circulant matrices are a linear subspace, on which the bound (9) has one minimiser, D
// = the circulant matrix whose diagonals are the means of those of W - G/gamma. Its first row is what is stored. For
// circulant V: g(V) - g(D) = (gamma/2) ||V - D||^2.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_toeplitz_claim {
namespace {

using namespace bsum;

struct Circulant {
  Matrix<Ball> w, v, G;
  Ball gamma;

  explicit Circulant(const Instance& i) : w(i.balls("w")), v(i.balls("v")), G(i.balls("G")), gamma(i.ball("gamma")) {}

  static Matrix<Ball> of_row(const Matrix<Ball>& row) {
    const Index p = row.cols();
    Matrix<Ball> C(p, p);
    for (Index i = 0; i < p; ++i) {
      for (Index j = 0; j < p; ++j) C(i, (i + j) % p) = row(0, j);
    }
    return C;
  }
  /// The first row of D: w - share (sum over a diagonal of G)/gamma, or G's own first row for the sum.
  Matrix<Ball> minimiser(const Ball& share, bool whole_diagonals) const {
    Matrix<Ball> d = w;
    for (Index j = 0; j < w.cols(); ++j) {
      Ball slope = G(0, j);
      for (Index i = 1; whole_diagonals && i < G.rows(); ++i) slope += G(i, (i + j) % G.cols());
      d(0, j) -= share * slope / gamma;
    }
    return d;
  }
  Ball bound(const Matrix<Ball>& V) const {
    const Matrix<Ball> step = difference(V, of_row(w));
    return inner(G, step) + Ball(0.5) * gamma * norm_squared(step);
  }
  Sides with(const Ball& share, bool whole_diagonals, double factor = 1.0) const {
    if (!(gamma > Ball(0.0))) return hypothesis_not_met();
    const Matrix<Ball> D = of_row(minimiser(share, whole_diagonals)), V = of_row(v);
    const Ball right = Ball(0.5 * factor) * gamma * norm_squared(difference(V, D));
    const Matrix<Ball> step = difference(D, of_row(w)), other = difference(V, of_row(w));
    const Ball scale =
        inner(absolute(G), sum(absolute(step), absolute(other))) + gamma * (norm_squared(step) + norm_squared(other));
    return {bound(V) - bound(D), right, true, scale};
  }
};

using Terms = Circulant;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-toeplitz";
  claim.source = "bsum";
  claim.equation = "Section 5.2";
  claim.statement =
      "g(V) - g(D) = (gamma/2) ||V - D||^2, g of (9), W, V circulant, D the mean of W - G/gamma over diagonals";
  claim.hypotheses = {"gamma > 0"};
  claim.relation = Relation::equals;
  claim.arrays = {{"w", "1 x p", "the first row of W"},
                  {"v", "1 x p", "the first row of V"},
                  {"G", "p x p", "the gradient"},
                  {"gamma", "1", "of (9)"}};
  claim.generate = [](Draw& draw) {
    const int p = draw.integer(1, 4);
    Instance i;
    i.family = "random";
    for (const char* row : {"w", "v"}) i.set(row, draw.matrix(1, p, draw.magnitude(-2, 2)));
    i.set("G", draw.matrix(p, p, draw.magnitude(-2, 2)));
    i.set("gamma", draw.magnitude(-2, 2));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.with(Ball(1.0) / count(t.G.rows()), true); },
      {{"the sum over diagonals", [](const Terms& t) { return t.with(Ball(1.0), true); }},
       {"the first row of W - G/gamma", [](const Terms& t) { return t.with(Ball(1.0), false); }},
       {"gamma for gamma/2", [](const Terms& t) { return t.with(Ball(1.0) / count(t.G.rows()), true, 2.0); }}});
  return claim;
}

}  // namespace lysep::bsum_toeplitz_claim
