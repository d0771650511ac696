#include "proofs-check/claims/review/steps.hpp"

#include "proofs-check/enclosures/auxiliary_constant.hpp"
#include "proofs-check/claims/review/states.hpp"
#include "proofs-check/enclosures/definition.hpp"

namespace lysep {
namespace {

using Kind = Activation::Kind;

Ball output_constant_of(const Network& network, const Ball& radius) {
  OutputTerms<Ball> terms;
  terms.lambda = network.lambda(network.L);
  terms.radius = radius;
  terms.units = network.W(network.L).cols();
  terms.samples = network.N;
  terms.classes = network.J;
  return output_constant(ConstantSet::paper, terms, network.sigma);
}

Instance output_step_of(const char* family, const StateData& state, double factor) {
  Instance instance = instance_of_state(family, state);
  const double norm = state.layers.back().W.norm(), radius = norm > 0 ? norm * (1 + 1e-12) : 1.0;
  const PrecisionScope scope(64);
  instance.set("radius", radius);
  instance.set("step", factor * (1 - 1e-14) / output_constant_of(Network(state), Ball(radius)).approximate());
  return instance;
}

/// c_1 and the hidden output W_1 x + b_1 of opposite sign: what helps R harms CE.
StateData opposite_signs(Draw& draw) {
  const double c = draw.uniform(0.3, 2.0), hidden = -draw.uniform(0.3, 2.0);
  const Activation activation{draw.pick(std::vector<Kind>{Kind::tanh, Kind::arctan, Kind::erf})};
  const double v = draw.chance(0.3) ? 0.0 : draw.symmetric(0.3);
  return scalar_chain(activation, {1.0}, v, {c}, {c - hidden});
}

StateData large_regulariser(Draw& draw) {
  const double v = draw.sign() * draw.magnitude(-1, 0.5);
  return scalar_chain({draw.pick(std::vector<Kind>{Kind::tanh, Kind::sigmoid, Kind::sin})}, {draw.magnitude(-1, 1)}, v,
                      {draw.symmetric(1.0)}, {draw.magnitude(3, 5)});
}

/// ||c_{l+1} - W_{l+1} sigma(c) - b_{l+1}||^2, or ||R||^2 where l = L-1, plus ||W_{l+1}||^2 ||r_l + c - c_l||^2.
Ball part_at(const Network& network, Index l, const Matrix<Ball>& delta) {
  const Matrix<Ball>& W = network.W(l + 1);
  const Matrix<Ball> V = activated_by_definition(network.chain.activation, sum(network.c(l), delta));
  Ball part = norm_squared(W) * norm_squared(sum(network.r(l), delta));
  for (Index n = 0; n < network.N; ++n) {
    std::vector<Ball> z;
    for (Index i = 0; i < W.rows(); ++i) z.push_back(product_entry(W, V, i, n));
    if (l == network.L - 1)
      part += squared(cross_entropy_by_definition(z, network.labels[static_cast<std::size_t>(n)]));
    for (Index i = 0; l < network.L - 1 && i < W.rows(); ++i) {
      part += squared(network.c(l + 1)(i, n) - z[static_cast<std::size_t>(i)] - network.b(l + 1)(i));
    }
  }
  return part;
}

Instance auxiliary_step_of(const char* family, const StateData& state, Index l, double factor) {
  Instance instance = instance_at_layer(family, state, l);
  instance.set("factor", factor);
  return instance;
}

/// ||W_3||^2 = 1/2 and W_2 = 1 or 2: C_1 over omega_2 is 4 or 16, and all numbers of the step are short.
Instance quadratic(Draw& draw) {
  const auto quarter = [&] { return draw.integer(-40, 40) / 4.0; };
  const StateData state = scalar_chain({Kind::identity}, {1.0, draw.chance(0.5) ? 1.0 : 2.0}, 0.5,
                                       {quarter(), quarter()}, {quarter(), quarter()});
  return auxiliary_step_of("quadratic", state, 1, draw.chance(0.7) ? 2.0 : draw.uniform(0.1, 1.9));
}

}  // namespace

OutputStep::OutputStep(const Instance& instance)
    : network(*instance.state), tau(instance.ball("step")), radius(instance.ball("radius")) {
  if (!network.sigma.M0 || network.L < 2) return;
  C = output_constant_of(network, radius);
  hypothesis = tau.is_positive() && tau * C <= Ball(2.0) && network.W_norm(network.L) <= radius;
  Matrix<Ball> H;
  output_correlation(network.chain, network.block, H);
  gradient = output_gradient(network.chain, H, network.lambda(network.L));
}

Matrix<Ball> OutputStep::moved(const Ball& step) const {
  return difference(network.W(network.L), scaled(step, gradient));
}

Ball OutputStep::loss_at(const Matrix<Ball>& W) const { return loss_where(network, Variable::W, network.L, W); }

Ball OutputStep::CE_at(const Matrix<Ball>& W) const {
  Chain<Ball> chain = network.chain;
  chain.at(network.L).K = W;
  return total(losses_of(network_logits(chain, network.block.X), network.labels)) / network.samples();
}

bool OutputStep::feasible() const { return network.is_feasible(); }

Instance output_step_instance(Draw& draw) {
  const double which = draw.uniform(0, 1), factor = draw.chance(0.4) ? 2.0 : draw.uniform(0.01, 2.0);
  if (which < 0.2) return output_step_of("opposite signs", opposite_signs(draw), factor);
  if (which < 0.35) return output_step_of("feasible minimiser of CE", feasible_minimiser(draw), factor);
  if (which < 0.5) return output_step_of("large lambda", large_regulariser(draw), factor);
  StateData state = random_state(draw, bounded_activations());
  if (which < 0.6) {
    for (auto& layer : state.layers) layer.r.setZero();
    return output_step_of("feasible", draw.chance(0.5) ? replicated(state, 1) : state, factor);
  }
  if (which < 0.67) {
    state.layers.back().W *= draw.pick(std::vector<double>{0.0, 1e-8, 100.0, 1e8});
    return output_step_of("extreme W_L", state, factor);
  }
  if (which < 0.71) return output_step_of("step too long", state, draw.uniform(2.1, 20.0));
  return output_step_of("random", state, factor);
}

Instance output_step_witness() {
  Instance instance = instance_of_state("opposite signs", scalar_chain({Kind::tanh}, {1.0}, 0.0, {1.0}, {2.0}));
  instance.set("radius", 1.0);
  instance.set("step", 0.05);
  return instance;
}

std::vector<Array> output_step_arrays() {
  return {{"step", "1", "tau"}, {"radius", "1", "R of the ball that C_L speaks of"}};
}

SteppedAuxiliary::SteppedAuxiliary(const Instance& instance)
    : network(*instance.state), l(layer_of(instance, instance.state->depth() - 1)), factor(instance.ball("factor")) {
  const bool last = l == network.L - 1;
  ActivationConstants<Ball> sigma = network.sigma;
  if (!last && sigma.M2 && sigma.M2->is_zero()) sigma.M0 = Ball(0.0);  // M0 occurs beside M2 alone
  hypothesis = sigma.M0 && sigma.M2 && factor.is_positive() && factor <= Ball(2.0);
  if (!hypothesis) return;
  const auto terms = auxiliary_terms(network.chain, network.block, l);
  C = auxiliary_constant(ConstantSet::paper, last, terms, sigma);
  C_sharp = auxiliary_constant(ConstantSet::sharp, last, terms, sigma);
  omega = omega_after(network, l);
  auxiliary_gradient(network.chain, network.block, l, network.norms.layer(l + 1), gradient);
  stationary = norm_squared(gradient).is_zero();
  fixed = network.norms.layer(l + 1).is_zero();
}

Ball SteppedAuxiliary::part_after(const Ball& constant, const Ball& length) const {
  if (stationary || fixed) return part();
  return part_at(network, l, scaled(-(length / constant), gradient));
}

Ball SteppedAuxiliary::part() const {
  return part_at(network, l, Matrix<Ball>::Constant(gradient.rows(), gradient.cols(), Ball(0.0)));
}

Ball SteppedAuxiliary::scale() const {
  const Ball ahead = l < network.L - 1 ? norm_squared(network.c(l + 1)) + norm_squared(network.b(l + 1)) : Ball(0.0);
  return part() + ahead + network.norms.layer(l + 1) * norm_squared(network.V(l + 1));
}

Ball SteppedAuxiliary::decrease() const {
  return stationary || fixed ? Ball(0.0) : omega * (part() - part_after(C, factor));
}

Ball SteppedAuxiliary::promised(const Ball& constant, double share) const {
  if (stationary || fixed) return Ball(0.0);
  return factor / constant * (Ball(1.0) - Ball(share) * factor) * norm_squared(gradient);
}

bool SteppedAuxiliary::feasible() const { return network.is_feasible(); }

Instance auxiliary_step_instance(Draw& draw) {
  const double which = draw.uniform(0, 1);
  if (which < 0.2) return quadratic(draw);
  StateData state = random_state(draw, bounded_activations());
  const int hidden = static_cast<int>(state.depth()) - 1, l = draw.integer(1, hidden);
  const double factor = draw.chance(0.3) ? 2.0 : draw.uniform(1e-3, 2.0);
  if (which < 0.35) {
    for (auto& layer : state.layers) layer.r.setZero();
    return auxiliary_step_of("feasible", state, l, factor);
  }
  if (which < 0.45) {
    state.layers.back().W.setZero();
    return auxiliary_step_of("W_L = 0", state, l, factor);
  }
  if (which < 0.55) {
    auto& r = state.layers[static_cast<std::size_t>(l - 1)].r;
    if (r.isZero()) r.setConstant(1.0);  // or a gradient of size e^(-1e8), of which no precision tells the sign
    state.layers[static_cast<std::size_t>(l)].W *= draw.pick(std::vector<double>{1e-8, 100.0, 1e8});
    return auxiliary_step_of("extreme W_{l+1}", state, l, factor);
  }
  if (which < 0.59) return auxiliary_step_of("step too long", state, l, draw.uniform(2.1, 20.0));
  return auxiliary_step_of("random", state, l, factor);
}

Instance auxiliary_step_witness() {
  const StateData state = scalar_chain({Kind::identity}, {1.0, 1.0}, 0.5, {1.0, 1.0}, {1.0, 0.0});
  return auxiliary_step_of("quadratic", state, 1, 2.0);
}

std::vector<Array> auxiliary_step_arrays() {
  return {{"layer", "1", "l", Array::integer}, {"factor", "1", "tau C_l, in (0, 2]"}};
}

}  // namespace lysep
