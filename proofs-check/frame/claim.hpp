#pragma once
// A claim: a statement of the form left <= right (or =, <), decided at instances; and its broken twins.
#include <functional>
#include <span>
#include <vector>

#include "proofs-check/frame/draw.hpp"
#include "proofs-check/frame/instance.hpp"

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
  Claim();
  Claim(const Claim&);
  Claim(Claim&&) noexcept;
  Claim& operator=(const Claim&);
  Claim& operator=(Claim&&) noexcept;
  ~Claim();

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

/// The sides of a statement over terms whose type only the claim knows: so that each claim adds little to compile.
using SidesOfTerms = std::function<Sides(const void* terms)>;

template <class T, class F>
SidesOfTerms sides_of_terms(F sides) {
  if constexpr (std::is_empty_v<F> && std::is_default_constructible_v<F>) {
    return static_cast<Sides (*)(const void*)>([](const void* terms) { return F{}(*static_cast<const T*>(terms)); });
  } else {
    return [sides](const void* terms) { return sides(*static_cast<const T*>(terms)); };
  }
}

struct NamedSides {
  std::string name;
  SidesOfTerms sides;
  bool equivalent = false;
};

/// A statement, or a changed one, over the terms T that a claim computes once from an instance:
/// sides(const T&) -> Sides.
template <class T>
struct Statement : NamedSides {
  template <class F>
  Statement(const char* name, F sides, bool equivalent = false)
      : NamedSides{name, sides_of_terms<T>(std::move(sides)), equivalent} {}
};

/// with_terms(instance, sides) computes the terms of the instance, and the sides of them.
void set_sides_of_terms(Claim& claim, std::function<Sides(const Instance&, const SidesOfTerms&)> with_terms,
                        SidesOfTerms statement, std::vector<NamedSides> mutants);

/// Gives the claim its sides and mutants: sides = statement(terms(instance)).
template <class T, class Terms, class F>
void set_sides(Claim& claim, Terms terms, F statement, std::span<const Statement<T>> mutants) {
  std::vector<NamedSides> named;
  for (const NamedSides& mutant : mutants) named.push_back(mutant);
  set_sides_of_terms(
      claim,
      [terms](const Instance& instance, const SidesOfTerms& sides) {
        const T of_instance = terms(instance);
        return sides(&of_instance);
      },
      sides_of_terms<T>(std::move(statement)), std::move(named));
}
template <class T, class Terms, class F>
void set_sides(Claim& claim, Terms terms, F statement, std::initializer_list<Statement<T>> mutants = {}) {
  set_sides<T>(claim, std::move(terms), std::move(statement),
               std::span<const Statement<T>>(mutants.begin(), mutants.size()));
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
