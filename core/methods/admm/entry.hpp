#pragma once
// The alternating direction method of multipliers in the list of methods: what DLAM is compared with.
#include "core/methods/methods.hpp"

namespace lysep {

MethodEntry admm_entry();

template <class S>
std::unique_ptr<Method<S>> make_admm(const OptionValues& values, Index frozen_layers, State<S>& state,
                                     ThreadPool& pool);

}  // namespace lysep
