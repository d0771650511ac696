#pragma once
// Deciding a claim on many instances, and its mutants.
#include <atomic>

#include "core/parallel.hpp"
#include "proofs-check/claim.hpp"

namespace lysep {

struct CheckOptions {
  long instances = 10000;
  slong bits = 128;
  std::uint64_t seed = 1;
  long mutant_instances = 1000;  // a mutant that is not equivalent must be refuted within so many
};

struct MutantReport {
  Mutant mutant;
  bool killed = false;
  long instances_needed = 0;  // 1-based index of the killing instance; 0: none
};

struct ClaimReport {
  long proved = 0, equal = 0, refuted = 0, inconclusive = 0, hypothesis_not_met = 0;
  double worst_ratio = 0;
  std::map<std::string, double> worst_ratio_by_group;
  std::map<std::string, long> families;
  std::vector<std::pair<double, long>> ratios;  // (ratio, instance) of what was proved or equal
  std::vector<long> refuting;                   // instances that refute the claim
  std::vector<MutantReport> mutants;
  bool interrupted = false;

  /// proved, refuted or inconclusive: of the claim as a whole.
  Verdict verdict() const;
  /// The verdict is the expected one, every refutable mutant is killed and no equivalent one.
  bool as_expected(const Claim& claim) const;
};

/// Decides the claim on instances 0..n-1 of its generator. `tick` is called with the number done; `stop` ends the run
/// with what it has. The result does not depend on the number of threads.
ClaimReport check_claim(const Claim& claim, const CheckOptions& options, ThreadPool& pool,
                        const std::function<void(long)>& tick, const std::atomic<bool>& stop);

/// Decides the claim on the instances given; no mutants.
ClaimReport check_instances(const Claim& claim, const std::vector<Instance>& instances, slong bits, ThreadPool& pool);

/// Instance number `index` of the claim's generator.
Instance instance_of(const Claim& claim, std::uint64_t seed, long index);

/// Writes to `folder` the twenty instances closest to equality, twenty random ones, every witness (the first
/// hundred) and a killing instance for each mutant.
void dump_instances(const std::string& folder, const Claim& claim, const ClaimReport& report,
                    const CheckOptions& options);

}  // namespace lysep
