#include "tests/mp100.hpp"

namespace lysep {

LYSEP_KERNELS(, mp100)
LYSEP_CROSS_ENTROPY(, mp100)
LYSEP_DENSE_LAYER(, mp100)
LYSEP_IMAGE_LAYERS(, mp100)
LYSEP_CHAIN(, mp100)
LYSEP_STATE_DATA(, mp100)
LYSEP_SEPARATION_LOSS(, mp100)
template StateData data_of(State<mp100>);

}  // namespace lysep
