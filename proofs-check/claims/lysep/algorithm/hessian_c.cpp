// The Hessian of S in c_l, W = W_{l+1}, T = (P - A) diag(R), as the program applies it to a direction D:
//   l < L-1: omega_{l+1} ( 2 sigma' o W^T W (sigma' o D) - 2 sigma'' o (W^T r_{l+1}) o D + 2 ||W||^2 D ),
//   l = L-1: sigma' o W^T Hess_z(l^2) W (sigma' o D) + 2 sigma'' o (W^T T) o D + 2 ||W||^2 D.
// Left: <E, Hessian D>; right: d^2 S(c_l + s D + t E)/ds dt at 0 by dual numbers of dual numbers from (3.4).
// sigma is twice differentiable. With this, a curvature that the checks of Lemma 3.3 find is one of S.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/enclosures/hessian.hpp"

namespace lysep::hessian_c_claim {
namespace {

struct Terms {
  DirectionPair at;

  explicit Terms(const Instance& i) : at(i, Variable::c, any_hidden_layer(i)) {}

  Ball along(const Matrix<Ball>& to, const Matrix<Ball>& from) const {
    Matrix<Ball> HD;
    auxiliary_hessian_times(at.network.chain, at.network.block, at.l, at.network.norms.layer(at.l + 1), from, HD);
    return omega_after(at.network, at.l) * inner(to, HD);
  }
  Ball form() const { return along(at.E, at.D); }
  /// The term of sigma''.
  Ball bend() const {
    const Network& n = at.network;
    Matrix<Ball> T, pulled;
    weighted_logit_gradient(n.chain, n.block, T);
    const bool last = at.l == n.L - 1;
    pulled = transposed_product(n.W(at.l + 1), last ? T : n.r(at.l + 1));
    Ball sum(0.0);
    with_activation<Ball>(n.chain.activation, [&](auto sigma) {
      for (Index i = 0; i < at.E.size(); ++i) {
        const Ball bend = second_derivative(sigma, n.c(at.l).data()[i], n.V(at.l + 1).data()[i]);
        sum += bend * pulled.data()[i] * at.D.data()[i] * at.E.data()[i];
      }
    });
    return omega_after(n, at.l) * Ball(last ? 2.0 : -2.0) * sum;
  }
  /// 2 omega_l <D, E>.
  Ball own() const { return Ball(2.0) * at.network.omega(at.l) * inner(at.D, at.E); }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "hessian-c";
  claim.equation = "(3.12), (3.14)";
  claim.statement = "<E, (Hessian of S in c_l) D> = d^2 S(c_l + s D + t E)/ds dt";
  claim.hypotheses = {"1 <= l <= L-1", "sigma is twice differentiable"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer},
                  {"direction", "p x N", "D, of c_l's shape"},
                  {"second", "p x N", "E, of c_l's shape"}};
  claim.generate = [](Draw& draw) {
    Instance instance = block_instance(draw, Variable::c, "direction", smooth_activations());
    const Matrix<double> D = instance.matrix("direction");
    instance.set("second", draw.chance(0.2) ? D : draw.matrix(D.rows(), D.cols(), 1.0));
    return instance;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at.against_derivative(t.form()); },
      {{"without the factor 2", [](const Terms& t) { return t.at.against_derivative(Ball(0.5) * t.form()); }},
       {"without the term of sigma''", [](const Terms& t) { return t.at.against_derivative(t.form() - t.bend()); }},
       {"the term of sigma'' with the other sign",
        [](const Terms& t) { return t.at.against_derivative(t.form() - Ball(2.0) * t.bend()); }},
       {"without 2 omega_l D", [](const Terms& t) { return t.at.against_derivative(t.form() - t.own()); }},
       {"omega_l for 2 omega_l",
        [](const Terms& t) { return t.at.against_derivative(t.form() - Ball(0.5) * t.own()); }},
       {"D and E exchanged", [](const Terms& t) { return t.at.against_derivative(t.along(t.at.D, t.at.E)); }, true}});
  return claim;
}

}  // namespace lysep::hessian_c_claim
