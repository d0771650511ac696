#pragma once
// The core in 100 digits, compiled once for the tests.
#include "core/methods/layer_separation/separation_loss.hpp"
#include "core/network/convolution.hpp"
#include "core/network/state_data.hpp"
#include "core/numbers/least_squares_mp100.hpp"

namespace lysep {

LYSEP_KERNELS(extern, mp100)
LYSEP_CROSS_ENTROPY(extern, mp100)
LYSEP_DENSE_LAYER(extern, mp100)
LYSEP_IMAGE_LAYERS(extern, mp100)
LYSEP_CHAIN(extern, mp100)
LYSEP_STATE_DATA(extern, mp100)
LYSEP_SEPARATION_LOSS(extern, mp100)
extern template StateData data_of(State<mp100>);

}  // namespace lysep
