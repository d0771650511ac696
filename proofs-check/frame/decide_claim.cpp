#include "proofs-check/frame/decide_claim.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/numbers/bad_input.hpp"
#include "core/numbers/float_environment.hpp"

namespace lysep {
namespace {

constexpr long instances_at_once = 512;

struct Outcome {
  Decision decision;
  std::string family, group;
};

void add(ClaimReport& report, const Outcome& outcome, long index) {
  const Decision& d = outcome.decision;
  ++report.families[outcome.family];
  report.count(d);
  if (d.verdict == Verdict::refuted) report.refuting.push_back(index);
  if (d.verdict != Verdict::proved && d.verdict != Verdict::equal) return;
  report.ratios.emplace_back(d.ratio, index);
  if (outcome.group.empty()) return;
  double& worst = report.worst_ratio_by_group[outcome.group];
  worst = std::max(worst, d.ratio);
}

Outcome outcome_of(const Claim& claim, const Instance& instance, slong bits) {
  return {decide_at(claim, instance, no_mutant, bits), instance.family, claim.group ? claim.group(instance) : ""};
}

MutantReport check_mutant(const Claim& claim, int mutant, const CheckOptions& options, ThreadPool& pool,
                          const std::atomic<bool>& stop) {
  MutantReport report{claim.mutants[static_cast<std::size_t>(mutant)]};
  const long last = options.mutant_instances;
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

/// Searches from the instances closest to equality, and takes what they find into the report.
void search(const Claim& claim, const CheckOptions& options, ThreadPool& pool, ClaimReport& report) {
  if (claim.relation == Relation::equals || report.ratios.empty()) return;
  auto ranked = report.ratios;
  const auto count = std::min(ranked.size(), static_cast<std::size_t>(options.searches));
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<long>(count), ranked.end(), std::greater<>());
  std::vector<std::optional<SearchResult>> results(count);
  pool.for_each(count, [&](std::size_t k) {
    Draw draw(options.seed, claim.id + "/search", k);
    const Instance start = instance_of(claim, options.seed, ranked[k].second);
    results[k] = search_equality(claim, start, options.search_steps, draw, options.bits);
  });
  for (auto& result : results) {
    const bool closer = !report.search || result->best.ratio > report.search->best.ratio;
    const bool settled = report.search && report.search->refuted;  // whatever its ratio
    if (!settled && (closer || result->refuted)) report.search = std::move(result);
  }
  report.worst_ratio = std::max(report.worst_ratio, report.search->best.ratio);
  if (report.search->refuted) ++report.refuted;
}

/// The claim's own counterexample, or else the first refutation met, shrunk.
void find_witness(const Claim& claim, const CheckOptions& options, ClaimReport& report) {
  if (claim.counterexample) {
    const Decision d = decide_at(claim, claim.counterexample(), no_mutant, options.bits);
    if (d.verdict != Verdict::refuted) throw std::runtime_error(claim.id + ": its counterexample is not one");
    ++report.refuted;
    report.worst_ratio = std::max(report.worst_ratio, d.ratio);
    report.witness = claim.counterexample();
  } else if (!report.refuting.empty()) {
    report.witness = shrink(claim, instance_of(claim, options.seed, report.refuting.front()), options.bits);
  } else if (report.search && report.search->refuted) {
    report.witness = shrink(claim, report.search->instance, options.bits);
  }
}

/// Writes the file under a name of this process, has it looked at, and only then gives it its own name: whoever writes
/// the same file at the same time neither sees a part of it nor takes it away.
void write_alone(const std::string& path, const std::function<void(const std::string&)>& write) {
  const std::string mine = fmt::format("{}.{}", path, getpid());
  try {
    write(mine);
    std::filesystem::rename(mine, path);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(mine, ignored);
    throw;
  }
}

}  // namespace

Decision decide_at(const Claim& claim, const Instance& instance, int mutant, slong bits) {
  const FloatEnvironment environment;
  return decide([&] { return claim.sides(instance, mutant); }, bits, claim.relation);
}

void ClaimReport::count(const Decision& d) {
  switch (d.verdict) {
    case Verdict::proved:
      ++proved;
      break;
    case Verdict::equal:
      ++equal;
      break;
    case Verdict::refuted:
      ++refuted;
      break;
    case Verdict::hypothesis_not_met:
      ++hypothesis_not_met;
      return;
    case Verdict::inconclusive:
      ++inconclusive;
      return;
  }
  worst_ratio = std::max(worst_ratio, d.ratio);
}

Verdict ClaimReport::verdict() const {
  if (refuted > 0) return Verdict::refuted;
  if (interrupted || inconclusive > 0) return Verdict::inconclusive;
  return proved + equal > 0 ? Verdict::proved : Verdict::hypothesis_not_met;
}

bool ClaimReport::as_expected(const Claim& claim) const {
  if (interrupted && verdict() == Verdict::inconclusive) return inconclusive == 0;  // as far as it went
  if (generated && !interrupted) {
    for (const MutantReport& m : mutants) {
      if (m.killed == m.mutant.equivalent) return false;
    }
    if (claim.constant_is_best_possible && thorough && worst_ratio < 1 - best_possible_gap) return false;
  }
  if (!generated && verdict() == Verdict::hypothesis_not_met) return true;
  if (!generated && !claim.expected) return verdict() != Verdict::inconclusive;
  return verdict() == (claim.expected ? Verdict::proved : Verdict::refuted);
}

ClaimReport check_claim(const Claim& claim, const CheckOptions& options, ThreadPool& pool,
                        const std::function<void(long)>& tick, const std::atomic<bool>& stop) {
  const FloatEnvironment environment;
  ClaimReport report;
  for (long first = 0; first < options.instances && !stop; first += instances_at_once) {
    std::vector<Outcome> outcomes(static_cast<std::size_t>(std::min(instances_at_once, options.instances - first)));
    pool.for_each(outcomes.size(), [&](std::size_t k) {
      if (stop) return;
      outcomes[k] = outcome_of(claim, instance_of(claim, options.seed, first + static_cast<long>(k)), options.bits);
    });
    if (stop) break;  // some of these may not have been decided
    for (std::size_t k = 0; k < outcomes.size(); ++k) add(report, outcomes[k], first + static_cast<long>(k));
    tick(first + static_cast<long>(outcomes.size()));
  }
  if (!stop) search(claim, options, pool, report);
  if (!stop) find_witness(claim, options, report);
  for (int m = 0; m < static_cast<int>(claim.mutants.size()) && !stop; ++m) {
    const MutantReport mutant = check_mutant(claim, m, options, pool, stop);
    if (!stop || mutant.killed) report.mutants.push_back(mutant);
  }
  report.interrupted = stop;
  report.generated = true;
  report.thorough = options.instances >= options.mutant_instances;
  return report;
}

ClaimReport check_instances(const Claim& claim, const std::vector<Instance>& instances, slong bits, ThreadPool& pool,
                            const std::atomic<bool>& stop) {
  const FloatEnvironment environment;
  ClaimReport report;
  std::vector<Outcome> outcomes(instances.size());
  std::vector<std::string> errors(instances.size());
  std::vector<char> decided(instances.size());
  pool.for_each(instances.size(), [&](std::size_t k) {
    if (stop) return;
    try {
      require_well_formed(claim, instances[k]);
      outcomes[k] = outcome_of(claim, instances[k], bits);
      decided[k] = 1;
    } catch (const std::exception& error) {
      errors[k] = error.what();
    }
  });
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    if (!errors[k].empty()) throw BadInput(errors[k]);
    if (decided[k]) add(report, outcomes[k], static_cast<long>(k));
    report.interrupted = report.interrupted || !decided[k];
  }
  if (!report.refuting.empty()) report.witness = instances[static_cast<std::size_t>(report.refuting.front())];
  return report;
}

void keep_witness(const std::string& path, const Claim& claim, const Instance& witness, slong bits) {
  std::filesystem::create_directories(std::filesystem::absolute(path).parent_path());
  const Decision decision = decide_at(claim, witness, no_mutant, bits);
  write_alone(path, [&](const std::string& mine) {
    write_instance(mine, claim.id, "", witness, decision);
    std::string named;
    const Instance again = read_instance(mine, named);
    if (decide_at(claim, again, no_mutant, std::min(2 * decision.bits, precision_cap)).verdict != Verdict::refuted) {
      throw std::runtime_error(claim.id + ": the witness read from " + path + " does not refute it");
    }
  });
}

void dump_instances(const std::string& folder, const Claim& claim, const ClaimReport& report,
                    const CheckOptions& options) {
  std::filesystem::create_directories(folder);
  const auto write_one = [&](const std::string& kind, long index, const Instance& instance, int mutant) {
    const std::string name = mutant == no_mutant ? "" : claim.mutants[static_cast<std::size_t>(mutant)].name;
    const Decision decision = decide_at(claim, instance, mutant, options.bits);
    write_alone(fmt::format("{}/{}-{}-{}.h5", folder, claim.id, kind, index),
                [&](const std::string& mine) { write_instance(mine, claim.id, name, instance, decision); });
  };
  const auto write = [&](const std::string& kind, long index, int mutant) {
    write_one(kind, index, instance_of(claim, options.seed, index), mutant);
  };
  if (report.search) write_one("search", 0, report.search->instance, no_mutant);
  auto ranked = report.ratios;
  std::sort(ranked.rbegin(), ranked.rend());
  for (std::size_t k = 0; k < std::min<std::size_t>(20, ranked.size()); ++k)
    write("closest", ranked[k].second, no_mutant);
  std::set<long> chosen;
  Draw choice(options.seed, claim.id + "/dump", 0);
  while (chosen.size() < std::min<std::size_t>(20, report.ratios.size())) {
    chosen.insert(choice.pick(report.ratios).second);
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
