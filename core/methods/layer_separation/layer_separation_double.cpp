#include "core/methods/layer_separation/sweep.hpp"

namespace lysep {

LYSEP_SEPARATION_LOSS(, double)
template class LayerSeparation<double>;

}  // namespace lysep
