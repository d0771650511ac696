// (3.8), one step of its proof: with T_l the error of layer l, T_0 = 0 and T_L = phi - phi~ (r_L = 0),
//   || T_l || <= B || W_l || || T_{l-1} || + || r_l ||,   l = 1..L,
// for T_l = W_l (sigma(h_{l-1}) - sigma(c_{l-1})) - r_l. Equality for chains of the identity whose residuals are of
// one sign. Left: T_l by naive loops from the definition; right: the norms of the program.
#include "proofs-check/claims/lysep/separation_bound/propagation.hpp"

namespace lysep::equation_3_8_step_claim {
namespace {

struct Terms {
  Network network;
  Index l;
  Matrix<Ball> T, before;

  Ball rho() const { return l < network.L ? network.rho(l) : Ball(0.0); }
  Sides at_most(const Ball& right) const { return {norm(T), right, true, propagated_scale(network, l)}; }
  /// B a || T_{l-1} || + || r_l ||.
  Sides with(const Ball& a) const { return at_most(network.B() * a * norm(before) + rho()); }
  Ball W() const { return network.W_norm(l); }
};

Terms terms_of(const Instance& instance) {
  Network network(*instance.state);
  const Index l = layer_of(instance, network.L);
  const auto errors = propagated_errors(network);
  const auto at = errors.begin() + l;
  return {std::move(network), l, at[0], at[-1]};
}

Instance step_instance(Draw& draw) {
  const Instance instance = propagation_instance(draw);
  const StateData& state = *instance.state;
  return instance_at_layer(instance.family, state, draw.integer(1, static_cast<int>(state.depth())));
}

std::vector<Instance> every_layer(const StateData& state) {
  std::vector<Instance> list;
  for (Index l = 1; l <= state.depth(); ++l) list.push_back(instance_at_layer("state", state, l));
  return list;
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("equation-3.8-step", "(3.8)", "||T_l|| <= B ||W_l|| ||T_{l-1}|| + ||r_l||");
  claim.hypotheses = {"sigma is B-Lipschitz", "1 <= l <= L"};
  claim.constant_is_best_possible = true;
  claim.arrays = {{"layer", "1", "l", Array::integer}};
  claim.generate = step_instance;
  claim.at_state = every_layer;
  set_sides<Terms>(
      claim, terms_of, [](const Terms& t) { return t.with(t.W()); },
      {{"without B", [](const Terms& t) { return t.at_most(t.W() * norm(t.before) + t.rho()); }},
       {"B^2 for B", [](const Terms& t) { return t.with(t.network.B() * t.W()); }},
       {"without ||W_l||", [](const Terms& t) { return t.with(Ball(1.0)); }},
       {"without ||r_l||", [](const Terms& t) { return t.at_most(t.network.B() * t.W() * norm(t.before)); }},
       {"the maximum for the sum",
        [](const Terms& t) { return t.at_most(max(t.network.B() * t.W() * norm(t.before), t.rho())); }},
       {"the largest entry for ||W_l||", [](const Terms& t) { return t.with(largest_entry(t.network.W(t.l))); }},
       {"||W_l||_2 for ||W_l||", [](const Terms& t) { return t.with(spectral_norm(t.network.W(t.l))); }, true},
       {"B || |W_l| |T_{l-1}| || for the product",
        [](const Terms& t) {
          const Matrix<Ball> moved = product(absolute(t.network.W(t.l)), absolute(t.before));
          return t.at_most(t.network.B() * norm(moved) + t.rho());
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_8_step_claim
