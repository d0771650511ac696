// (3.14): the gradient of S in c_{L-1} is
//   grad = 2 (W_L^T (P - A) diag(R)) o sigma'(c_{L-1}) + 2 ||W_L||^2 r_{L-1}.
// Left: <grad, D>, the program's; right: dS(c_{L-1} + t D)/dt at 0 by dual numbers from (3.4). sigma is differentiable.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_14_claim {
namespace {

struct Terms {
  Direction at;

  explicit Terms(const Instance& i) : at(i, Variable::c, last_hidden_layer(*i.state)) {}
  Ball gradient() const {
    Matrix<Ball> g;
    auxiliary_gradient(at.network.chain, at.network.block, at.l, at.network.norms.layers.back(), g);
    return at.along(g);
  }
  Matrix<Ball> slopes() const { return activation_slopes(at.network.chain.activation, at.network.c(at.l)); }
  /// (P - A) diag(R), or P - A.
  Matrix<Ball> weighted(bool by_losses = true) const {
    Matrix<Ball> T = softmax_minus_labels_of(at.network.surrogate, at.network.labels);
    for (Index j = 0; by_losses && j < T.rows(); ++j) {
      for (Index n = 0; n < T.cols(); ++n) T(j, n) *= at.network.R(0, n);
    }
    return T;
  }
  /// 2 (W_L^T T) o s + 2 own r_{L-1} along D.
  Ball composed(const Matrix<Ball>& T, const Matrix<Ball>& s, const Ball& own) const {
    const Matrix<Ball> pulled = transposed_product(at.network.W(at.network.L), T);
    return Ball(2.0) * (at.along(entrywise_product(pulled, s)) + own * at.along(at.network.r(at.l)));
  }
  const Ball& own() const { return at.network.norms.layers.back(); }
};

Instance generate(Draw& draw) {
  Instance instance;
  instance.state = varied_state(draw, differentiable_activations(), instance.family);
  const auto [rows, columns] = shape_of(*instance.state, Variable::c, instance.state->depth() - 1);
  instance.set("direction", draw.matrix(rows, columns, draw.magnitude(-2, 2)));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.14";
  claim.equation = "(3.14)";
  claim.statement = "grad_{c_{L-1}} S = 2 (W_L^T (P - A) diag(R)) o sigma'(c_{L-1}) + 2 ||W_L||^2 r_{L-1}";
  claim.hypotheses = {"L >= 2", "sigma is differentiable"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"direction", "M x N", "D, of c_{L-1}'s shape"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at.against_derivative(t.gradient()); },
      {{"without the factor 2", [](const Terms& t) { return t.at.against_derivative(t.gradient() * Ball(0.5)); }},
       {"without diag(R)",
        [](const Terms& t) { return t.at.against_derivative(t.composed(t.weighted(false), t.slopes(), t.own())); }},
       {"A - P for P - A",
        [](const Terms& t) {
          return t.at.against_derivative(t.composed(scaled(Ball(-1.0), t.weighted()), t.slopes(), t.own()));
        }},
       {"without sigma'",
        [](const Terms& t) {
          const Matrix<Ball> ones = Matrix<Ball>::Constant(t.at.D.rows(), t.at.D.cols(), Ball(1.0));
          return t.at.against_derivative(t.composed(t.weighted(), ones, t.own()));
        }},
       {"||W_L|| for ||W_L||^2",
        [](const Terms& t) { return t.at.against_derivative(t.composed(t.weighted(), t.slopes(), sqrt(t.own()))); }},
       {"written out",
        [](const Terms& t) { return t.at.against_derivative(t.composed(t.weighted(), t.slopes(), t.own())); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_14_claim
