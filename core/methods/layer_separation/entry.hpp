#pragma once
// Layer separation in the list of methods.
#include "core/methods/methods.hpp"

namespace lysep {

MethodEntry layer_separation_entry();

/// The step options that the method's values mean.
StepOptions step_options_of(const OptionValues& values, Index frozen_layers);

/// Throws NonFinite when the state's loss is not finite.
template <class S>
std::unique_ptr<Method<S>> make_layer_separation(const OptionValues& values, Index frozen_layers, State<S>& state,
                                                 ThreadPool& pool);

}  // namespace lysep
