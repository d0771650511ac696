#pragma once
// The command at several ranks.
#include <functional>
#include <string>

#include "core/numbers/ranks.hpp"

namespace lysep {

/// Those of this program: this process alone where mpirun has not started it.
extern Ranks* program_ranks;

/// Runs it at every rank. Where it throws at some, all throw what the first of these threw, told with its number.
void together(const std::function<void()>& work);
/// Whether what was thrown is thrown at every rank: the first one tells it, and all end by themselves.
bool thrown_at_all_ranks();

/// The first rank's text, at all.
void share_text(std::string& text, int from = 0);

/// One line for every rank that runs another program, or on another processor, than the first one; empty where all are
/// the same.
std::string differences_of_ranks();

}  // namespace lysep
