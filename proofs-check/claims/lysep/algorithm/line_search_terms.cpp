#include "proofs-check/claims/lysep/algorithm/line_search_terms.hpp"

namespace lysep {
namespace {

constexpr std::uint64_t looked_at_one_by_one = 128, most_trials = std::uint64_t{1} << 62;
constexpr slong shortest_step = -4096;  // the exponent of 2

/// The number of the trial after k. A step that is short enough does for every k after it, so that later ones need not
/// be tried one by one: from tau_0 = 1e300 with eta = 0.99 it takes 70000 trials to come down to 2/C.
std::uint64_t after(std::uint64_t k) { return k + (k < looked_at_one_by_one ? 1 : k / 8); }

Ball power(const Ball& eta, std::uint64_t k) {
  Ball y;
  arb_pow_ui(y.get(), eta.get(), k, Ball::precision());
  return y;
}

/// sigma(c - t g) for 0 < t <= tau with its derivative in t. At a kink of ReLU the entry is on one side for all t > 0.
Dual<Ball> activated_along(const Activation& activation, const Ball& c, const Ball& g, const Ball& t) {
  const Dual<Ball> at(c - t * g, -g);
  if (activation.kind == Activation::Kind::relu && c.is_zero()) {
    if (g < Ball(0.0)) return at;
    if (g >= Ball(0.0)) return Dual<Ball>(0.0);
  }
  Dual<Ball> y;
  with_activation<Dual<Ball>>(activation, [&](auto sigma) { y = sigma.value(at); });
  return y;
}

}  // namespace

LineSearchTerms::LineSearchTerms(const Instance& instance)
    : network(*instance.state),
      l(any_hidden_layer(instance)),
      tau0(instance.ball("tau0")),
      eta(instance.ball("eta")),
      hypothesis(instance.number("tau0") > 0 && instance.number("eta") > 0 && instance.number("eta") < 1) {
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

Ball LineSearchTerms::loss_after(const Matrix<Ball>& direction, const Ball& tau) const {
  return loss_where(network, Variable::c, l, difference(network.c(l), scaled(tau, direction)));
}

Ball LineSearchTerms::slope_on(const Matrix<Ball>& direction, const Ball& from, const Ball& to) const {
  Ball t;  // [from, to]
  arb_unit_interval(t.get());
  t = from + t * (to - from);
  const Matrix<Ball>& c = network.c(l);
  Matrix<Dual<Ball>> V(c.rows(), c.cols());
  Dual<Ball> own(0.0), ahead(0.0);
  for (Index i = 0; i < c.size(); ++i) {
    const Ball& g = direction.data()[i];
    V.data()[i] = activated_along(network.chain.activation, c.data()[i], g, t);
    const Dual<Ball> r(network.r(l).data()[i] - t * g, -g);
    own += r * r;
  }
  const Matrix<Dual<Ball>> W = network.W(l + 1).unaryExpr([](const Ball& x) { return Dual<Ball>(x); });
  const bool last = l == network.L - 1;
  for (Index n = 0; n < network.N; ++n) {
    std::vector<Dual<Ball>> z;
    for (Index i = 0; i < W.rows(); ++i) z.push_back(product_entry(W, V, i, n));
    if (last) {
      const Dual<Ball> R = cross_entropy_by_definition(z, network.labels[static_cast<std::size_t>(n)]);
      ahead += R * R;
    }
    for (Index i = 0; !last && i < W.rows(); ++i) {
      const Dual<Ball> r = Dual<Ball>(target(network, l + 1)(i, n)) - z[static_cast<std::size_t>(i)];
      ahead += r * r;
    }
  }
  return omega_after(network, l) * ahead.d + network.omega(l) * own.d;
}

Ball LineSearchTerms::increases_from(const Matrix<Ball>& direction, Ball tau, const Ball& more) const {
  const auto increases = [&](const Ball& from) { return (slope_on(direction, from, tau) + more).is_positive(); };
  for (slong halvings = 0; halvings < -shortest_step; ++halvings) {
    if (increases(Ball(0.0))) return Ball(0.0);
    const Ball half = Ball(0.5) * tau;
    if (!increases(half)) break;
    tau = half;
  }
  return tau;
}

Sides LineSearchTerms::first_trial() const {
  if (!hypothesis) return hypothesis_not_met();
  return {loss_after(g, tau0), loss_by_definition(network)};
}

Sides LineSearchTerms::search(const Matrix<Ball>& direction, const Ball& factor) const {
  if (!hypothesis) return hypothesis_not_met();
  const Ball before = loss_by_definition(network), size = norm_squared(direction);
  // Nowhere to go; or not told from it, and then no step is told from no step either.
  if (size.is_zero()) return {before, before};
  if (size.contains_zero()) return {loss_after(direction, tau0), before};
  Ball shortest(1.0);
  arb_mul_2exp_si(shortest.get(), shortest.get(), shortest_step);
  Sides sides{before, before};
  bool all_fail = true;    // for certain, and none was left out
  Ball unknown_to = tau0;  // shorter steps may do
  for (std::uint64_t k = 0; k < most_trials; k = after(k)) {
    const Ball tau = tau0 * power(eta, k);
    const Ball left = loss_after(direction, tau) + factor * tau * size;
    if (left <= before) return {left, before};
    sides.left = k == 0 ? left : min(sides.left, left);
    all_fail = all_fail && left > before && k <= looked_at_one_by_one;
    if (all_fail && tau <= unknown_to) {
      const Ball from = increases_from(direction, tau, factor * size);
      if (from.is_zero()) return sides;
      unknown_to = Ball(0.5) * from;
    }
    if (tau < shortest) break;
  }
  return {Ball(0.0) / Ball(0.0), before};  // the least of the trials that were not looked at is not enclosed
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
