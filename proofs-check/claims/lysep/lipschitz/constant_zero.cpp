// What "tau <= 2/C_l" means where C_l = 0: if W_L = 0, all omega_l = 0, C_{L-1} = 0, and S does not depend on any c_l:
//   S(c_l + D) = S(c_l) for every D, and its gradient is 0. Any step is allowed, for none does anything.
// It is enough that W_j = 0 for one j > l. Left: S by its definition (3.4); right: the program's S.
#include "proofs-check/enclosures/auxiliary_constant.hpp"
#include "proofs-check/enclosures/definition.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep::constant_zero_claim {
namespace {

struct Terms {
  Network network;
  Index l;
  Matrix<Ball> D;

  bool zero(Index j) const { return network.norms.layer(j).is_zero(); }
  bool any_zero(Index first, Index last) const {
    for (Index j = first; j <= last; ++j) {
      if (zero(j)) return true;
    }
    return false;
  }
  bool zero_above() const { return any_zero(l + 1, network.L); }
  bool zero_below() const { return any_zero(1, l); }
  Ball moved() const { return loss_where(network, Variable::c, l, sum(network.c(l), D)); }
  Ball with_other_output() const {
    return loss_where(network, Variable::W, network.L, Matrix<Ball>::Constant(network.J, D.rows(), Ball(1.0)));
  }
  Ball derivative() const { return derivative_along(network, Variable::c, l, D); }
  /// The program's C_l; sigma is bounded with bounded second derivative.
  Ball constant() const {
    const auto terms = auxiliary_terms(network.chain, network.block, l);
    return omega_after(network, l) * auxiliary_constant(ConstantSet::paper, l == network.L - 1, terms, network.sigma);
  }
};

Sides where(bool hypothesis, const Terms& t, const std::function<Ball()>& left, const Ball& right) {
  return hypothesis ? Sides{left(), right, true, t.network.samples()} : hypothesis_not_met();
}
Sides unmoved(bool hypothesis, const Terms& t) {
  return where(
      hypothesis, t, [&] { return t.moved(); }, t.network.S());
}

Instance zero_layer(Draw& draw) {
  Instance instance;
  instance.state = random_state(draw, every_activation());
  auto& layers = instance.state->layers;
  const int L = static_cast<int>(layers.size()), l = draw.integer(1, L - 1);
  const bool other = draw.chance(0.06);
  instance.family = other ? "another W_j = 0" : "W_L = 0";
  layers[static_cast<std::size_t>(other ? draw.integer(1, L - 1) : L) - 1].W.setZero();
  if (!other && draw.chance(0.1)) {
    instance.family = "W_L = 0, feasible";
    for (auto& layer : layers) layer.r.setZero();
  }
  const Index rows = layers[static_cast<std::size_t>(l - 1)].W.rows();
  instance.set("layer", static_cast<double>(l));
  instance.set("direction", draw.matrix(rows, instance.state->samples(), draw.magnitude(-3, 3)));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "constant-zero";
  claim.equation = "(3.20)";
  claim.statement = "W_L = 0: S(c_l + D) = S(c_l) for all l < L and D, as C_{L-1} = 0";
  claim.hypotheses = {"W_L = 0"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer}, {"direction", "M x N", "D, of c_l's shape"}};
  claim.generate = zero_layer;
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        return Terms{Network(*i.state), layer_of(i, i.state->depth() - 1), i.balls("direction")};
      },
      [](const Terms& t) { return unmoved(t.zero(t.network.L), t); },
      {{"W_j = 0 for one j <= l", [](const Terms& t) { return unmoved(t.zero_below() && !t.zero_above(), t); }},
       {"S does not depend on W_L",
        [](const Terms& t) {
          return where(
              t.zero(t.network.L), t, [&] { return t.with_other_output(); }, t.network.S());
        }},
       {"S = N ln J",
        [](const Terms& t) {
          return where(
              t.zero(t.network.L), t, [&] { return t.moved(); }, t.network.samples() * log_of<Ball>(t.network.J));
        }},
       {"W_j = 0 for one j > l", [](const Terms& t) { return unmoved(t.zero_above(), t); }, true},
       {"S = N (ln J)^2",
        [](const Terms& t) {
          return where(
              t.zero(t.network.L), t, [&] { return t.moved(); },
              t.network.samples() * squared(log_of<Ball>(t.network.J)));
        },
        true},
       {"<grad_{c_l} S, D> = C_l",
        [](const Terms& t) {
          if (!t.network.sigma.M0 || !t.network.sigma.M2) return hypothesis_not_met();
          return where(
              t.zero(t.network.L), t, [&] { return t.derivative(); }, t.constant());
        },
        true}});
  return claim;
}

}  // namespace lysep::constant_zero_claim
