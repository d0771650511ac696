#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/bad_input.hpp"
#include "experiments/commands.hpp"
#include "proofs-check/check_run.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

struct CheckCommand {
  std::vector<std::string> ids;
  std::string source, instance, dump, json;
  CheckOptions options;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  bool list = false, verbose = false;
};

struct Checked {
  const Claim* claim;
  ClaimReport report;
  std::string witness;  // file of the first refuting instance
};

std::vector<const Claim*> selected(const CheckCommand& c) {
  const std::vector<std::string> sources = {"", "lysep", "review", "dlam", "bsum"};
  if (std::find(sources.begin(), sources.end(), c.source) == sources.end()) {
    throw BadInput(fmt::format("check requires --source one of lysep, review, dlam, bsum, but got {}", c.source));
  }
  std::vector<std::string> known;
  for (const Claim& claim : all_claims()) known.push_back(claim.id);
  for (const auto& id : c.ids) {
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      throw BadInput(fmt::format("check requires --claim one of {}, but got {}", fmt::join(known, ", "), id));
    }
  }
  std::vector<const Claim*> claims;
  for (const Claim& claim : all_claims()) {
    const bool named = c.ids.empty() || std::find(c.ids.begin(), c.ids.end(), claim.id) != c.ids.end();
    if (named && (c.source.empty() || claim.source == c.source)) claims.push_back(&claim);
  }
  if (claims.empty()) throw BadInput(fmt::format("check requires a source with claims, but got {}", c.source));
  return claims;
}

void check_ranges(const CheckCommand& c) {
  if (c.options.instances < 1)
    throw BadInput(fmt::format("check requires --instances >= 1, but got {}", c.options.instances));
  if (c.options.bits < 53 || c.options.bits > precision_cap / 2) {
    throw BadInput(fmt::format("check requires 53 <= --bits <= {}, but got {}", precision_cap / 2, c.options.bits));
  }
  if (c.threads < 1 || c.threads > 1024)
    throw BadInput(fmt::format("check requires 1 <= --threads <= 1024, but got {}", c.threads));
}

void print_list(const std::vector<const Claim*>& claims, bool verbose) {
  for (const Claim* c : claims) {
    fmt::print("{:<18} {:<18} {}\n", c->id, c->equation, c->statement);
    fmt::print("{:<37} if {}{}\n", "", fmt::join(c->hypotheses, "; "),
               c->constant_is_best_possible ? "; the constant is best possible" : "");
    if (!verbose) continue;
    for (const auto& [name, meaning] : c->arrays) fmt::print("{:<37} {}: {}\n", "", name, meaning);
    for (const Mutant& m : c->mutants) fmt::print("{:<37} mutant{}: {}\n", "", m.equivalent ? " (true)" : "", m.name);
  }
}

void print_header() {
  fmt::print("{:<18} {:<18} {:<8} {:<12} {:>8} {:>6} {:>7} {:>9} {:>7}  {:<12} {}\n", "claim", "equation", "expected",
             "verdict", "proved", "equal", "refuted", "undecided", "no hyp.", "worst ratio", "mutants killed");
}

void print_row(const Checked& checked, bool verbose) {
  const ClaimReport& r = checked.report;
  long killed = 0, refutable = 0, wrongly = 0;
  for (const MutantReport& m : r.mutants) {
    if (m.mutant.equivalent) wrongly += m.killed;
    if (!m.mutant.equivalent) ++refutable, killed += m.killed;
  }
  fmt::print("{:<18} {:<18} {:<8} {:<12} {:>8} {:>6} {:>7} {:>9} {:>7}  {:<12.10f} {}/{}{}\n", checked.claim->id,
             checked.claim->equation, checked.claim->expected ? "true" : "false", name_of(r.verdict()), r.proved,
             r.equal, r.refuted, r.inconclusive, r.hypothesis_not_met, r.worst_ratio, killed, refutable,
             wrongly > 0 ? fmt::format(", {} true ones killed", wrongly) : "");
  if (verbose) {
    for (const auto& [group, ratio] : r.worst_ratio_by_group)
      fmt::print("    {:<28} worst ratio {:.10f}\n", group, ratio);
    for (const auto& [family, count] : r.families) fmt::print("    {:<28} {} instances\n", family, count);
    for (const MutantReport& m : r.mutants) {
      fmt::print("    mutant {}: {}{}\n", m.mutant.name,
                 m.killed ? fmt::format("killed by instance {}", m.instances_needed) : "not killed",
                 m.mutant.equivalent ? " (a true statement)" : "");
    }
  }
  if (!checked.witness.empty()) fmt::print("    witness: {}\n", checked.witness);
  std::fflush(stdout);
}

Json json_of(const Checked& checked) {
  const Claim& c = *checked.claim;
  const ClaimReport& r = checked.report;
  Json mutants = Json::array();
  for (const MutantReport& m : r.mutants) {
    mutants.push_back({{"name", m.mutant.name},
                       {"equivalent", m.mutant.equivalent},
                       {"killed", m.killed},
                       {"instances_needed", m.killed ? Json(m.instances_needed) : Json(nullptr)}});
  }
  Json out = {{"id", c.id},
              {"source", c.source},
              {"equation", c.equation},
              {"statement", c.statement},
              {"hypotheses", c.hypotheses},
              {"expected", c.expected ? "true" : "false"},
              {"verdict", name_of(r.verdict())},
              {"instances",
               {{"proved", r.proved},
                {"equal", r.equal},
                {"refuted", r.refuted},
                {"inconclusive", r.inconclusive},
                {"hypothesis_not_met", r.hypothesis_not_met}}},
              {"worst_ratio", r.worst_ratio},
              {"constant_is_best_possible", c.constant_is_best_possible},
              {"mutants", mutants},
              {"witness", checked.witness.empty() ? Json(nullptr) : Json(checked.witness)}};
  if (!r.worst_ratio_by_group.empty()) out["worst_ratio_by_group"] = r.worst_ratio_by_group;
  return out;
}

/// The claims that an instance or state file speaks to, and their instances.
std::vector<Checked> check_file(const CheckCommand& c, const std::vector<const Claim*>& claims, ThreadPool& pool) {
  std::string named;
  const Instance instance = read_instance(c.instance, named);
  std::vector<Checked> all;
  for (const Claim* claim : claims) {
    std::vector<Instance> instances;
    if (claim->id == named) {
      instances = {instance};
    } else if (named.empty() && claim->at_state) {
      instances = claim->at_state(*instance.state);
    }
    if (!instances.empty()) all.push_back({claim, check_instances(*claim, instances, c.options.bits, pool), ""});
  }
  if (all.empty()) {
    throw BadInput(fmt::format("check --instance requires a file that speaks to one of the claims chosen, but got {}",
                               c.instance));
  }
  return all;
}

Checked check_one(const CheckCommand& c, const Claim& claim, ThreadPool& pool) {
  Checked checked{&claim, {}, ""};
  {
    Progress progress(claim.id, c.options.instances, false);
    checked.report = check_claim(
        claim, c.options, pool, [&](long done) { progress.at(done, ""); }, stop_requested);
  }
  if (!c.dump.empty()) dump_instances(c.dump, claim, checked.report, c.options);
  if (!checked.report.refuting.empty()) {
    const long index = checked.report.refuting.front();
    checked.witness = c.dump.empty() ? fmt::format("witness-{}.h5", claim.id)
                                     : fmt::format("{}/{}-witness-{}.h5", c.dump, claim.id, index);
    const Instance instance = instance_of(claim, c.options.seed, index);
    write_instance(checked.witness, claim.id, "", instance,
                   decide([&] { return claim.sides(instance, no_mutant); }, c.options.bits));
  }
  return checked;
}

int check(const CheckCommand& c) {
  check_ranges(c);
  const auto claims = selected(c);
  if (c.list) {
    print_list(claims, c.verbose);
    return exit_done;
  }
  const auto start = std::chrono::steady_clock::now();
  const bool table = c.json != "-";
  ThreadPool pool(c.threads);
  std::vector<Checked> all;
  long unexpected = 0;
  const auto take = [&](const Checked& checked) {
    if (!checked.report.as_expected(*checked.claim)) ++unexpected;
    if (table && all.empty()) print_header();
    if (table) print_row(checked, c.verbose);
    all.push_back(checked);
  };
  if (!c.instance.empty()) {
    for (const Checked& checked : check_file(c, claims, pool)) take(checked);
  } else {
    for (const Claim* claim : claims) {
      if (stop_requested) break;
      take(check_one(c, *claim, pool));
    }
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (table) fmt::print("{} claims, {} unexpected, {:.1f} s\n", all.size(), unexpected, seconds);
  if (!c.json.empty()) {
    Json out = {{"seed", c.options.seed}, {"bits", c.options.bits}, {"claims", Json::array()}};
    for (const Checked& checked : all) out["claims"].push_back(json_of(checked));
    out["unexpected"] = unexpected;
    out["seconds"] = seconds;
    write_text(c.json, out.dump(1) + "\n");
  }
  if (unexpected > 0) return exit_check_failed;
  return stop_requested ? exit_stopped : exit_done;
}

}  // namespace

Command add_check(CLI::App& app) {
  auto c = std::make_shared<CheckCommand>();
  CLI::App* sub = app.add_subcommand("check", "validate the claims by rigorous arithmetic; the main job");
  sub->add_flag("--list", c->list, "list the claims, do not check (with --verbose: their data and mutants too)");
  sub->add_option("--claim", c->ids, "only this claim; may be given more than once");
  sub->add_option("--source", c->source, "only the claims of lysep, review, dlam or bsum");
  sub->add_option("--instances", c->options.instances, "instances of each claim")->capture_default_str();
  sub->add_option("--bits", c->options.bits, "first precision; doubled until decided, up to 8192")
      ->capture_default_str();
  sub->add_option("--seed", c->options.seed, "of the instances")->capture_default_str();
  sub->add_option("--threads", c->threads, "changes the time, never the result")->capture_default_str();
  sub->add_option("--instance", c->instance, "check at the instance or state in this file");
  sub->add_option("--dump", c->dump, "write instances to this folder, for anyone to recompute");
  sub->add_flag("--verbose", c->verbose, "families of instances, ratios by group, every mutant");
  sub->add_option("--json", c->json, "write the machine's form to FILE, - for standard output");
  return [c] { return check(*c); };
}

}  // namespace lysep
