#pragma once
// States of one network and data in order, from any program: what is decided of each pair by enclosures.
#include <atomic>
#include <string>

#include "proofs-check/enclosures/evaluation.hpp"

namespace lysep {

/// What keeps two states from being points of one trajectory, as "/X" or "depth"; empty where nothing does.
std::string difference_of(const StateData& a, const StateData& b);

/// "decrease", "increase" or "equal" of S where that is certain, else "undecided". Enclosures that overlap are
/// narrowed, in the evaluations too, unless `stop` is set.
std::string change_of_S(const StateData& before, Evaluation& at_before, const StateData& after, Evaluation& at_after,
                        ThreadPool& pool, const std::atomic<bool>& stop);

/// CE <= K(B, D) L_S, where that is decided.
std::optional<bool> bound_holds(const Evaluation& at);

}  // namespace lysep
