#pragma once
// Gradient descent, momentum and Adam in the list of methods.
#include "core/methods/methods.hpp"

namespace lysep {

std::vector<MethodEntry> gradient_entries();

/// On a feasible state. Throws NonFinite when its loss is not finite.
template <class S>
std::unique_ptr<Method<S>> make_gradient_descent(const OptionValues& values, Index frozen_layers, State<S>& state,
                                                 ThreadPool& pool);
template <class S>
std::unique_ptr<Method<S>> make_momentum(const OptionValues& values, Index frozen_layers, State<S>& state,
                                         ThreadPool& pool);
template <class S>
std::unique_ptr<Method<S>> make_adam(const OptionValues& values, Index frozen_layers, State<S>& state,
                                     ThreadPool& pool);

}  // namespace lysep
