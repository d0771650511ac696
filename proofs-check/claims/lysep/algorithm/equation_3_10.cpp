// (3.10): the least-squares problem of W [V_l, sqrt(lambda_l) I] = [B_l, O] is the minimisation of S in W_l:
//   omega_l ( ||W [V_l, sqrt(lambda_l) I] - [B_l, O]||^2 - ||B_l||^2 ) = S(W) - S(0) for every W.
// Left: the augmented matrices as printed; right: S twice by its definition (3.4), W_l replaced by W and by 0.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_10_claim {
namespace {

struct Terms {
  Network network;
  Index l;
  Matrix<Ball> W;

  /// [A, f I].
  static Matrix<Ball> beside(const Matrix<Ball>& A, Index columns, const Ball& f) {
    Matrix<Ball> both = Matrix<Ball>::Constant(A.rows(), A.cols() + columns, Ball(0.0));
    both.leftCols(A.cols()) = A;
    for (Index i = 0; i < std::min(A.rows(), columns); ++i) both(i, A.cols() + i) = f;
    return both;
  }
  Matrix<Ball> input(const Ball& f) const { return beside(network.V(l), W.cols(), f); }
  /// ||W left - [B, f I]||^2 - ||B||^2, of the size of S.
  Sides with(const Matrix<Ball>& left, const Matrix<Ball>& B, const Ball& f) const {
    const Ball misfit = norm_squared(difference(product(W, left), beside(B, W.cols(), f)));
    const Matrix<Ball> zero = Matrix<Ball>::Constant(W.rows(), W.cols(), Ball(0.0));
    const Ball right = loss_where(network, Variable::W, l, W) - loss_where(network, Variable::W, l, zero);
    return {network.omega(l) * (misfit - norm_squared(B)), right, true,
            loss_scale(network, norm(W)) * (Ball(1.0) + network.lambda(l))};
  }
  Sides with_identity_times(const Ball& f) const { return with(input(f), target(network, l), Ball(0.0)); }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.10";
  claim.equation = "(3.10)";
  claim.statement = "omega_l (||W [V_l, sqrt(lambda_l) I] - [B_l, O]||^2 - ||B_l||^2) = S(W) - S(0)";
  claim.hypotheses = {"1 <= l <= L-1"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer}, {"W", "p x q", "a matrix of W_l's shape"}};
  claim.generate = [](Draw& draw) { return block_instance(draw, Variable::W, "W", every_activation()); };
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        const Index l = any_hidden_layer(i);
        return Terms{Network(*i.state), l, block_matrix(i, "W", Variable::W, l)};
      },
      [](const Terms& t) { return t.with_identity_times(sqrt(t.network.lambda(t.l))); },
      {{"lambda_l I for sqrt(lambda_l) I", [](const Terms& t) { return t.with_identity_times(t.network.lambda(t.l)); }},
       {"without the regulariser", [](const Terms& t) { return t.with_identity_times(Ball(0.0)); }},
       {"I for O",
        [](const Terms& t) { return t.with(t.input(sqrt(t.network.lambda(t.l))), target(t.network, t.l), Ball(1.0)); }},
       {"c_l for B_l",
        [](const Terms& t) { return t.with(t.input(sqrt(t.network.lambda(t.l))), t.network.c(t.l), Ball(0.0)); }},
       {"c_{l-1} for V_l",
        [](const Terms& t) {
          if (t.l == 1) return hypothesis_not_met();
          const Matrix<Ball> input = Terms::beside(t.network.c(t.l - 1), t.W.cols(), sqrt(t.network.lambda(t.l)));
          return t.with(input, target(t.network, t.l), Ball(0.0));
        }},
       {"-sqrt(lambda_l) I", [](const Terms& t) { return t.with_identity_times(-sqrt(t.network.lambda(t.l))); },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_10_claim
