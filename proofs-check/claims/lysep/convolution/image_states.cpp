#include "proofs-check/claims/lysep/convolution/image_states.hpp"

#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/claims/lysep/convolution/image_layers.hpp"

namespace lysep {
namespace {

using Kind = Activation::Kind;

/// Shapes of L1 convolutions and of the dense layer behind them, and the channels of the convolutions; none where an
/// image would be too large. Chosen from the last image back to the first.
struct ImagePlan {
  std::vector<LayerShape> shapes;
  std::vector<Index> channels;  // of what convolution l makes
};

std::optional<ImagePlan> try_plan(Draw& draw) {
  const int L1 = draw.chance(0.25) ? 3 : draw.integer(1, 2);
  const Index largest = draw.pick(std::vector<Index>{8, 8, 8, 16, 16, 16, 16, 16, 16, 36});
  ImagePlan plan;
  plan.shapes.resize(static_cast<std::size_t>(L1) + 1);
  Index h = draw.integer(1, 2), w = draw.integer(1, 2);
  for (int l = L1; l >= 0; --l) {
    LayerShape& shape = plan.shapes[static_cast<std::size_t>(l)];
    if (l < L1) {
      shape.kernel = draw.pick(std::vector<Index>{1, 3, 3});
      shape.padding = draw.chance(0.5) ? Padding::same : Padding::valid;
      const Index lost = shape.padding == Padding::same ? 0 : shape.kernel - 1;
      h += lost;
      w += lost;
    }
    shape.pooled = l > 0 && draw.chance(0.5);
    if (shape.pooled) {
      h *= 2;
      w *= 2;
    }
    shape.image = {draw.integer(1, 2), h, w};
    if (h > 6 || w > 6 || h * w > largest) return std::nullopt;
  }
  for (int l = 1; l <= L1; ++l) plan.channels.push_back(plan.shapes[static_cast<std::size_t>(l)].image.channels);
  return plan;
}

StateData::LayerData random_layer(Draw& draw, const LayerShape& shape, Index rows, Index columns, Index samples) {
  StateData::LayerData layer;
  layer.shape = shape;
  layer.W = draw.matrix(rows, columns, draw.magnitude(-1, 0.7));
  layer.b = draw.matrix(rows, 1, draw.magnitude(-1, 0.5));
  layer.r = draw.matrix(samples, layer.outputs(), draw.chance(0.05) ? 0.0 : draw.magnitude(-3, 0.7));
  return layer;
}

/// c_l = c and r_l = r in all units; the bias follows.
StateData::LayerData constant_layer(const LayerShape& shape, const Matrix<double>& K, double product, double c,
                                    double r) {
  StateData::LayerData layer;
  layer.shape = shape;
  layer.W = K;
  layer.b = Vector<double>::Constant(K.rows(), (c - product) - r);
  layer.r = Matrix<double>::Constant(1, layer.outputs(), r);
  return layer;
}

/// Near equality in Theorem 4.1. The operators are E_l = w_l u_l u_{l-1}^T, u_l the unit vector of equal entries (1 or
/// 4 of them), E_D = v (-1, 1)^T; sqrt(omega_l) r_l = -sqrt2 B^(D-l) T u_l and R = T.
struct AlignedChain {
  Activation activation;
  double B, T, v;
  std::vector<double> w, r;  // of the hidden layers
};

AlignedChain aligned(Draw& draw, const Activation& activation, Index hidden) {
  const bool linear = activation.kind == Kind::identity;
  const PrecisionScope scope(64);
  AlignedChain chain{activation,
                     constants_of<Ball>(activation).B.approximate(),
                     draw.pick(std::vector<double>{10, 30, 40, 60}),
                     linear ? draw.magnitude(-3, 3) : draw.magnitude(7, 9),
                     {},
                     {}};
  for (Index l = 1; l <= hidden; ++l) chain.w.push_back(linear ? draw.magnitude(-2, 2) : draw.magnitude(-1, 1));
  chain.r.resize(chain.w.size());
  double root = sqrt(2.0) * chain.v, factor = chain.B;
  for (std::size_t l = chain.w.size(); l-- > 0;) {
    chain.r[l] = -sqrt(2.0) * factor * chain.T / root;
    root *= chain.w[l];
    factor *= chain.B;
  }
  return chain;
}

/// The chain on images of `side` x `side` pixels up to layer `pool` (0: none), of one pixel from there on. Every
/// E_l has one entry, w_l over the roots of its numbers of rows and columns.
StateData image_chain(const AlignedChain& chain, Index L1, Index side, Index pool) {
  const auto hidden = static_cast<Index>(chain.w.size());
  StateData state{chain.activation, Matrix<double>::Constant(1, side * side, 1.0), {0}, 2, {}};
  state.X /= static_cast<double>(side);
  double V = state.X(0, 0);
  for (Index l = 1; l <= hidden; ++l) {
    const auto at = static_cast<std::size_t>(l - 1);
    const Index out = l <= L1 && l != pool ? side : 1;
    const auto inputs = static_cast<double>(side * side), outputs_root = static_cast<double>(out);
    LayerShape shape;
    shape.pooled = l == pool;
    if (l <= L1) shape.kernel = out == 2 ? 3 : 1;
    if (!is_dense(shape)) shape.image = {1, side, side};
    const double entry = chain.w[at] / (sqrt(inputs) * outputs_root),
                 c = l == hidden ? chain.T / (2 * chain.v * chain.B) : 0;
    const Index columns = l <= L1 ? shape.kernel * shape.kernel : pooled_image(shape).rows();
    state.layers.push_back(constant_layer(
        shape, Matrix<double>::Constant(1, is_dense(shape) ? side * side : columns, shape.pooled ? 4 * entry : entry),
        inputs * entry * V, c / outputs_root, chain.r[at] / outputs_root));
    V = sigma_of(chain.activation, c / outputs_root);
    side = out;
  }
  StateData::LayerData output;
  output.W.resize(2, 1);
  output.W << -chain.v, chain.v;
  state.layers.push_back(output);
  return state;
}

}  // namespace

StateData random_image_state(Draw& draw, const std::vector<Activation>& activations) {
  std::optional<ImagePlan> plan;
  while (!plan) plan = try_plan(draw);
  const Index N = draw.integer(1, 3), M = draw.integer(1, 3), L1 = static_cast<Index>(plan->channels.size());
  const Index L2 = draw.chance(0.3) ? 3 : 2;
  const int J = draw.integer(2, 3);
  StateData state{draw.pick(activations), draw.matrix(N, plan->shapes[0].image.rows(), 1.0), {}, J, {}};
  for (Index n = 0; n < N; ++n) state.labels.push_back(draw.integer(0, J - 1));
  for (Index l = 0; l <= L1; ++l) {
    const LayerShape& shape = plan->shapes[static_cast<std::size_t>(l)];
    const bool dense = l == L1;
    const Index columns = dense ? pooled_image(shape).rows() : shape.image.channels * shape.kernel * shape.kernel;
    const Index rows = dense ? M : plan->channels[static_cast<std::size_t>(l)];
    state.layers.push_back(random_layer(draw, dense && !shape.pooled ? LayerShape{} : shape, rows, columns, N));
  }
  for (Index i = 2; i <= L2; ++i) state.layers.push_back(random_layer(draw, {}, i == L2 ? J : M, M, N));
  state.layers.back().b = {};
  state.layers.back().r = {};
  return state;
}

void make_pixel_layers(StateData& state, Index L1) {
  for (Index l = 0; l < L1; ++l) {
    auto& layer = state.layers[static_cast<std::size_t>(l)];
    layer.shape.kernel = 1;
    layer.shape.image = {layer.W.cols(), 1, 1};
  }
}

StateData varied_image_state(Draw& draw, const std::vector<Activation>& activations, std::string& family) {
  StateData state = random_image_state(draw, activations);
  auto& layer = state.layers[static_cast<std::size_t>(draw.integer(0, static_cast<int>(state.depth()) - 1))];
  const double which = draw.uniform(0, 1);
  family = "random";
  if (which < 0.08) {
    family = "feasible";
    for (auto& each : state.layers) each.r.setZero();
  } else if (which < 0.13) {
    family = "zero weights";
    layer.W.setZero();
  } else if (which < 0.21) {
    family = "norms 1e-8 to 1e8";
    layer.W *= draw.magnitude(-8, 8);
  } else if (which < 0.26) {
    family = "margins of hundreds";
    state.layers.back().W *= 700.0 / state.layers.back().W.cwiseAbs().maxCoeff();
  } else if (which < 0.36) {
    family = "images of one pixel";
    do {
      state = random_state(draw, activations);
    } while (state.depth() < 3);
    make_pixel_layers(state, draw.integer(1, static_cast<int>(state.depth()) - 2));
  }
  return state;
}

Instance image_separation_instance(Draw& draw) {
  Instance instance;
  const double which = draw.uniform(0, 1);
  if (which < 0.5) {
    instance.state = varied_image_state(draw, every_activation(), instance.family);
    return instance;
  }
  Activation activation{Kind::identity};
  if (which >= 0.65) activation.factor = draw.magnitude(-1.3, 0.6);
  if (which >= 0.85) activation = {draw.pick(std::vector<Kind>{Kind::tanh, Kind::sin, Kind::arctan, Kind::erf})};
  const int L1 = draw.integer(1, 3), L2 = draw.integer(2, 3), side = draw.integer(1, 2);
  const int pool = side == 1 || draw.chance(0.4) ? 0 : draw.integer(2, L1 + 1);
  instance.family = std::string("near equality, ") +
                    (side == 1   ? "one pixel"
                     : pool == 0 ? "2 x 2"
                                 : "pooled") +
                    (activation.kind == Kind::identity ? "" : ", curved");
  instance.state = image_chain(aligned(draw, activation, L1 + L2 - 1), L1, side, pool);
  if (draw.chance(0.2)) instance.state = replicated(*instance.state, draw.integer(2, 3));
  return instance;
}

Instance image_layer_instance(Draw& draw, const std::vector<Activation>& activations, const LayerRange& range) {
  Instance instance;
  instance.state = varied_image_state(draw, activations, instance.family);
  const Index L1 = convolutions_of(*instance.state), L2 = instance.state->depth() - L1;
  const int first = static_cast<int>(range.first(L1, L2)), last = static_cast<int>(range.last(L1, L2));
  instance.set("layer", draw.chance(0.3) ? last : draw.integer(first, last));
  return instance;
}

}  // namespace lysep
