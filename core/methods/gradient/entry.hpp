#pragma once
// Gradient descent, momentum, Adam, Adagrad and Adadelta in the list of methods.
#include "core/methods/methods.hpp"

namespace lysep {

std::vector<MethodEntry> gradient_entries();

enum class DescentRule { gradient, momentum, adam, adagrad, adadelta };

/// On a feasible state. Throws NonFinite when its loss is not finite.
template <class S, DescentRule rule>
std::unique_ptr<Method<S>> make_descent(const OptionValues& values, Index frozen_layers, State<S>& state,
                                        ThreadPool& pool);

}  // namespace lysep
