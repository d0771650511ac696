#pragma once
// A claim: a statement of the form left <= right, decided at instances; and its broken twins.
#include <vector>

#include "proofs-check/instance.hpp"

namespace lysep {

/// A changed statement. An equivalent one is true as well and must not be killed; any other must be.
struct Mutant {
  std::string name;
  bool equivalent = false;
};

inline constexpr int no_mutant = -1;

struct Claim {
  std::string id, source, equation, statement;
  std::vector<std::string> hypotheses;
  bool expected = true;  // false: the statement is published and false
  bool constant_is_best_possible = false;
  std::vector<std::pair<std::string, std::string>> arrays;  // name in /data (or /state) and meaning
  std::vector<Mutant> mutants;

  std::function<Instance(Draw&)> generate;
  /// Both sides at the thread's precision; mutant is an index or no_mutant. Where a hypothesis fails, or the mutant
  /// does not speak of this instance, hypothesis is false. Throws BadInput where the instance lacks what the statement
  /// speaks of.
  std::function<Sides(const Instance&, int mutant)> sides;
  /// The instances at a user's state; absent where the claim does not speak of one.
  std::function<std::vector<Instance>(const StateData&)> at_state;
  /// Groups in which the largest ratio is reported apart, for constants that depend on one.
  std::function<std::string(const Instance&)> group;
};

/// All claims, in the order of the paper.
const std::vector<Claim>& all_claims();

Claim lemma_2_1();
Claim theorem_3_1();
Claim theorem_3_1_best();
Claim theorem_3_4();
Claim theorem_3_4_sharp();
Claim relaxation();

}  // namespace lysep
