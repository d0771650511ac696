// (3.3): where the constraints c_1 = W_1 X + b_1 1^T, c_l = W_l sigma(c_{l-1}) + b_l 1^T hold, that is r_l = 0 for all
// l, the surrogate logits are the network's: W_L sigma(c_{L-1}) = phi(X; theta) of (3.1), entry by entry.
// Left: <G, surrogate logits> of the program at the state's c; right: <G, phi> by loops through (3.1).
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_3_claim {
namespace {

/// How (3.1) is composed.
struct Composition {
  bool activated_input = false, activated = true, biased = true;
};

Matrix<Ball> logits_by_definition(const Network& network, const Composition& form = {}) {
  Matrix<Ball> V = form.activated_input ? activated(network.chain.activation, network.V(1)) : network.V(1);
  for (Index l = 1;; ++l) {
    Matrix<Ball> c(network.W(l).rows(), network.N);
    for (Index i = 0; i < c.rows(); ++i) {
      for (Index n = 0; n < c.cols(); ++n) {
        c(i, n) = product_entry(network.W(l), V, i, n);
        if (l < network.L && form.biased) c(i, n) += network.b(l)(i);
      }
    }
    if (l == network.L) return c;
    V = form.activated ? activated(network.chain.activation, c) : c;
  }
}

struct Terms {
  Network network;
  Matrix<Ball> G;

  explicit Terms(const Instance& instance) : network(*instance.state), G(instance.balls("G")) {}
  Sides against(const Composition& form) const {
    const Ball scale = norm(G) * (Ball(1.0) + norm(network.surrogate)) * loss_scale(network);
    return {inner(G, network.surrogate), inner(G, logits_by_definition(network, form)), true, scale};
  }
  Sides where_feasible(const Composition& form) const {
    return network.is_feasible() ? against(form) : hypothesis_not_met();
  }
};

Instance generate(Draw& draw) {
  Instance instance;
  instance.state = varied_state(draw, every_activation(), instance.family);
  if (draw.chance(0.95)) {
    for (auto& layer : instance.state->layers) layer.r.setZero();
  } else {
    instance.family = "infeasible";
  }
  instance.set("G", draw.matrix(instance.state->classes, instance.state->samples(), 1.0));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.3";
  claim.equation = "(3.3)";
  claim.statement = "W_L sigma(c_{L-1}) = phi(X) where c_l = W_l sigma(c_{l-1}) + b_l 1^T for all l";
  claim.hypotheses = {"L >= 2", "r_l = 0, l = 1..L-1"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"G", "J x N", "the logits are compared along G"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.where_feasible({}); },
      {{"without the constraints", [](const Terms& t) { return t.against({}); }},
       {"sigma(X) for X",
        [](const Terms& t) {
          return t.where_feasible({true, true, true});
        }},
       {"c_{l-1} for sigma(c_{l-1})",
        [](const Terms& t) {
          return t.where_feasible({false, false, true});
        }},
       {"without b_l",
        [](const Terms& t) {
          return t.where_feasible({false, true, false});
        }},
       {"S = ||Lvec(phi)||^2",
        [](const Terms& t) {
          if (!t.network.is_feasible()) return hypothesis_not_met();
          return Sides{t.network.S(), norm_squared(t.network.losses), true, loss_scale(t.network)};
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_3_claim
