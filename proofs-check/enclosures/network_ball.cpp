// The network of the core in enclosures.
#include "proofs-check/enclosures/network.hpp"

namespace lysep {

LYSEP_KERNELS(, Ball)
LYSEP_CROSS_ENTROPY(, Ball)
LYSEP_DENSE_LAYER(, Ball)
LYSEP_IMAGE_LAYERS(, Ball)
LYSEP_CHAIN(, Ball)
LYSEP_STATE_DATA(, Ball)
LYSEP_SEPARATION_LOSS(, Ball)

}  // namespace lysep
