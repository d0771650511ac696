#include "core/numbers/multiprecision.hpp"

#include "core/methods/layer_separation/sweep.hpp"

template class lysep::LayerSeparation<lysep::mp50>;
