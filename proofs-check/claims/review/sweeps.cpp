#include "proofs-check/claims/review/sweeps.hpp"

#include "proofs-check/claims/review/states.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {
namespace {

using Kind = Activation::Kind;

void sweep(Iterate& t, const Ball& factor) {
  t.step_output(factor);
  for (Index l = t.L - 1; l >= 1; --l) {
    t.step_auxiliary(l, factor);
    t.W(l) = t.least_squares(l);
    t.b(l) = t.mean_target(l);
  }
}

Ball true_CE(const Network& network, const Iterate& t) {
  Chain<Ball> chain = network.chain;
  for (Index l = 1; l <= t.L; ++l) {
    chain.at(l).K = t.W(l);
    if (l < t.L) chain.at(l).b = t.b(l);
  }
  return total(losses_of(network_logits(chain, network.block.X), network.labels)) / network.samples();
}

/// N = 1: the hidden output is right where c_1 is wrong, and b_1 follows c_1.
StateData misleading(Draw& draw) {
  const double c = -draw.uniform(0.3, 2.0), hidden = draw.uniform(0.3, 2.0);
  return scalar_chain({draw.pick(std::vector<Kind>{Kind::tanh, Kind::arctan, Kind::erf})}, {1.0},
                      -draw.uniform(0.3, 2.0), {c}, {c - hidden});
}

/// X = (-1, 0, 1), labels 1, 2, 1, r_1 = a (-1, 2, -1): no W_1, b_1 makes it smaller, and c_1 gives a lower loss at
/// every sample than the hidden output.
StateData out_of_reach(Draw& draw) {
  const double a = draw.magnitude(-1, -0.3);
  StateData state = replicated(scalar_chain({Kind::tanh}, {0.0}, draw.uniform(0.5, 2.0), {0.0}, {-a}), 3);
  state.X << -1, 0, 1;
  state.layers[0].W.setZero();
  state.layers[0].b.setZero();
  state.layers[0].r(1, 0) = 2 * a;
  state.labels[1] = 1;
  return state;
}

}  // namespace

SweptState::SweptState(const Instance& instance) : before(*instance.state) {
  hypothesis = takes_step(instance);
  if (!hypothesis) return;
  Iterate theta(*instance.state);
  sweep(theta, instance.ball("factor"));
  CE = true_CE(before, theta);
  S = theta.S();
}

Instance sweep_instance(Draw& draw) {
  const double which = draw.uniform(0, 1), factor = factor_of(draw);
  if (which < 0.25) return with_factor(instance_of_state("feasible minimiser of CE", feasible_minimiser(draw)), factor);
  if (which < 0.5) return with_factor(instance_of_state("c_1 misleads", misleading(draw)), factor);
  if (which < 0.65) {
    return with_factor(instance_of_state("residuals out of reach", out_of_reach(draw)), draw.magnitude(-3, -1));
  }
  if (which < 0.69) return with_factor(bounded_network(draw), draw.uniform(2.1, 20.0));
  return with_factor(bounded_network(draw), factor);
}

Instance sweep_witness() {
  const double ln_2 = 0.6931471805599453, artanh_half = 0.5493061443340549;
  return with_factor(
      instance_of_state("labels 1, 1, 2", identical_inputs({Kind::tanh}, {0.0}, artanh_half, ln_2, 2, 3)), 1);
}

}  // namespace lysep
