// DLAM in the working scalar.
#include "core/methods/dlam/sweep.hpp"

namespace lysep {

template class Dlam<double>;
template std::unique_ptr<Method<double>> make_dlam<double>(const OptionValues&, Index, State<double>&, ThreadPool&);

}  // namespace lysep
