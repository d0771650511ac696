#include "proofs-check/frame/network_generators.hpp"

#include <fmt/format.h>

#include "core/numbers/bad_input.hpp"
#include "core/methods/layer_separation/separation_loss.hpp"

namespace lysep {
namespace {

using Kind = Activation::Kind;

/// The activations that `has` holds for.
template <class F>
std::vector<Activation> activations_where(F has) {
  std::vector<Activation> list;
  for (int k = 0; k < static_cast<int>(std::size(activation_names)); ++k) {
    if (has(static_cast<Kind>(k))) list.push_back({static_cast<Kind>(k)});
  }
  return list;
}

/// Near equality in Theorem 3.1: sqrt(omega_l) r_l = -sqrt2 B^(L-l) T, R = T.
StateData tight_chain(Draw& draw, const Activation& activation) {
  const int L = draw.integer(2, draw.chance(0.6) ? 6 : 8);
  const bool linear = activation.kind == Kind::identity;
  const double B = lipschitz_of(activation), T = draw.pick(std::vector<double>{10, 30, 40, 60});
  // sigma is linear at 0 only: keep every c_l tiny by a large output weight.
  const double v = linear ? draw.magnitude(-3, 3) : draw.magnitude(7, 9);
  std::vector<double> w(L, 0.0), r(L, 0.0), c(L, 0.0);
  for (int l = 1; l < L; ++l) w[l] = linear ? draw.magnitude(-2, 2) : draw.magnitude(-1, 1);
  c[L - 1] = T / (2.0 * v * B);
  double root = sqrt(2.0) * v, factor = B;
  for (int l = L - 1; l >= 1; --l) {
    r[l] = -sqrt(2.0) * factor * T / root;
    root *= w[l];
    factor *= B;
  }
  return scalar_chain(activation, {w.begin() + 1, w.end()}, v, {c.begin() + 1, c.end()}, {r.begin() + 1, r.end()});
}

StateData extreme_state(Draw& draw) {
  StateData state = random_state(draw, every_activation());
  auto& layer = state.layers[static_cast<std::size_t>(draw.integer(0, static_cast<int>(state.depth()) - 1))];
  switch (draw.integer(0, 4)) {
    case 0:
      layer.W.setZero();
      break;
    case 1:
      layer.W *= 1e-8;
      break;
    case 2:
      layer.W *= 1e8;
      break;
    case 3:
      layer.W.row(layer.W.rows() - 1) = layer.W.row(0);
      break;  // rank-deficient
    default:
      state.layers.back().W *= 300.0;
      break;  // margins of hundreds
  }
  return state;
}

}  // namespace

std::vector<Activation> every_activation() {
  return activations_where([](Kind) { return true; });
}
std::vector<Activation> differentiable_activations() {
  return activations_where([](Kind k) { return k != Kind::relu; });
}
std::vector<Activation> smooth_activations() {
  return activations_where([](Kind k) { return k != Kind::relu && k != Kind::softsign; });
}
std::vector<Activation> bounded_activations() {
  return activations_where([](Kind k) { return k != Kind::relu && k != Kind::identity && k != Kind::softplus; });
}

double sigma_of(const Activation& activation, double c) {
  const PrecisionScope scope(64);
  return with_activation<Ball>(activation, [&](auto sigma) { return sigma.value(Ball(c)); }).approximate();
}

double lipschitz_of(const Activation& activation) {
  const PrecisionScope scope(64);
  return constants_of<Ball>(activation).B.approximate();
}

StateData scalar_chain(const Activation& activation, const std::vector<double>& w, double v,
                       const std::vector<double>& c, const std::vector<double>& r) {
  StateData state{activation, Matrix<double>::Constant(1, 1, 1.0), {0}, 2, {}};
  double V = 1.0;
  for (std::size_t l = 0; l < w.size(); ++l) {
    StateData::LayerData layer;
    layer.W = Matrix<double>::Constant(1, 1, w[l]);
    layer.b = Vector<double>::Constant(1, (c[l] - w[l] * V) - r[l]);
    layer.r = Matrix<double>::Constant(1, 1, r[l]);
    state.layers.push_back(layer);
    V = sigma_of(activation, c[l]);
  }
  StateData::LayerData output;
  output.W.resize(2, 1);
  output.W << -v, v;
  state.layers.push_back(output);
  return state;
}

StateData replicated(const StateData& state, Index N) {
  StateData copy = state;
  copy.X = state.X.row(0).replicate(N, 1);
  copy.labels.assign(N, state.labels[0]);
  for (auto& layer : copy.layers) {
    if (layer.r.size() > 0) layer.r = Matrix<double>(layer.r.row(0).replicate(N, 1));
  }
  return copy;
}

StateData random_state(Draw& draw, const std::vector<Activation>& activations) {
  const Index L = draw.integer(2, 4), M = draw.integer(1, 3), N = draw.integer(1, 4), d = draw.integer(1, 3);
  const int J = draw.integer(2, 4);
  StateData state{draw.pick(activations), draw.matrix(N, d, 1.0), {}, J, {}};
  for (Index n = 0; n < N; ++n) state.labels.push_back(draw.integer(0, J - 1));
  for (Index l = 1; l <= L; ++l) {
    const Index columns = l == 1 ? d : M, rows = l == L ? J : M;
    StateData::LayerData layer;
    layer.W = draw.matrix(rows, columns, draw.magnitude(-1, 1));
    if (l < L) {
      layer.b = draw.matrix(rows, 1, draw.magnitude(-1, 0.5));
      layer.r =
          draw.chance(0.05) ? Matrix<double>::Constant(N, rows, 0.0) : draw.matrix(N, rows, draw.magnitude(-3, 1));
    }
    state.layers.push_back(layer);
  }
  return state;
}

Index layer_of(const Instance& instance, Index last) {
  const auto l = static_cast<Index>(instance.number("layer"));
  if (l < 1 || l > last) throw BadInput(fmt::format("layer requires 1 <= l <= {}, but got {}", last, l));
  const auto direction = instance.data.find("direction");
  const auto rows = static_cast<unsigned long long>(instance.state->layers[static_cast<std::size_t>(l - 1)].W.rows());
  if (direction != instance.data.end() && direction->second.shape.at(0) != rows) {
    throw BadInput(fmt::format("direction requires {} rows, but got {}", rows, direction->second.shape.at(0)));
  }
  return l;
}

Instance hidden_direction_instance(Draw& draw) {
  Instance instance;
  do {
    instance.state = random_state(draw, smooth_activations());
  } while (instance.state->depth() < 3);
  StateData& state = *instance.state;
  const Index l = draw.integer(1, static_cast<int>(state.depth()) - 2);
  instance.family = "random";
  const double which = draw.uniform(0, 1);
  if (which < 0.1) {
    instance.family = "feasible";
    for (auto& layer : state.layers) layer.r.setZero();
  } else if (which < 0.2) {
    instance.family = "extreme";
    state.layers[static_cast<std::size_t>(l)].W *= draw.chance(0.5) ? 0.0 : draw.magnitude(-8, 4);
  } else if (which < 0.3) {
    instance.family = "saturated";
    state.layers[static_cast<std::size_t>(l - 1)].r *= 100.0;
  }
  instance.set("layer", static_cast<double>(l));
  const Index rows = state.layers[static_cast<std::size_t>(l - 1)].W.rows();
  instance.set("direction", draw.matrix(rows, state.samples(), draw.magnitude(-2, 2)));
  return instance;
}

Instance separation_instance(Draw& draw) {
  Instance instance;
  const double which = draw.uniform(0, 1);
  if (which < 0.4) {
    instance.family = "random";
    instance.state = random_state(draw, every_activation());
  } else if (which < 0.5) {
    instance.family = "extreme";
    instance.state = extreme_state(draw);
  } else if (which < 0.7) {
    instance.family = "near equality, identity";
    instance.state = tight_chain(draw, {Kind::identity});
  } else if (which < 0.85) {
    instance.family = "near equality, scaled identity";
    instance.state = tight_chain(draw, {Kind::identity, draw.magnitude(-1.3, 0.6)});
  } else {
    instance.family = "near equality, curved";
    instance.state = tight_chain(draw, {draw.pick(std::vector<Kind>{Kind::tanh, Kind::sin, Kind::arctan, Kind::erf})});
  }
  if (which >= 0.5 && draw.chance(0.2)) instance.state = replicated(*instance.state, draw.integer(2, 4));
  return instance;
}

}  // namespace lysep
