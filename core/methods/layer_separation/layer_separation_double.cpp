#include "core/methods/layer_separation/sweep.hpp"

namespace lysep {

LYSEP_SEPARATION_LOSS(, double)
template void weighted_logit_gradient(const Chain<double>&, const Block<double>&, Matrix<double>&);
template class LayerSeparation<double>;
template std::unique_ptr<Method<double>> make_layer_separation(const OptionValues&, Index, State<double>&, ThreadPool&);

}  // namespace lysep
