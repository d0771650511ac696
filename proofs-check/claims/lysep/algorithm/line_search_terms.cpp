#include "proofs-check/claims/lysep/algorithm/line_search_terms.hpp"

namespace lysep {

LineSearchTerms::LineSearchTerms(const Instance& instance)
    : network(*instance.state),
      l(any_hidden_layer(instance)),
      tau0(instance.ball("tau0")),
      eta(instance.ball("eta")),
      hypothesis(instance.number("tau0") > 0 && instance.number("eta") > 0 && instance.number("eta") <= 0.5) {
  auxiliary_gradient(network.chain, network.block, l, network.norms.layer(l + 1), g);
  g = scaled(omega_after(network, l), g);
}

Matrix<Ball> LineSearchTerms::gradient_from_the_right() const {
  if (network.chain.activation.kind != Activation::Kind::relu) return g;
  Matrix<Ball> T = network.r(l < network.L - 1 ? l + 1 : l), changed = g;
  if (l == network.L - 1) weighted_logit_gradient(network.chain, network.block, T);
  const Matrix<Ball> pulled = transposed_product(network.W(l + 1), T);
  const Ball factor = Ball(l == network.L - 1 ? 2.0 : -2.0) * omega_after(network, l);
  for (Index i = 0; i < g.size(); ++i) {
    if (network.c(l).data()[i].is_zero()) changed.data()[i] += factor * pulled.data()[i];
  }
  return changed;
}

Matrix<Ball> LineSearchTerms::gradient_with_residual_reversed() const {
  return difference(g, scaled(Ball(4.0) * network.omega(l), network.r(l)));
}

bool LineSearchTerms::differentiable() const {
  if (network.chain.activation.kind != Activation::Kind::relu) return true;
  for (Index i = 0; i < g.size(); ++i) {
    if (network.c(l).data()[i].contains_zero()) return false;
  }
  return true;
}

Sides LineSearchTerms::search(const Matrix<Ball>& direction, int last, const Ball& factor) const {
  if (!hypothesis) return hypothesis_not_met();
  const Ball before = loss_by_definition(network), slope = factor * norm_squared(direction);
  if (norm_squared(direction).is_zero()) return {before, before};
  Ball tau = tau0;
  Sides sides{before, before};
  for (int k = 0; k <= last; ++k, tau *= eta) {
    const Matrix<Ball> c = difference(network.c(l), scaled(tau, direction));
    const Ball after = loss_where(network, Variable::c, l, c) + tau * slope;
    sides.left = k == 0 ? after : min(sides.left, after);
    if (after <= before) return sides;
  }
  return sides;
}

std::vector<Array> line_search_arrays() {
  return {{"layer", "1", "l", Array::integer}, {"tau0", "1", "the first step"}, {"eta", "1", "the shrink factor"}};
}

Instance line_search_of(const char* family, const StateData& state, Index l, double tau0, double eta) {
  Instance instance = instance_at_layer(family, state, l);
  instance.set("tau0", tau0);
  instance.set("eta", eta);
  return instance;
}

Instance line_search_instance(Draw& draw, const std::vector<Activation>& activations) {
  StateData state = random_state(draw, activations);
  const double which = draw.uniform(0, 1);
  const char* family = "random";
  if (which < 0.1) {
    family = "feasible";
    for (auto& layer : state.layers) layer.r.setZero();
  } else if (which < 0.25) {
    family = "large and tiny weights";
    for (auto& layer : state.layers) layer.W *= draw.magnitude(-3, 1);
  } else if (which < 0.3) {
    family = "zero weights";
    state.layers.back().W.setZero();
  } else if (which < 0.4) {
    family = "large residuals";
    for (auto& layer : state.layers) layer.r *= draw.magnitude(0, 3);
  }
  const Index l = draw.integer(1, static_cast<int>(state.depth()) - 1);
  double weight = 1.0;  // omega_l
  for (Index j = l; j < state.depth(); ++j) weight *= state.layers[static_cast<std::size_t>(j)].W.squaredNorm();
  const double tau0 = draw.magnitude(-2, 3) / std::max(1.0, weight);
  return line_search_of(family, state, l, tau0, draw.uniform(0.1, 0.5));
}

StateData relu_at_its_kink(double w, double a, double m) {
  return scalar_chain({Activation::Kind::relu}, {1.0, w}, 1.0, {0.0, 0.25}, {-m, -a});
}

}  // namespace lysep
