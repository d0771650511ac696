#include "core/numbers/multiprecision.hpp"

#include "core/methods/layer_separation/sweep.hpp"

namespace lysep {

template class LayerSeparation<mp50>;
template std::unique_ptr<Method<mp50>> make_layer_separation(const OptionValues&, Index, State<mp50>&, ThreadPool&);

}  // namespace lysep
