#include "proofs-check/claims/lysep/descent/output_steps.hpp"

#include "proofs-check/frame/network_generators.hpp"

namespace lysep {
namespace {

/// The labels that the surrogate logits predict.
void predict(StateData& state) {
  const PrecisionScope scope(64);
  const Network network(state);
  for (Index n = 0; n < network.N; ++n) {
    Index best = 0;
    for (Index j = 1; j < network.J; ++j) {
      if (network.surrogate(j, n).approximate() > network.surrogate(best, n).approximate()) best = j;
    }
    state.labels[static_cast<std::size_t>(n)] = static_cast<int>(best);
  }
}

void scale_residuals(StateData& state, double factor) {
  for (auto& layer : state.layers) {
    if (layer.r.size() > 0) layer.r *= factor;
  }
}

}  // namespace

Instance outward_step(Draw& draw) {
  Instance instance = bounded_network(draw);
  StateData& state = *instance.state;
  const double which = draw.uniform(0, 1);
  if (which < 0.3) {
    instance.family = "W_L = 0";
    state.layers.back().W.setZero();
    scale_residuals(state, draw.pick(std::vector<double>{0, 1, 100}));
  } else {
    if (draw.chance(0.2)) state.layers.back().W *= draw.magnitude(-4, 1);
    scale_residuals(state, draw.chance(0.6) ? 0.0 : draw.magnitude(-8, -3));
    predict(state);
    instance.family = "predicted labels";
    if (which < 0.6 && state.samples() > 1) {
      instance.family = "predicted labels but one";
      state.labels[0] = draw.integer(0, state.classes - 1);
    }
  }
  return with_factor(instance, factor_of(draw));
}

Ball self_consistent_constant(const Iterate& t, const Ball& gram, const Ball& lambdas, const Ball& kappas) {
  const Ball two_lambda = lambdas * t.lambda(t.L), global = two_lambda + kappas * kappa(Ball(0.0)) * gram;
  if (t.J == 2) return global;
  const Ball moved = largest_column_norm(product(t.output_gradient(), t.V(t.L)));
  const Ball a = two_lambda + gram * largest_entry(t.R()), b = root_two() * gram * moved;
  return max(global, (a + sqrt(a * a + Ball(8.0) * b)) / Ball(2.0));
}

Instance wrong_and_regularised(Draw& draw) {
  const double c = draw.sign() * draw.magnitude(-1, 0.3), V = tanh(c), margin = draw.magnitude(1.5, 2.5);
  const double ratio = draw.magnitude(0, 1);  // lambda / (N sigma^2)
  const StateData state =
      scalar_chain({Activation::Kind::tanh}, {draw.symmetric(1.0)}, margin / V, {c}, {draw.sign() * sqrt(ratio) * V});
  Instance instance;
  instance.family = "wrong and regularised";
  instance.state = replicated(state, draw.integer(1, 4));
  return with_factor(instance, 2);
}

}  // namespace lysep
