// (3.12): for 1 <= l <= L-2 the gradient of S in c_l is
//   grad_{c_l} S = -2 omega_{l+1} (W_{l+1}^T r_{l+1}) o sigma'(c_l) + 2 omega_l r_l,   r_l = c_l - W_l V_l - b_l 1^T.
// Left: <grad, D> along a direction D, from the core's formula; right: dS(c_l + t D)/dt at 0 by dual numbers from the
// definition (3.4). sigma is differentiable.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_12_claim {
namespace {

struct Terms {
  Network network;
  Index l;
  Matrix<Ball> D;

  Ball along(const Matrix<Ball>& gradient) const { return inner(gradient, D); }
  Matrix<Ball> pulled() const { return transposed_product(network.W(l + 1), network.r(l + 1)); }
  Matrix<Ball> slopes() const { return activation_slopes(network.chain.activation, network.c(l)); }
  Ball gradient() const {
    Matrix<Ball> g;  // over omega_{l+1}
    auxiliary_gradient(network.chain, network.block, l, network.norms.layer(l + 1), g);
    return network.omega(l + 1) * along(g);
  }
  /// The size of the terms, residuals taken apart into what they are the difference of.
  Ball scale() const {
    const Ball ahead = network.W_norm(l + 1) * (norm(network.c(l + 1)) + network.rho(l + 1));
    return norm(D) * (network.omega(l + 1) * ahead + network.omega(l) * (norm(network.c(l)) + network.rho(l)));
  }
  Sides against_derivative(const Ball& left) const {
    return {left, derivative_along(network, Variable::c, l, D), true, scale()};
  }
  /// -2 a (W^T r_{l+1}) o s + 2 b r_l along D.
  Ball composed(const Ball& a, const Matrix<Ball>& s, const Ball& b) const {
    return Ball(2.0) * (b * along(network.r(l)) - a * along(entrywise_product(pulled(), s)));
  }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.12";
  claim.equation = "(3.12)";
  claim.statement = "grad_{c_l} S = -2 omega_{l+1} (W_{l+1}^T r_{l+1}) o sigma'(c_l) + 2 omega_l r_l";
  claim.hypotheses = {"1 <= l <= L-2", "sigma is differentiable"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer}, {"direction", "M x N", "D, of c_l's shape"}};
  claim.generate = hidden_direction_instance;
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        return Terms{Network(*i.state), hidden_layer(i), i.balls("direction")};
      },
      [](const Terms& t) { return t.against_derivative(t.gradient()); },
      {{"without the factor 2", [](const Terms& t) { return t.against_derivative(t.gradient() * Ball(0.5)); }},
       {"without sigma'(c_l)",
        [](const Terms& t) {
          const Matrix<Ball> ones = Matrix<Ball>::Constant(t.D.rows(), t.D.cols(), Ball(1.0));
          return t.against_derivative(t.composed(t.network.omega(t.l + 1), ones, t.network.omega(t.l)));
        }},
       {"omega_l and omega_{l+1} exchanged",
        [](const Terms& t) {
          return t.against_derivative(t.composed(t.network.omega(t.l), t.slopes(), t.network.omega(t.l + 1)));
        }},
       {"written out with omega and sigma'",
        [](const Terms& t) {
          return t.against_derivative(t.composed(t.network.omega(t.l + 1), t.slopes(), t.network.omega(t.l)));
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_12_claim
