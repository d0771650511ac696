// The residual form of the step on c_l: with delta = -g diag(tau), tau a step for each sample,
//   r_l += delta,   r_{l+1} -= W_{l+1} ( sigma(c_l + delta) - sigma(c_l) )   (l < L-1; R anew for l = L-1)
// keeps all residuals, so that S follows from them as before.
// Left: S from the program's residuals after its trial step; right: S at c_l + delta by its definition (3.4).
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::residual_form_c_claim {
namespace {

struct Terms {
  Network network;
  Index l;
  Matrix<Ball> g, tau;
  Matrix<Ball> r, ahead;

  explicit Terms(const Instance& i)
      : network(*i.state),
        l(any_hidden_layer(i)),
        g(block_matrix(i, "direction", Variable::c, l)),
        tau(i.balls("tau")) {
    try_auxiliary_step(network.chain, network.block, l, g, tau, ahead);
    r = stepped(network.r(l), g, tau);
  }
  bool last() const { return l == network.L - 1; }
  Matrix<Ball> moved() const { return stepped(network.c(l), g, tau); }
  /// sigma(c_l + delta) - sigma(c_l).
  Matrix<Ball> change() const {
    const Activation& a = network.chain.activation;
    return difference(activated(a, moved()), activated(a, network.c(l)));
  }
  /// S with r_l and, ahead of it, r_{l+1} or R.
  Sides with(const Matrix<Ball>& own, const Matrix<Ball>& next) const {
    SquaredNorms<Ball> norms = network.norms;
    norms.residuals[l - 1] = norm_squared(own);
    (last() ? norms.losses : norms.residuals[l]) = norm_squared(next);
    return {separation_loss(norms), loss_where(network, Variable::c, l, moved()), true,
            loss_scale(network, norm(g) * norm(tau))};
  }
  /// r_{l+1} + f W_{l+1} dV, l < L-1.
  Sides with_change(const Ball& f, const Matrix<Ball>& dV) const {
    if (last()) return hypothesis_not_met();
    return with(r, sum(network.r(l + 1), scaled(f, product(network.W(l + 1), dV))));
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

Claim claim() {
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
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(t.r, t.ahead); },
      {{"r_l as it was", [](const Terms& t) { return t.with(t.network.r(t.l), t.ahead); }},
       {"r_{l+1} as it was", [](const Terms& t) { return t.with_change(Ball(0.0), t.change()); }},
       {"+ W_{l+1} dV", [](const Terms& t) { return t.with_change(Ball(1.0), t.change()); }},
       {"sigma'(c_l) o delta for the change of sigma",
        [](const Terms& t) {
          const Matrix<Ball> slopes = activation_slopes(t.network.chain.activation, t.network.c(t.l));
          return t.with_change(Ball(-1.0), entrywise_product(slopes, difference(t.moved(), t.network.c(t.l))));
        }},
       {"sigma(c_l + delta) and sigma(c_l) subtracted",
        [](const Terms& t) { return t.with_change(Ball(-1.0), t.change()); }, true}});
  return claim;
}

}  // namespace lysep::residual_form_c_claim
