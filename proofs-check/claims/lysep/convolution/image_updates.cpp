#include "proofs-check/claims/lysep/convolution/image_updates.hpp"

#include "proofs-check/claims/lysep/convolution/image_network.hpp"
#include "proofs-check/claims/lysep/descent/iterate.hpp"

namespace lysep {
namespace {

/// A convolution in front of a network of one sample and one input: a 3 x 3 kernel on an image of one pixel, where the
/// taps outside count for nothing. The layers above keep c_l and r_l.
void put_convolution_in_front(Draw& draw, StateData& state) {
  const double before = state.X(0, 0);
  StateData::LayerData layer;
  layer.shape.kernel = 3;
  layer.shape.image = {1, 1, 1};
  layer.W = draw.matrix(1, 9, 1.0);
  layer.b = Vector<double>::Constant(1, 0.5 - layer.W(0, 4) * before);
  layer.r = Matrix<double>::Zero(1, 1);
  const PrecisionScope scope(64);
  const double V =
      with_activation<Ball>(state.activation, [](auto sigma) { return sigma.value(Ball(0.5)); }).approximate();
  state.layers[0].b(0) += state.layers[0].W(0, 0) * (before - V);
  state.layers.insert(state.layers.begin(), layer);
}

/// The families of Theorem 3.4 on images of one pixel. Networks of two layers get a convolution in front where they
/// can, and are drawn again otherwise.
Instance pixel_update(Draw& draw) {
  for (;;) {
    Instance instance = block_update(draw);
    StateData& state = *instance.state;
    if (state.depth() == 2) {
      if (state.samples() > 1 || state.X.cols() > 1 || state.layers[0].W.size() > 1) continue;
      put_convolution_in_front(draw, state);
      instance.set("layer", instance.number("layer") + 1);
    } else {
      make_pixel_layers(state, draw.integer(1, static_cast<int>(state.depth()) - 2));
    }
    return instance;
  }
}

/// tanh near 0 with target 0 under a constant 3 x 3 kernel on 2 x 2 equal pixels: its matrix has rank 1 and norm w, the
/// kernel itself only 3w/4. The curvature 4 w^2 is more than a constant made of that.
Instance constant_kernel(Draw& draw) {
  const double w = draw.magnitude(-1, 1), c = draw.magnitude(-7, -4);
  LayerShape shape;
  shape.kernel = 3;
  shape.image = {1, 2, 2};
  StateData state{{Activation::Kind::tanh}, Matrix<double>::Constant(1, 4, 1.0), {0}, 2, {}};
  const auto layer = [](const LayerShape& s, Index rows, Index columns, double K, double b, Index outputs, double r) {
    return StateData::LayerData{Matrix<double>::Constant(rows, columns, K),
                                Vector<double>::Constant(rows, b),
                                Matrix<double>::Constant(1, outputs, r),
                                {},
                                s};
  };
  state.layers.push_back(layer(shape, 1, 9, 0.25, -1.0, 4, c));       // c_1 = c
  state.layers.push_back(layer(shape, 1, 9, w / 4, 0.0, 4, -w * c));  // c_2 about 0
  state.layers.push_back(layer({}, 1, 4, 1.0, 0.0, 1, 0.0));
  state.layers.push_back({Matrix<double>::Constant(2, 1, 1.0), {}, {}, {}, {}});
  return update_of(state, "constant kernel", BlockKind::auxiliary, 1, 2.0);
}

Instance image_update(Draw& draw) {
  const double which = draw.uniform(0, 1);
  if (which < 0.1) return constant_kernel(draw);
  if (which < 0.6) return pixel_update(draw);
  std::string family = "random";
  StateData state = random_image_state(draw, bounded_activations());
  if (draw.chance(0.15)) {
    family = "extreme";
    auto& layer = state.layers[static_cast<std::size_t>(draw.integer(0, static_cast<int>(state.depth()) - 1))];
    layer.W *= draw.chance(0.3) ? 0.0 : draw.magnitude(-8, 4);
  }
  const auto kind = static_cast<BlockKind>(draw.pick(std::vector<int>{0, 1, 1, 1, 2, 2, 3}));
  const int hidden = static_cast<int>(state.depth()) - 1;
  const Index layer = kind == BlockKind::output_weights ? hidden + 1 : draw.integer(1, hidden);
  return update_of(state, family.c_str(), kind, layer, factor_of(draw));
}

}  // namespace

Claim image_update_claim(ConstantSet set, const std::vector<ConstantVariant>& variants) {
  Claim claim = block_update_claim(set, variants);
  const Claim images = image_claim("", "", "");
  claim.convolutional = true;
  claim.hypotheses.insert(claim.hypotheses.begin(), images.hypotheses.begin(), images.hypotheses.end());
  claim.generate = image_update;
  claim.sides = [sides = claim.sides](const Instance& instance, int mutant) {
    return is_image_network(*instance.state) ? sides(instance, mutant) : hypothesis_not_met();
  };
  claim.at_state = [](const StateData& state) {
    return is_image_network(state) ? updates_of_state(state) : std::vector<Instance>{};
  };
  return claim;
}

}  // namespace lysep
