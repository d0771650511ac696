// BSUM in the working scalar.
#include "core/methods/bsum/sweep.hpp"

namespace lysep {

template class BlockProblem<double>;
template class Bsum<double>;
template std::unique_ptr<Method<double>> make_bsum<double>(const OptionValues&, Index, State<double>&, ThreadPool&);

}  // namespace lysep
