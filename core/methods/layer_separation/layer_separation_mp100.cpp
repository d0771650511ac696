#include "core/numbers/least_squares_mp100.hpp"

#include "core/methods/layer_separation/sweep.hpp"

namespace lysep {

template class LayerSeparation<mp100>;
template std::unique_ptr<Method<mp100>> make_layer_separation(const OptionValues&, Index, State<mp100>&, ThreadPool&);

}  // namespace lysep
