#pragma once
// BSUM in the list of methods.
#include "core/methods/bsum/options.hpp"
#include "core/methods/methods.hpp"

namespace lysep {

MethodEntry bsum_entry();

template <class S>
std::unique_ptr<Method<S>> make_bsum(const OptionValues& values, Index frozen_layers, State<S>& state,
                                     ThreadPool& pool);

}  // namespace lysep
