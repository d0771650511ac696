// Theorem 3.4 (3.30), a whole sweep of Algorithm 1: W_L by a gradient step, then for l = L-1..1 c_l by a gradient step,
// W_l and b_l by least squares, every block at the state that the updates before it have left,
//   S(Theta^{k+1}) <= S(Theta^k),  tau = factor / C_l at that state, 0 < factor <= 2.
// The order does not matter, nor whether lambda_l is taken at the start: it speaks of layers updated later only. The
// constants do: those of the start fail where W_L has grown from nearly 0. tau = 4/C_l fails; how far 2/C_l is from
// best possible is told block by block (theorem-3.4). sigma is bounded, with a bounded, Lipschitz derivative.
#include "proofs-check/claims/lysep/descent/iterate.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep::theorem_3_4_sweep_claim {
namespace {

struct Sweep {
  double stretch = 1;            // of every step
  bool stale_constants = false;  // those of the start
  bool stale_lambda = false;
  bool ascending = false;  // l = 1..L-1, then W_L
  bool sum_for_mean = false;
  bool ascent = false;  // A - P for P - A in W_L's gradient
};

void update_output(Iterate& t, const Iterate& start, const Ball& factor, const Sweep& how) {
  Matrix<Ball> g = t.output_gradient();
  if (how.ascent) g = difference(g, scaled(Ball(2.0), t.loss_gradient()));
  Iterate::step(t.W(t.L), g, factor / (how.stale_constants ? start : t).output_constant());
}

void update_layer(Iterate& t, const Iterate& start, Index l, const Ball& factor, const Sweep& how) {
  const Ball C = (how.stale_constants ? start : t).auxiliary_constant(l);
  if (!C.is_zero()) Iterate::step(t.c(l), t.auxiliary_gradient(l), factor / C);
  t.W(l) = t.least_squares(l, (how.stale_lambda ? start : t).lambda(l), t.target(l));
  t.b(l) = t.mean_target(l);
  if (!how.sum_for_mean) return;
  for (Index i = 0; i < t.b(l).size(); ++i) t.b(l)(i) *= count(t.N);
}

Step sweep(const Sweep& how) {
  return [=](Iterate& t, const Instance& i) {
    if (!takes_step(i)) return false;
    const bool keeps_start = how.stale_constants || how.stale_lambda;
    const std::optional<Iterate> kept = keeps_start ? std::optional<Iterate>(t) : std::nullopt;
    const Iterate& start = keeps_start ? *kept : t;
    const Ball factor = Ball(how.stretch) * i.ball("factor");
    if (!how.ascending) update_output(t, start, factor, how);
    for (Index k = 1; k < t.L; ++k) update_layer(t, start, how.ascending ? k : t.L - k, factor, how);
    if (how.ascending) update_output(t, start, factor, how);
    return true;
  };
}

/// A large lambda_L, and residuals that W_1 and b_1 do not reach: orthogonal to X and to 1.
StateData out_of_reach(Draw& draw) {
  const Activation activation{draw.pick(std::vector<Activation::Kind>{Activation::Kind::tanh, Activation::Kind::sin})};
  StateData state = replicated(scalar_chain(activation, {draw.symmetric(1.0)}, draw.sign() * draw.magnitude(-1, 0.3),
                                            {draw.symmetric(1.0)}, {draw.magnitude(2, 4)}),
                               3);
  state.X << -1, 0, 1;
  state.layers[0].r(1, 0) *= -2;
  return state;
}

Instance generate(Draw& draw) {
  Instance instance = bounded_network(draw);
  StateData& state = *instance.state;
  const double which = draw.uniform(0, 1);
  if (which < 0.15) {
    instance.family = "residuals out of reach";
    state = out_of_reach(draw);
  } else if (which < 0.3) {
    instance.family = "W_L nearly 0";
    state.layers.back().W *= draw.magnitude(-8, -2);
    state.layers[state.layers.size() - 2].r *= draw.magnitude(0, 2);
  } else if (which < 0.4) {
    instance.family = "feasible";
    for (auto& layer : state.layers) layer.r.setZero();
  }
  return with_factor(instance, factor_of(draw));
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "theorem-3.4-sweep";
  claim.equation = "(3.30)";
  claim.statement = "S(Theta^{k+1}) <= S(Theta^k) over a sweep with tau <= 2/C_l at the current state";
  claim.hypotheses = step_hypotheses();
  claim.arrays = factor_array();
  claim.generate = generate;
  set_step(claim, sweep({}),
           {{"constants of the start of the sweep", sweep({.stale_constants = true})},
            {"tau = 4/C_l", sweep({.stretch = 2})},
            {"A - P for P - A in W_L's step", sweep({.ascent = true})},
            {"the sum for the mean in b_l", sweep({.sum_for_mean = true})},
            {"lambda_l of the start of the sweep", sweep({.stale_lambda = true}), true},
            {"l = 1..L-1, then W_L", sweep({.ascending = true}), true}});
  claim.at_state = [](const StateData& state) {
    const Instance instance = instance_of_state("state", state);
    return std::vector<Instance>{with_factor(instance, 1), with_factor(instance, 2)};
  };
  return claim;
}

}  // namespace lysep::theorem_3_4_sweep_claim
