#pragma once
// Small convolutional networks with auxiliary variables: random, extreme, and near equality.
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {

/// L1 = 1..3 convolutions and L2 = 2, 3 dense layers on images of up to 6 x 6 pixels: kernels of 1 and 3, both
/// paddings, pooled or not, 1 or 2 channels, N = 1..3, J = 2, 3.
StateData random_image_state(Draw& draw, const std::vector<Activation>& activations);

/// A random one of a personality that it names: feasible, zero weights, norms of 1e-8 to 1e8, margins of hundreds,
/// images of one pixel (every dense network is a network of such images).
StateData varied_image_state(Draw& draw, const std::vector<Activation>& activations, std::string& family);

/// For Theorem 4.1: varied states, and chains near equality: images of one pixel, or of 2 x 2 equal pixels with
/// constant 3 x 3 kernels, whose matrix is of rank 1; with a pooling or without.
Instance image_separation_instance(Draw& draw);

/// A varied state and "layer" with first <= l <= last; L1 and L2 are those of the state.
struct LayerRange {
  std::function<Index(Index L1, Index L2)> first, last;
};
Instance image_layer_instance(Draw& draw, const std::vector<Activation>& activations, const LayerRange& range);

/// The dense network on vectors as a network on images of one pixel: its first L1 layers convolve.
void make_pixel_layers(StateData& state, Index L1);

}  // namespace lysep
