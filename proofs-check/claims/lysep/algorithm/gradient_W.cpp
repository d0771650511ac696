// (3.9) differentiated: the gradient of S in W_l, 1 <= l <= L-1, in the residual form of the program's least squares:
//   grad_{W_l} S = 2 omega_l ( lambda_l W_l - r_l V_l^T ).
// Left: <grad, D> with the program's lambda_l and correlation r_l V_l^T; right: dS(W_l + t D)/dt at 0 by dual numbers.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::gradient_W_claim {
namespace {

struct Terms {
  Direction at;
  Matrix<Ball> correlation;  // r_l V_l^T

  explicit Terms(const Instance& i) : at(i, Variable::W, any_hidden_layer(i)) {
    at.network.chain.at(at.l).shape->patch_correlation(at.network.r(at.l), at.network.V(at.l), correlation);
  }
  /// 2 omega (lambda W_l - H) along D.
  Ball composed(const Ball& omega, const Ball& lambda, const Matrix<Ball>& H) const {
    return Ball(2.0) * omega * (lambda * at.along(at.network.W(at.l)) - at.along(H));
  }
  const Ball& omega() const { return at.network.omega(at.l); }
  const Ball& lambda() const { return at.network.lambda(at.l); }
  Ball gradient() const { return composed(omega(), lambda(), correlation); }
  /// 2 omega_l ( W_l (V V^T + lambda_l I) - B V^T ), of the normal equations.
  Ball of_normal_equations() const {
    const Matrix<Ball>&V = at.network.V(at.l), &W = at.network.W(at.l);
    const Matrix<Ball> misfit =
        difference(product(W, product_transposed(V, V)), product_transposed(target(at.network, at.l), V));
    return Ball(2.0) * omega() * (at.along(misfit) + lambda() * at.along(W));
  }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "gradient-W";
  claim.equation = "(3.9)";
  claim.statement = "grad_{W_l} S = 2 omega_l (lambda_l W_l - r_l V_l^T)";
  claim.hypotheses = {"1 <= l <= L-1"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer}, {"direction", "p x q", "D, of W_l's shape"}};
  claim.generate = [](Draw& draw) { return block_instance(draw, Variable::W, "direction", every_activation()); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at.against_derivative(t.gradient()); },
      {{"without the factor 2", [](const Terms& t) { return t.at.against_derivative(t.gradient() * Ball(0.5)); }},
       {"without lambda_l",
        [](const Terms& t) { return t.at.against_derivative(t.composed(t.omega(), Ball(0.0), t.correlation)); }},
       {"+ r_l V_l^T",
        [](const Terms& t) {
          return t.at.against_derivative(t.composed(t.omega(), t.lambda(), scaled(Ball(-1.0), t.correlation)));
        }},
       {"omega_{l+1} for omega_l",
        [](const Terms& t) {
          return t.at.against_derivative(t.composed(omega_after(t.at.network, t.at.l), t.lambda(), t.correlation));
        }},
       {"lambda_{l+1} for lambda_l",
        [](const Terms& t) {
          return t.at.against_derivative(t.composed(t.omega(), t.at.network.lambda(t.at.l + 1), t.correlation));
        }},
       {"2 omega_l (W_l (V V^T + lambda_l I) - B V^T)",
        [](const Terms& t) { return t.at.against_derivative(t.of_normal_equations()); }, true}});
  return claim;
}

}  // namespace lysep::gradient_W_claim
