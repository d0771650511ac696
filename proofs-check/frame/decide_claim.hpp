#pragma once
// Deciding a claim on many instances, and its mutants; searching for equality; keeping witnesses.
#include <atomic>

#include "core/numbers/parallel.hpp"
#include "proofs-check/frame/generator.hpp"

namespace lysep {

struct CheckOptions {
  long instances = 3000;
  slong bits = 128;
  std::uint64_t seed = 1;
  long mutant_instances = 1000;  // a mutant that is not equivalent must be refuted within so many
  int searches = 4, search_steps = 150;
};

/// A constant that is best possible must be approached to within this.
inline constexpr double best_possible_gap = 1e-6;

inline constinit const std::atomic<bool> never_stop{false};

struct MutantReport {
  Mutant mutant;
  bool killed = false;
  long instances_needed = 0;  // 1-based index of the killing instance; 0: none
};

struct ClaimReport {
  long proved = 0, equal = 0, refuted = 0, inconclusive = 0, hypothesis_not_met = 0;
  double worst_ratio = 0;  // of all instances, those of the search included
  std::map<std::string, double> worst_ratio_by_group;
  std::map<std::string, long> families;
  std::vector<std::pair<double, long>> ratios;  // (ratio, instance) of what was proved or equal
  std::vector<long> refuting;                   // instances that refute the claim
  std::vector<MutantReport> mutants;
  std::optional<SearchResult> search;  // the closest to equality that a search has found
  std::optional<Instance> witness;     // shrunk, or the claim's own counterexample
  bool interrupted = false;            // by a signal, before all was decided
  bool generated = false;              // by the claim's generator, mutants included; not a user's instances
  bool thorough = false;               // on instances enough for a best possible constant to be approached

  /// Counts the verdict and the ratio.
  void count(const Decision& decision);

  /// proved, refuted or inconclusive: of the claim as a whole; hypothesis_not_met where its hypotheses held at no
  /// instance, so that it has nothing to say. What an interruption has cut is inconclusive unless it is refuted.
  Verdict verdict() const;
  /// The verdict is the expected one, every refutable mutant is killed and no equivalent one, and a best possible
  /// constant is approached. A user's instance may well agree with a false statement.
  bool as_expected(const Claim& claim) const;
};

Decision decide_at(const Claim& claim, const Instance& instance, int mutant, slong bits);

/// Decides the claim on instances 0..n-1 of its generator. `tick` is called with the number done; `stop` ends the run
/// with what it has. The result does not depend on the number of threads.
ClaimReport check_claim(const Claim& claim, const CheckOptions& options, ThreadPool& pool,
                        const std::function<void(long)>& tick, const std::atomic<bool>& stop);

/// Decides the claim on the instances given; no mutants. `stop` ends the work before the next instance. Throws BadInput
/// where one is not well formed.
ClaimReport check_instances(const Claim& claim, const std::vector<Instance>& instances, slong bits, ThreadPool& pool,
                            const std::atomic<bool>& stop = never_stop);

/// Writes the witness, reads it again and decides the claim from the file at twice the bits that decided it.
/// Throws std::runtime_error where the file does not refute the claim.
void keep_witness(const std::string& path, const Claim& claim, const Instance& witness, slong bits);

/// Writes to `folder`, beside whatever another process writes there, the twenty instances closest to equality, the
/// closest of the search, twenty random ones, the first hundred that refute the claim and a killing instance for each
/// mutant.
void dump_instances(const std::string& folder, const Claim& claim, const ClaimReport& report,
                    const CheckOptions& options);

}  // namespace lysep
