#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <thread>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/commands/replay.hpp"
#include "experiments/commands/check_table.hpp"
#include "experiments/commands/claim_page.hpp"
#include "experiments/commands/unless_stopped.hpp"

namespace lysep {
namespace {

struct CheckCommand {
  std::vector<std::string> ids;
  std::string source, instance, run, dump, json, markdown, html;
  CheckOptions options;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  bool list = false, verbose = false;
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
      throw BadInput(fmt::format("check requires --claim one of those that check --list shows, but got {}", id));
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

/// The claim at what an instance or state file holds; nothing where that does not speak to it.
std::optional<Checked> check_at(const CheckCommand& c, const Claim& claim, const Instance& instance,
                                const std::string& named, ThreadPool& pool) {
  std::vector<Instance> instances;
  if (claim.id == named) {
    instances = {instance};
  } else if (named.empty()) {
    instances = instances_at(claim, *instance.state);
  }
  if (instances.empty()) return std::nullopt;
  Checked checked{&claim, check_instances(claim, instances, c.options.bits, pool, stop_requested), ""};
  if (!checked.report.refuting.empty()) checked.witness = c.instance;
  return checked;
}

Checked check_one(const CheckCommand& c, const Claim& claim, ThreadPool& pool) {
  Checked checked{&claim, {}, ""};
  {
    Progress progress(claim.id, c.options.instances, false);
    checked.report = check_claim(
        claim, c.options, pool, [&](long done) { progress.at(done, ""); }, stop_requested);
  }
  if (!c.dump.empty()) dump_instances(c.dump, claim, checked.report, c.options);
  if (checked.report.witness) {
    checked.witness = fmt::format("{}/{}-smallest.h5", c.dump.empty() ? "witnesses" : c.dump, claim.id);
    keep_witness(checked.witness, claim, *checked.report.witness, c.options.bits);
  }
  return checked;
}

/// Nothing has been decided of it yet.
Checked cut_off(const Claim& claim) {
  Checked checked{&claim, {}, ""};
  checked.report.interrupted = true;
  return checked;
}

/// The claims one after the other, each in a row of the table, until a signal comes. `decide` owns all that it uses.
/// Returns how many the table shows.
template <class Decide>
long add_rows(const std::vector<const Claim*>& claims, Decide decide, CheckTable& table) {
  long rows = 0;
  for (const Claim* claim : claims) {
    if (stop_requested) break;
    const auto decided = unless_stopped([decide, claim]() -> std::optional<Checked> { return decide(*claim); });
    if (decided && !*decided) continue;
    table.add(decided ? **decided : cut_off(*claim));
    ++rows;
  }
  return rows;
}

/// At the instances of the claims' generators, or at the one in the file.
void check_claims(const CheckCommand& c, const std::vector<const Claim*>& claims,
                  const std::shared_ptr<ThreadPool>& pool, CheckTable& table) {
  if (c.instance.empty()) {
    add_rows(
        claims, [c, pool](const Claim& claim) { return check_one(c, claim, *pool); }, table);
    return;
  }
  std::string named;
  const auto instance = std::make_shared<const Instance>(read_instance(c.instance, named));
  const auto at_it = [c, pool, instance, named](const Claim& claim) {
    return check_at(c, claim, *instance, named, *pool);
  };
  if (add_rows(claims, at_it, table) > 0 || stop_requested) return;
  throw BadInput(
      fmt::format("check --instance requires a file that speaks to one of the claims chosen, but got {}", c.instance));
}

/// Those of the claims that a run speaks to, and what its replay found.
std::vector<Checked> rows_of(const Replay& replay, const std::vector<const Claim*>& claims) {
  const RunReport& report = replay.report;
  std::vector<Checked> rows;
  const auto add = [&](const std::string& id, ClaimReport r) {
    r.interrupted = replay.interrupted;
    const bool any = r.proved + r.equal + r.refuted + r.inconclusive + r.hypothesis_not_met > 0;
    if (any && std::find(claims.begin(), claims.end(), &claim_named(id)) != claims.end())
      rows.push_back({&claim_named(id), r, ""});
  };
  add("lemma-3.3-i", report.curvature_c);
  add("lemma-3.3-ii-corrected", report.curvature_W);
  if (!report.descent_claim.empty()) add(report.descent_claim, report.descent);
  add("joint-feasible-bound", report.feasible_bound);
  for (const auto& [claim, decided] : report.claims) add(claim, decided);
  for (Checked& row : rows) {
    if (!row.report.witness) continue;
    row.witness = fmt::format("witnesses/{}-run.h5", row.claim->id);
    keep_witness(row.witness, *row.claim, *row.report.witness, 128);
  }
  return rows;
}

/// What the work is to write, before it begins.
void prepare_output(const CheckCommand& c, const std::vector<const Claim*>& claims) {
  for (const std::string& file : {c.json, c.markdown, c.html}) {
    if (!file.empty()) require_writable(file);
  }
  if (!c.dump.empty()) make_folder("check --dump", c.dump);
  const auto is_false = [](const Claim* claim) { return !claim->expected; };
  const bool witnesses = !c.list && c.run.empty() && c.instance.empty() && c.dump.empty();
  if (witnesses && std::any_of(claims.begin(), claims.end(), is_false)) make_folder("check", "witnesses");
}

int check(const CheckCommand& c) {
  check_ranges(c);
  const auto claims = selected(c);
  prepare_output(c, claims);
  if (c.list) {
    if (c.json != "-") print_claims(claims, c.verbose);
    if (!c.json.empty()) write_text(c.json, json_of(claims));
    return exit_done;
  }
  const auto start = std::chrono::steady_clock::now();
  const auto pool = std::make_shared<ThreadPool>(c.threads);
  CheckTable table(c.verbose, c.json != "-");
  std::optional<Replay> replay;
  if (!c.run.empty()) {
    replay = replay_run(c.run, c.options.bits, *pool);
    for (const Checked& checked : rows_of(*replay, claims)) table.add(checked);
  } else {
    check_claims(c, claims, pool, table);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (replay && c.json != "-") print_replay(c.run, *replay);
  if (stop_requested) table.interrupt(c.run.empty() && c.instance.empty() ? claims.size() : 0);
  table.finish(seconds);
  if (!c.json.empty()) write_text(c.json, table.json(c.options, seconds, replay ? json_of(*replay) : nullptr));
  if (!c.markdown.empty() && !stop_requested) write_text(c.markdown, table.markdown(c.options));
  if (!c.html.empty()) write_text(c.html, claim_page(table, c.options));
  if (replay && !replay->reproduced()) return exit_check_failed;
  if (table.unexpected() > 0) return exit_check_failed;
  return stop_requested ? exit_stopped : exit_done;
}

}  // namespace

Command add_check(CommandLine line) {
  auto c = std::make_shared<CheckCommand>();
  const auto option = [&](const char* name, const OptionTarget& target, const char* help) {
    line.option(name, target, help);
  };
  line.group("Claims");
  option("--list", &c->list, "list the claims, do not check (with --verbose: their data and mutants too)");
  option("--claim", &c->ids, "only this claim; may be given more than once");
  option("--source", &c->source, "only the claims of lysep, review, dlam or bsum");
  line.group("Instances");
  option("--instances", &c->options.instances, "instances of each claim");
  option("--bits", &c->options.bits, "first precision; doubled until decided, up to 8192");
  option("--seed", &c->options.seed, "of the instances");
  option("--threads", &c->threads, "changes the time, never the result");
  option("--instance", &c->instance, "check at the instance or state in this file");
  option("--run", &c->run, "repeat the run in this folder and check every block update of every sweep");
  line.group("Files and what is printed");
  option("--dump", &c->dump, "write instances to this folder, for anyone to recompute");
  option("--verbose", &c->verbose, "families of instances, ratios by group, every mutant");
  option("--json", &c->json, "write the machine's form to FILE, - for standard output");
  option("--markdown", &c->markdown, "write the table as a page of the documents to FILE");
  option("--html", &c->html, "write the claims as a page for a browser to FILE, whole in itself");
  line.exclude("--run", {"--instances", "--instance", "--dump", "--markdown", "--html"});
  line.exclude("--instance", {"--instances", "--dump", "--markdown", "--html"});
  line.exclude("--list", {"--instances", "--instance", "--run", "--dump", "--markdown", "--html"});
  return [c] { return check(*c); };
}

}  // namespace lysep
