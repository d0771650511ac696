#pragma once
// DLAM in the list of methods.
#include "core/methods/dlam/options.hpp"
#include "core/methods/methods.hpp"

namespace lysep {

MethodEntry dlam_entry();

template <class S>
std::unique_ptr<Method<S>> make_dlam(const OptionValues& values, Index frozen_layers, State<S>& state,
                                     ThreadPool& pool);

/// What keeps a state from being a start, empty where nothing does: epsilon_l > 0 and |a_l - h(z_l)| <= epsilon_l +
/// 1e-9.
std::string dlam_problem_with_start(const StateData& start);

}  // namespace lysep
