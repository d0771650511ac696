#pragma once
// The joint methods in the list of methods.
#include "core/methods/methods.hpp"

namespace lysep {

std::vector<MethodEntry> joint_entries();

enum class JointRule { gauss_newton, quasi_newton, by_depth };

/// Starts from r = 0 with the state's parameters. Throws NonFinite when its loss is not finite.
template <class S, JointRule rule>
std::unique_ptr<Method<S>> make_joint(const OptionValues& values, Index frozen_layers, State<S>& state,
                                      ThreadPool& pool);

}  // namespace lysep
