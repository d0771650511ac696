#include "proofs-check/check_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/bad_input.hpp"

namespace lysep {
namespace {

constexpr long instances_at_once = 512;

struct Outcome {
  Decision decision;
  std::string family, group;
};

Decision decide_at(const Claim& claim, const Instance& instance, int mutant, slong bits) {
  return decide([&] { return claim.sides(instance, mutant); }, bits);
}

void count(ClaimReport& report, const Outcome& outcome, long index) {
  const Decision& d = outcome.decision;
  ++report.families[outcome.family];
  switch (d.verdict) {
    case Verdict::proved:
      ++report.proved;
      break;
    case Verdict::equal:
      ++report.equal;
      break;
    case Verdict::refuted:
      ++report.refuted;
      report.refuting.push_back(index);
      return;
    case Verdict::hypothesis_not_met:
      ++report.hypothesis_not_met;
      return;
    case Verdict::inconclusive:
      ++report.inconclusive;
      return;
  }
  report.ratios.emplace_back(d.ratio, index);
  report.worst_ratio = std::max(report.worst_ratio, d.ratio);
  if (!outcome.group.empty()) {
    double& worst = report.worst_ratio_by_group[outcome.group];
    worst = std::max(worst, d.ratio);
  }
}

Outcome outcome_of(const Claim& claim, const Instance& instance, slong bits) {
  return {decide_at(claim, instance, no_mutant, bits), instance.family, claim.group ? claim.group(instance) : ""};
}

MutantReport check_mutant(const Claim& claim, int mutant, const CheckOptions& options, ThreadPool& pool,
                          const std::atomic<bool>& stop) {
  MutantReport report{claim.mutants[static_cast<std::size_t>(mutant)]};
  const long last = std::min(options.instances, options.mutant_instances);
  for (long first = 0; first < last && !report.killed && !stop; first += 64) {
    std::vector<char> refuted(static_cast<std::size_t>(std::min(64L, last - first)));
    pool.for_each(refuted.size(), [&](std::size_t k) {
      const Instance instance = instance_of(claim, options.seed, first + static_cast<long>(k));
      refuted[k] = decide_at(claim, instance, mutant, options.bits).verdict == Verdict::refuted;
    });
    const auto killer = std::find(refuted.begin(), refuted.end(), 1);
    if (killer == refuted.end()) continue;
    report.killed = true;
    report.instances_needed = first + (killer - refuted.begin()) + 1;
  }
  return report;
}

}  // namespace

Verdict ClaimReport::verdict() const {
  if (refuted > 0) return Verdict::refuted;
  return inconclusive > 0 ? Verdict::inconclusive : Verdict::proved;
}

bool ClaimReport::as_expected(const Claim& claim) const {
  for (const MutantReport& m : mutants) {
    if (!interrupted && m.killed == m.mutant.equivalent) return false;
  }
  return verdict() == (claim.expected ? Verdict::proved : Verdict::refuted);
}

Instance instance_of(const Claim& claim, std::uint64_t seed, long index) {
  Draw draw(seed, claim.id, static_cast<std::uint64_t>(index));
  return claim.generate(draw);
}

ClaimReport check_claim(const Claim& claim, const CheckOptions& options, ThreadPool& pool,
                        const std::function<void(long)>& tick, const std::atomic<bool>& stop) {
  ClaimReport report;
  for (long first = 0; first < options.instances && !stop; first += instances_at_once) {
    std::vector<Outcome> outcomes(static_cast<std::size_t>(std::min(instances_at_once, options.instances - first)));
    pool.for_each(outcomes.size(), [&](std::size_t k) {
      outcomes[k] = outcome_of(claim, instance_of(claim, options.seed, first + static_cast<long>(k)), options.bits);
    });
    for (std::size_t k = 0; k < outcomes.size(); ++k) count(report, outcomes[k], first + static_cast<long>(k));
    tick(first + static_cast<long>(outcomes.size()));
  }
  for (int m = 0; m < static_cast<int>(claim.mutants.size()) && !stop; ++m) {
    report.mutants.push_back(check_mutant(claim, m, options, pool, stop));
  }
  report.interrupted = stop;
  return report;
}

ClaimReport check_instances(const Claim& claim, const std::vector<Instance>& instances, slong bits, ThreadPool& pool) {
  ClaimReport report;
  std::vector<Outcome> outcomes(instances.size());
  std::vector<std::string> errors(instances.size());
  pool.for_each(instances.size(), [&](std::size_t k) {
    try {
      outcomes[k] = outcome_of(claim, instances[k], bits);
    } catch (const std::exception& error) {
      errors[k] = error.what();
    }
  });
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    if (!errors[k].empty()) throw BadInput(errors[k]);
    count(report, outcomes[k], static_cast<long>(k));
  }
  return report;
}

void dump_instances(const std::string& folder, const Claim& claim, const ClaimReport& report,
                    const CheckOptions& options) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw BadInput(fmt::format("check --dump requires a folder that can be made, but got {}", folder));
  const auto write = [&](const std::string& kind, long index, int mutant) {
    const Instance instance = instance_of(claim, options.seed, index);
    const std::string name = mutant == no_mutant ? "" : claim.mutants[static_cast<std::size_t>(mutant)].name;
    write_instance(fmt::format("{}/{}-{}-{}.h5", folder, claim.id, kind, index), claim.id, name, instance,
                   decide_at(claim, instance, mutant, options.bits));
  };
  auto ranked = report.ratios;
  std::sort(ranked.rbegin(), ranked.rend());
  for (std::size_t k = 0; k < std::min<std::size_t>(20, ranked.size()); ++k)
    write("closest", ranked[k].second, no_mutant);
  const RandomStream choice(options.seed, Purpose::claim_instance, 0);
  std::set<long> chosen;
  for (std::uint64_t k = 0; chosen.size() < std::min<std::size_t>(20, report.ratios.size()); ++k) {
    chosen.insert(report.ratios[choice.bits(k) % report.ratios.size()].second);
  }
  for (const long index : chosen) write("random", index, no_mutant);
  for (std::size_t k = 0; k < std::min<std::size_t>(100, report.refuting.size()); ++k) {
    write("witness", report.refuting[k], no_mutant);
  }
  for (std::size_t m = 0; m < report.mutants.size(); ++m) {
    if (report.mutants[m].killed)
      write(fmt::format("mutant-{}", m + 1), report.mutants[m].instances_needed - 1, static_cast<int>(m));
  }
}

}  // namespace lysep
