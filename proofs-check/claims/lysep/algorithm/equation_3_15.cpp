// (3.15): the gradient of S in W_L is grad = 2 lambda W_L + 2 (P - A) diag(R) sigma(c_{L-1})^T, lambda = lambda_L.
// Left: <grad, D>, the program's; right: dS(W_L + t D)/dt at 0 by dual numbers from (3.4).
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_15_claim {
namespace {

struct Terms {
  Direction at;
  Matrix<Ball> correlation;  // (P - A) diag(R) V^T, the program's

  explicit Terms(const Instance& i) : at(i, Variable::W, i.state->depth()) {
    output_correlation(at.network.chain, at.network.block, correlation);
  }
  const Ball& lambda() const { return at.network.lambda(at.network.L); }
  Ball gradient() const { return at.along(output_gradient(at.network.chain, correlation, lambda())); }
  /// 2 a W_L + 2 H along D.
  Ball composed(const Ball& a, const Matrix<Ball>& H) const {
    return Ball(2.0) * (a * at.along(at.network.W(at.network.L)) + at.along(H));
  }
  /// (P - A) diag(R) V^T, or without diag(R); entry by entry.
  Matrix<Ball> correlation_by_entries(bool by_losses) const {
    const Network& n = at.network;
    const Matrix<Ball> T = softmax_minus_labels_of(n.surrogate, n.labels);
    Matrix<Ball> H = Matrix<Ball>::Constant(at.D.rows(), at.D.cols(), Ball(0.0));
    for (Index j = 0; j < H.rows(); ++j) {
      for (Index k = 0; k < H.cols(); ++k) {
        for (Index s = 0; s < n.N; ++s) H(j, k) += T(j, s) * (by_losses ? n.R(0, s) : Ball(1.0)) * n.V(n.L)(k, s);
      }
    }
    return H;
  }
};

Instance generate(Draw& draw) {
  Instance instance;
  instance.state = varied_state(draw, every_activation(), instance.family);
  const auto [rows, columns] = shape_of(*instance.state, Variable::W, instance.state->depth());
  instance.set("direction", draw.matrix(rows, columns, draw.magnitude(-2, 2)));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.15";
  claim.equation = "(3.15)";
  claim.statement = "grad_{W_L} S = 2 lambda W_L + 2 (P - A) diag(R) sigma(c_{L-1})^T";
  claim.hypotheses = {"L >= 2"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"direction", "J x M", "D, of W_L's shape"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at.against_derivative(t.gradient()); },
      {{"without the factor 2", [](const Terms& t) { return t.at.against_derivative(t.gradient() * Ball(0.5)); }},
       {"lambda for 2 lambda",
        [](const Terms& t) { return t.at.against_derivative(t.composed(t.lambda() * Ball(0.5), t.correlation)); }},
       {"without lambda", [](const Terms& t) { return t.at.against_derivative(t.composed(Ball(0.0), t.correlation)); }},
       {"lambda_{L-1} for lambda_L",
        [](const Terms& t) {
          return t.at.against_derivative(t.composed(t.at.network.lambda(t.at.network.L - 1), t.correlation));
        }},
       {"A - P for P - A",
        [](const Terms& t) {
          return t.at.against_derivative(t.composed(t.lambda(), scaled(Ball(-1.0), t.correlation)));
        }},
       {"without diag(R)",
        [](const Terms& t) {
          return t.at.against_derivative(t.composed(t.lambda(), t.correlation_by_entries(false)));
        }},
       {"written out",
        [](const Terms& t) { return t.at.against_derivative(t.composed(t.lambda(), t.correlation_by_entries(true))); },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_15_claim
