#pragma once
// A claim: a statement of the form left <= right (or =, <), decided at instances; and its broken twins.
#include <functional>
#include <vector>

#include "proofs-check/draw.hpp"
#include "proofs-check/instance.hpp"

namespace lysep {

/// A changed statement. An equivalent one is true as well and must not be killed; any other must be.
struct Mutant {
  std::string name;
  bool equivalent = false;
};

inline constexpr int no_mutant = -1;

/// One array of /data. The letters of a shape stand for one size throughout an instance; N, J and d are those of the
/// state where there is one. A number has shape "1".
struct Array {
  enum Kind { real, integer, label };  // label: an integer in 0..J-1
  std::string name, shape, meaning;
  Kind kind = real;
};

struct Claim {
  std::string id, source = "lysep", equation, statement;
  std::vector<std::string> hypotheses;
  Relation relation = Relation::at_most;
  bool expected = true;  // false: the statement is published and false
  bool constant_is_best_possible = false;
  bool speaks_of_state = false;  // its instances hold a /state
  bool convolutional = false;    // of a network (4.1); of a dense one (3.1) otherwise
  std::vector<Array> arrays;     // and these arrays in /data
  std::vector<Mutant> mutants;
  std::string chapter;  // set by the registry

  std::function<Instance(Draw&)> generate;
  /// Both sides at the thread's precision; mutant is an index or no_mutant. Where a hypothesis fails, or the mutant
  /// does not speak of this instance, hypothesis is false. The instance is well_formed.
  std::function<Sides(const Instance&, int mutant)> sides;
  /// The instances at a user's state of the right kind; absent where the claim does not speak of one.
  std::function<std::vector<Instance>(const StateData&)> at_state;
  /// Groups in which the largest ratio is reported apart, for constants that depend on one.
  std::function<std::string(const Instance&)> group;
  /// Of a false statement: its smallest counterexample.
  std::function<Instance()> counterexample;
};

/// A statement, or a changed one, over the terms T that a claim computes once from an instance.
template <class T>
struct Statement {
  std::string name;
  std::function<Sides(const T&)> sides;
  bool equivalent = false;
};

/// Gives the claim its sides and mutants: sides = statement(terms(instance)).
template <class T>
void set_sides(Claim& claim, std::function<T(const Instance&)> terms, std::function<Sides(const T&)> statement,
               const std::vector<Statement<T>>& mutants = {}) {
  for (const auto& m : mutants) claim.mutants.push_back({m.name, m.equivalent});
  claim.sides = [=](const Instance& instance, int mutant) {
    const T t = terms(instance);
    return mutant == no_mutant ? statement(t) : mutants[static_cast<std::size_t>(mutant)].sides(t);
  };
}

/// The claim speaks of a network's state alone.
void set_state(Claim& claim);

/// Throws BadInput where the instance lacks what the claim speaks of, or a shape or label does not fit.
void require_well_formed(const Claim& claim, const Instance& instance);

/// The claim's instances at a user's state; none where it does not speak of networks of that kind.
std::vector<Instance> instances_at(const Claim& claim, const StateData& state);

/// All claims, in the order of the paper.
const std::vector<Claim>& all_claims();

/// The claim of that id. Throws std::out_of_range where there is none.
const Claim& claim_named(const std::string& id);

}  // namespace lysep
