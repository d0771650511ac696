// The method of multipliers in the working scalar.
#include "core/methods/admm/admm.hpp"

namespace lysep {

template class Admm<double>;
template std::unique_ptr<Method<double>> make_admm<double>(const OptionValues&, Index, State<double>&, ThreadPool&);

}  // namespace lysep
