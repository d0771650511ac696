#include "core/numbers/least_squares_mp100.hpp"

#include "core/methods/layer_separation/sweep.hpp"

template class lysep::LayerSeparation<lysep::mp100>;
