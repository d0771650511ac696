// (3.10), the normal equations: S is stationary in W_l at the solution of W (V V^T + lambda_l I) = B V^T, V = V_l,
// B = B_l, where V V^T + lambda_l I is regular: grad_{W_l} S = 0.
// Left: dS(W + t D)/dt at 0 by dual numbers, W = B V^T adj(G) / det(G), G = V V^T + lambda_l I, by cofactors on
// enclosures. Where lambda_l = 0, only l = 1 is spoken of: whether X has full row rank can be decided.
#include <Eigen/QR>

#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_10_normal_claim {
namespace {

/// A without row i and column j.
Matrix<Ball> minor_of(const Matrix<Ball>& A, Index i, Index j) {
  Matrix<Ball> m(A.rows() - 1, A.cols() - 1);
  for (Index a = 0; a < m.rows(); ++a) {
    for (Index b = 0; b < m.cols(); ++b) m(a, b) = A(a < i ? a : a + 1, b < j ? b : b + 1);
  }
  return m;
}

Ball determinant(const Matrix<Ball>& A) {
  if (A.rows() == 0) return Ball(1.0);
  Ball sum(0.0);
  for (Index j = 0; j < A.cols(); ++j) {
    const Ball term = A(0, j) * determinant(minor_of(A, 0, j));
    sum = j % 2 == 0 ? sum + term : sum - term;
  }
  return sum;
}

struct Terms {
  Direction at;
  Matrix<Ball> gram, correlation;  // V V^T, B V^T
  Ball lambda;

  explicit Terms(const Instance& i) : at(i, Variable::W, any_hidden_layer(i)), lambda(at.network.lambda(at.l)) {
    const Matrix<Ball>& V = at.network.V(at.l);
    gram = product_transposed(V, V);
    correlation = product_transposed(target(at.network, at.l), V);
  }
  /// The derivative at the solution of W (V V^T + factor lambda_l I) = H.
  Sides at_solution(const Ball& regulariser, const Matrix<Ball>& H) const {
    if (lambda.is_zero() && at.l > 1) return hypothesis_not_met();
    Matrix<Ball> G = gram;
    for (Index j = 0; j < G.rows(); ++j) G(j, j) += regulariser;
    const Ball det = determinant(G);
    if (det.is_zero()) return hypothesis_not_met();
    Matrix<Ball> inverse(G.rows(), G.cols());
    for (Index i = 0; i < G.rows(); ++i) {
      for (Index j = 0; j < G.cols(); ++j) {
        const Ball cofactor = determinant(minor_of(G, j, i));
        inverse(i, j) = ((i + j) % 2 == 0 ? cofactor : -cofactor) / det;
      }
    }
    const Matrix<Ball> W = product(H, inverse);
    const Ball left = derivative_where(at.network, Variable::W, at.l, W, at.D);
    return {left, Ball(0.0), true, loss_scale(at.network, norm(at.D) + norm(W)) * (Ball(1.0) + lambda)};
  }
};

/// lambda_l > 0, or X has full row rank (up to rounding: the statement decides).
bool is_regular(const Instance& instance) {
  const StateData& state = *instance.state;
  const auto l = static_cast<std::size_t>(instance.number("layer"));
  if (l > 1) return !state.layers[l - 2].r.isZero(0.0);
  return state.X.colPivHouseholderQr().rank() == state.X.cols();
}

Instance generate(Draw& draw) {
  while (true) {
    const Instance instance = block_instance(draw, Variable::W, "direction", every_activation());
    if (is_regular(instance) || draw.chance(0.1)) return instance;
  }
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.10-normal";
  claim.equation = "(3.10)";
  claim.statement = "grad_{W_l} S = 0 where W_l (V_l V_l^T + lambda_l I) = B_l V_l^T";
  claim.hypotheses = {"1 <= l <= L-1", "V_l V_l^T + lambda_l I is regular", "lambda_l > 0 or l = 1"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer}, {"direction", "p x q", "D, of W_l's shape"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at_solution(t.lambda, t.correlation); },
      {{"2 lambda_l for lambda_l", [](const Terms& t) { return t.at_solution(Ball(2.0) * t.lambda, t.correlation); }},
       {"sqrt(lambda_l) for lambda_l", [](const Terms& t) { return t.at_solution(sqrt(t.lambda), t.correlation); }},
       {"without the biases in B_l",
        [](const Terms& t) {
          return t.at_solution(t.lambda, product_transposed(t.at.network.c(t.at.l), t.at.network.V(t.at.l)));
        }},
       {"-B_l V_l^T", [](const Terms& t) { return t.at_solution(t.lambda, scaled(Ball(-1.0), t.correlation)); }},
       {"B_l V_l^T with B_l = W_l V_l + r_l",
        [](const Terms& t) {
          const Network& n = t.at.network;
          const Matrix<Ball> B = sum(product(n.W(t.at.l), n.V(t.at.l)), n.r(t.at.l));
          return t.at_solution(t.lambda, product_transposed(B, n.V(t.at.l)));
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_10_normal_claim
