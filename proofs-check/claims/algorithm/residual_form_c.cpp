// The residual form of the step on c_l: with delta = -g diag(tau), tau a step for each sample,
//   r_l += delta,   r_{l+1} -= W_{l+1} ( sigma(c_l + delta) - sigma(c_l) )   (l < L-1; R anew for l = L-1)
// keeps all residuals, so that S follows from them as before.
// Left: S from the program's residuals after its trial step; right: S at c_l + delta by its definition (3.4).
#include "proofs-check/claims/algorithm/blocks.hpp"

namespace lysep {
namespace {

struct Terms {
  Network network;
  Index l;
  Matrix<Ball> g, tau;
  AuxiliaryCandidate<Ball> after;

  explicit Terms(const Instance& i)
      : network(*i.state),
        l(any_hidden_layer(i)),
        g(block_matrix(i, "direction", Variable::c, l)),
        tau(i.balls("tau")) {
    try_auxiliary_step(network.chain, network.block, l, g, tau, after);
  }
  bool last() const { return l == network.L - 1; }
  Matrix<Ball> moved() const {
    Matrix<Ball> c = network.c(l);
    for (Index i = 0; i < c.rows(); ++i) {
      for (Index n = 0; n < c.cols(); ++n) c(i, n) -= tau(0, n) * g(i, n);
    }
    return c;
  }
  /// S with r_l and, ahead of it, r_{l+1} or R.
  Sides with(const Matrix<Ball>& r, const Matrix<Ball>& ahead) const {
    SquaredNorms<Ball> norms = network.norms;
    norms.residuals[l - 1] = norm_squared(r);
    (last() ? norms.losses : norms.residuals[l]) = norm_squared(ahead);
    return {separation_loss(norms), loss_where(network, Variable::c, l, moved()), true,
            loss_scale(network, norm(g) * norm(tau))};
  }
  /// r_{l+1} + f W_{l+1} dV, l < L-1.
  Sides with_change(const Ball& f, const Matrix<Ball>& dV) const {
    if (last()) return hypothesis_not_met();
    return with(after.r, sum(network.r(l + 1), scaled(f, product(network.W(l + 1), dV))));
  }
};

Instance generate(Draw& draw) {
  Instance instance = block_instance(draw, Variable::c, "direction", every_activation());
  Matrix<double> tau = draw.matrix(1, instance.state->samples(), draw.magnitude(-3, 1));
  if (draw.chance(0.3)) tau(0, 0) = 0.0;
  instance.set("tau", tau);
  return instance;
}

}  // namespace

Claim residual_form_c() {
  Claim claim;
  claim.id = "residual-form-c";
  claim.equation = "(3.12), (3.14)";
  claim.statement = "S from r_l + delta, r_{l+1} - W_{l+1} (sigma(c_l + delta) - sigma(c_l)) = S(c_l + delta)";
  claim.hypotheses = {"1 <= l <= L-1"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer},
                  {"direction", "p x N", "g, of c_l's shape"},
                  {"tau", "1 x N", "delta = -g diag(tau)"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.with(t.after.r, t.after.ahead); },
      {{"r_l as it was", [](const Terms& t) { return t.with(t.network.r(t.l), t.after.ahead); }},
       {"r_{l+1} as it was", [](const Terms& t) { return t.with_change(Ball(0.0), t.after.dV); }},
       {"+ W_{l+1} dV", [](const Terms& t) { return t.with_change(Ball(1.0), t.after.dV); }},
       {"sigma'(c_l) o delta for the change of sigma",
        [](const Terms& t) {
          const Matrix<Ball> slopes = activation_slopes(t.network.chain.activation, t.network.c(t.l));
          return t.with_change(Ball(-1.0), entrywise_product(slopes, difference(t.moved(), t.network.c(t.l))));
        }},
       {"sigma(c_l + delta) and sigma(c_l) subtracted",
        [](const Terms& t) {
          const Activation& a = t.network.chain.activation;
          return t.with_change(Ball(-1.0), difference(activated(a, t.moved()), activated(a, t.network.c(t.l))));
        },
        true}});
  return claim;
}

}  // namespace lysep
