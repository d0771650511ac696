// The network of the working scalar.
#include "core/network/state_data.hpp"

namespace lysep {

template void apply_output(OutputActivation, const Matrix<double>&, Matrix<double>&);
LYSEP_CROSS_ENTROPY(, double)
LYSEP_DENSE_LAYER(, double)
LYSEP_IMAGE_LAYERS(, double)
LYSEP_CHAIN(, double)
LYSEP_STATE_DATA(, double)
template StateData data_of(State<double>);

}  // namespace lysep
