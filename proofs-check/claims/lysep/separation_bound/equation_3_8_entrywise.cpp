// (3.8) sharpened further: entrywise absolute values,
//   || phi - phi~ || <= sum_{l=1}^{L-1} B^(L-l) || |W_L| ... |W_{l+1}| |r_l| ||,
// for |T_l| <= B |W_l| |T_{l-1}| + |r_l| entry by entry. Equality for chains of the identity whose residuals are of one
// sign. Each term is at most that of (3.8), but not that with spectral norms. Left: by naive loops from the definition.
#include "proofs-check/claims/lysep/separation_bound/propagation.hpp"

namespace lysep::equation_3_8_entrywise_claim {
namespace {

struct Terms {
  Network network;
  Ball D = propagated_distance(network);

  Sides at_most(const Ball& right) const { return {D, right, true, propagated_scale(network, network.L)}; }
  /// |W_last| ... |W_{l+1}| |r_l|, or of the entries themselves.
  Matrix<Ball> carried(Index l, Index last, bool entrywise = true) const {
    Matrix<Ball> T = entrywise ? absolute(network.r(l)) : network.r(l);
    for (Index k = l + 1; k <= last; ++k) T = product(entrywise ? absolute(network.W(k)) : network.W(k), T);
    return T;
  }
  /// sum_{l<L} B^(L-l-powers) size(l).
  template <class F>
  Ball sum(F size, Index powers = 0) const {
    Ball result(0.0);
    for (Index l = 1; l < network.L; ++l) result += power(network.B(), network.L - l - powers) * size(l);
    return result;
  }
  Ball stated(Index powers = 0) const {
    return sum([&](Index l) { return norm(carried(l, network.L)); }, powers);
  }
};

/// L = 2: W_2 cancels the residual, but not the errors, for the units' slopes differ. And propagation_instance.
Instance entrywise_instance(Draw& draw) {
  if (draw.chance(0.9)) return propagation_instance(draw);
  using Kind = Activation::Kind;
  const double v = draw.magnitude(-1, 1), rho = draw.sign() * draw.uniform(0.5, 2.0);
  StateData state{{draw.pick(std::vector<Kind>{Kind::tanh, Kind::sigmoid, Kind::arctan, Kind::softplus})},
                  draw.matrix(1, 1, 1.0),
                  {0},
                  2,
                  {{draw.matrix(2, 1, 3.0), draw.matrix(2, 1, 1.0), Matrix<double>::Constant(1, 2, rho), {}},
                   {Matrix<double>(2, 2), {}, {}, {}}}};
  state.layers.back().W << v, -v, -v, v;
  Instance instance;
  instance.family = "W_2 r_1 = 0";
  instance.state = state;
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("equation-3.8-entrywise", "(3.8) sharpened",
                              "||phi - phi~|| <= sum_{l<L} B^(L-l) || |W_L| ... |W_{l+1}| |r_l| ||");
  claim.constant_is_best_possible = true;
  claim.generate = entrywise_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms{Network(*i.state)}; },
      [](const Terms& t) { return t.at_most(t.stated()); },
      {{"B^(L-l-1)", [](const Terms& t) { return t.at_most(t.stated(1)); }},
       {"without W_L",
        [](const Terms& t) { return t.at_most(t.sum([&](Index l) { return norm(t.carried(l, t.network.L - 1)); })); }},
       {"the maximum norm",
        [](const Terms& t) {
          return t.at_most(t.sum([&](Index l) { return largest_entry(t.carried(l, t.network.L)); }));
        }},
       {"the last residual alone",
        [](const Terms& t) { return t.at_most(t.network.B() * norm(t.carried(t.network.L - 1, t.network.L))); }},
       {"without the absolute values",
        [](const Terms& t) {
          return t.at_most(t.sum([&](Index l) { return norm(t.carried(l, t.network.L, false)); }));
        }},
       {"without the absolute values, sigma linear",
        [](const Terms& t) {
          if (t.network.chain.activation.kind != Activation::Kind::identity) return hypothesis_not_met();
          return t.at_most(t.sum([&](Index l) { return norm(t.carried(l, t.network.L, false)); }));
        },
        true},
       {"Frobenius norms of the W_k",
        [](const Terms& t) {
          return t.at_most(Propagation{t.network, frobenius_norms(t.network)}.sum());
        },
        true}});
  require_depth(claim, 2);
  return claim;
}

}  // namespace lysep::equation_3_8_entrywise_claim
