#pragma once
// The list of training methods.
#include <memory>

#include "core/methods/method.hpp"
#include "core/methods/options.hpp"
#include "core/network/state_data.hpp"

namespace lysep {

/// What a method keeps or has under way beside X, c, V and r: numbers for each sample, and others, where a sum over
/// samples is in memory `copies` times.
struct MemoryUse {
  double per_sample = 0, in_all = 0;
};

/// What a network is, before there is one.
struct NetworkKind {
  Activation activation;
  bool convolutional = false;
};

/// What a method tells after a sweep: the objective, and the figures that its entry names.
struct SweepFigures {
  double objective = 0;
  std::vector<double> figures;
};

/// What `verify` looks at in every sweep but the first of a later batch, of the figures before and after it.
struct SweepStatement {
  std::string text;
  bool (*holds)(const SweepFigures& before, const SweepFigures& after);
};

/// A method's entry in the list.
struct MethodEntry {
  std::string name, help;
  std::vector<Option> options;
  MemoryUse (*memory)(const StateData& start, double copies) = nullptr;  // absent: nothing
  /// What keeps it from a network of this kind, as "--step certified requires ..., but got relu"; empty where nothing
  /// does, or absent.
  std::string (*problem_with_network)(const OptionValues& values, const NetworkKind& network) = nullptr;
  /// No sweep increases S; a certificate of its block updates can be written.
  bool monotone = false, certifiable = false;
  /// Something is claimed of its block updates, and `check --run` decides it; so it does of all that are certifiable.
  bool claimed_of = false;
  bool checkable() const { return certifiable || claimed_of; }
  /// What keeps it from that with these options, as "requires --gamma lipschitz, but got 2"; absent: nothing.
  std::string (*problem_with_check)(const OptionValues& values) = nullptr;
  /// Its objective is that of the separated problem, with L_S and the bound.
  bool minimises_S() const { return objective == "S"; }
  /// What the method makes smaller, and its own figures in the trace; where it is S, they are L_S and the bound.
  std::string objective = "S";
  std::vector<std::string> figures = {};
  std::vector<SweepStatement> (*statements)(const OptionValues& values) = nullptr;  // absent: none
  /// Of its states: what they hold, and their file.
  StateFormat format = {};
  /// What keeps a state of that format from being a start, as problem_with_network tells it.
  std::string (*problem_with_start)(const StateData& start) = nullptr;
  /// What keeps it from these samples' labels or targets, as "requires ..., but got ..."; absent: it takes labels
  /// alone.
  std::string (*problem_with_targets)(const OptionValues& values, const StateData& start) = nullptr;
  /// Other samples may be another number of them.
  bool batches_may_grow = false;
  /// It takes the activations of core/network/curved_activation.hpp, beside those that train with every method.
  bool any_activation = false;
};

/// Makes a method of the list, with all of its options, at a state with D >= 2, c and V consistent with (E, b, r), or
/// with the variables and numbers of the method's format. Layers 1..frozen_layers, and their c_l, stay as they are.
/// Throws NonFinite.
template <class S>
using MakeMethod = std::unique_ptr<Method<S>> (*)(const OptionValues& values, Index frozen_layers, State<S>& state,
                                                  ThreadPool& pool);

/// All methods; and those of a scalar, by name. A program that has more adds them before it begins.
std::vector<MethodEntry>& methods();
template <class S>
std::map<std::string, MakeMethod<S>>& method_makers();

/// The method of that name; null where there is none.
const MethodEntry* method_named(const std::string& name);

/// The names of those whose updates can be certified, or are decided by check --run: "lysep or joint or ...".
std::string certifiable_methods();
std::string checkable_methods();
/// Those whose batches may grow.
std::string growing_methods();

/// Every option of the method with its default.
OptionValues defaults_of(const MethodEntry& method);

}  // namespace lysep
