#include "experiments/commands/check_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

struct MutantCount {
  long killed = 0, refutable = 0, equivalent = 0, wrongly_killed = 0;

  explicit MutantCount(const ClaimReport& report) {
    for (const MutantReport& m : report.mutants) {
      (m.mutant.equivalent ? equivalent : refutable) += 1;
      if (m.killed) (m.mutant.equivalent ? wrongly_killed : killed) += 1;
    }
  }
};

constexpr const char* not_applicable = "not applicable";

}  // namespace

std::string verdict_text(const Claim& claim, const ClaimReport& r) {
  if (r.verdict() == Verdict::hypothesis_not_met) return not_applicable;
  if (r.verdict() == Verdict::inconclusive) return r.interrupted && r.inconclusive == 0 ? "interrupted" : "undecided";
  if (r.verdict() == Verdict::refuted) return claim.expected ? "REFUTED" : "false";
  return claim.expected ? "proved" : "not refuted";
}

/// How close to equality: 1 - gap where that says more than the digits.
std::string ratio_text(const Claim& claim, const ClaimReport& r) {
  if (claim.relation == Relation::equals) return r.equal > 0 ? "=" : "";
  if (r.worst_ratio <= 0) return "";
  const double gap = 1 - r.worst_ratio;
  if (gap == 0) return "1";
  if (gap > 0 && gap < 1e-3) return fmt::format("1 - {:.1e}", gap);
  return fmt::format("{:.4g}", r.worst_ratio);
}

std::string mutants_text(const ClaimReport& r) {
  const MutantCount n(r);
  if (r.mutants.empty()) return "";
  std::string text = fmt::format("{}/{}", n.killed, n.refutable);
  if (n.equivalent > 0) text += fmt::format(" + {} true", n.equivalent);
  if (n.wrongly_killed > 0) text += fmt::format(", {} of them KILLED", n.wrongly_killed);
  return text;
}

namespace {

/// As a cell of a Markdown table.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char letter : text) {
    if (letter == '|') {
      escaped += "&#124;";
    } else {
      if (letter == '*' || letter == '~') escaped += '\\';
      escaped += letter;
    }
  }
  return escaped;
}

void print_header(const std::string& chapter, bool first) {
  fmt::print("{}{}\n  {:<37}{:<17}{:<15}{:>6} {:>7} {:>7} {:>7}  {:<12} {}\n", first ? "" : "\n", chapter, "claim",
             "equation", "verdict", "proved", "equal", "refuted", "no hyp.", "left/right", "mutants killed");
}

void print_details(const Checked& checked) {
  const ClaimReport& r = checked.report;
  if (r.verdict() == Verdict::hypothesis_not_met)
    fmt::print("      no instance has: {}\n", fmt::join(checked.claim->hypotheses, "; "));
  for (const auto& [group, ratio] : r.worst_ratio_by_group)
    fmt::print("      {:<36} left/right {:.10f}\n", group, ratio);
  const double all = static_cast<double>(r.proved + r.equal + r.refuted + r.inconclusive + r.hypothesis_not_met);
  for (const auto& [family, count] : r.families) {
    fmt::print("      {:<36} {:5.1f} % of the instances\n", family, 100.0 * static_cast<double>(count) / all);
  }
  if (r.search) fmt::print("      {:<36} left/right {:.12g}\n", "search towards equality", r.search->best.ratio);
  for (const MutantReport& m : r.mutants) {
    fmt::print("      mutant {}: {}{}\n", m.mutant.name,
               m.killed ? fmt::format("killed by instance {}", m.instances_needed) : "not killed",
               m.mutant.equivalent ? " (a true statement)" : "");
  }
}

Json json_of(const Claim& c) {
  return {{"id", c.id},
          {"source", c.source},
          {"equation", c.equation},
          {"statement", c.statement},
          {"hypotheses", c.hypotheses},
          {"expected", c.expected ? "true" : "false"},
          {"constant_is_best_possible", c.constant_is_best_possible}};
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
  Json out = json_of(c);
  const Verdict verdict = r.verdict();
  out.update({{"verdict", verdict == Verdict::hypothesis_not_met ? not_applicable : name_of(verdict)},
              {"instances",
               {{"proved", r.proved},
                {"equal", r.equal},
                {"refuted", r.refuted},
                {"inconclusive", r.inconclusive},
                {"hypothesis_not_met", r.hypothesis_not_met}}},
              {"worst_ratio", r.worst_ratio},
              {"search_ratio", r.search ? Json(r.search->best.ratio) : Json(nullptr)},
              {"families", r.families},
              {"mutants", mutants},
              {"witness", checked.witness.empty() ? Json(nullptr) : Json(checked.witness)}});
  if (!r.worst_ratio_by_group.empty()) out["worst_ratio_by_group"] = r.worst_ratio_by_group;
  return out;
}

}  // namespace

void print_claims(const std::vector<const Claim*>& claims, bool verbose) {
  const std::string* chapter = nullptr;
  for (const Claim* c : claims) {
    if (!chapter || *chapter != c->chapter) fmt::print("{}{}\n", chapter ? "\n" : "", c->chapter);
    chapter = &c->chapter;
    fmt::print("  {:<37}{:<17}{}{}\n", c->id, c->equation, c->expected ? "" : "FALSE: ", c->statement);
    const std::string best = c->constant_is_best_possible ? "; best possible" : "";
    const std::string indent(56, ' ');
    if (!c->hypotheses.empty()) fmt::print("{}if {}{}\n", indent, fmt::join(c->hypotheses, "; "), best);
    if (c->hypotheses.empty() && !best.empty()) fmt::print("{}{}\n", indent, best.substr(2));
    if (!verbose) continue;
    if (c->speaks_of_state) fmt::print("{}/state: the network and its auxiliary variables\n", indent);
    for (const Array& a : c->arrays) fmt::print("{}{} ({}): {}\n", indent, a.name, a.shape, a.meaning);
    for (const Mutant& m : c->mutants) fmt::print("{}mutant{}: {}\n", indent, m.equivalent ? " (true)" : "", m.name);
  }
}

std::string json_of(const std::vector<const Claim*>& claims) {
  Json list = Json::array();
  for (const Claim* c : claims) {
    Json data = Json::array(), mutants = Json::array();
    for (const Array& a : c->arrays) data.push_back({{"name", a.name}, {"shape", a.shape}, {"meaning", a.meaning}});
    for (const Mutant& m : c->mutants) mutants.push_back({{"name", m.name}, {"equivalent", m.equivalent}});
    list.push_back(json_of(*c));
    list.back().update({{"speaks_of_state", c->speaks_of_state}, {"data", data}, {"mutants", mutants}});
  }
  return Json{{"claims", list}}.dump(1) + "\n";
}

void CheckTable::add(const Checked& checked) {
  const bool new_chapter = rows_.empty() || rows_.back().claim->chapter != checked.claim->chapter;
  if (print_ && new_chapter) print_header(checked.claim->chapter, rows_.empty());
  rows_.push_back(checked);
  if (!checked.report.as_expected(*checked.claim)) ++unexpected_;
  if (print_) print_row(checked);
}

void CheckTable::print_row(const Checked& checked) const {
  const ClaimReport& r = checked.report;
  const Claim& c = *checked.claim;
  fmt::print("  {:<37}{:<17}{:<15}{:>6} {:>7} {:>7} {:>7}  {:<12} {}{}\n", c.id, c.equation, verdict_text(c, r),
             r.proved, r.equal, r.refuted, r.hypothesis_not_met, ratio_text(c, r), mutants_text(r),
             r.as_expected(c) ? "" : "  UNEXPECTED");
  if (r.inconclusive > 0) fmt::print("      {} instances undecided at {} bits\n", r.inconclusive, precision_cap);
  if (verbose_) print_details(checked);
  if (!checked.witness.empty()) fmt::print("      witness: {}\n", checked.witness);
  std::fflush(stdout);
}

void CheckTable::interrupt(std::size_t chosen) {
  interrupted_ = true;
  chosen_ = chosen;
}

std::string CheckTable::summary() const {
  long proved = 0, disproved = 0, silent = 0;
  MutantCount sum(ClaimReport{});
  for (const Checked& row : rows_) {
    proved += row.report.verdict() == Verdict::proved;
    disproved += row.report.verdict() == Verdict::refuted;
    silent += row.report.verdict() == Verdict::hypothesis_not_met;
    const MutantCount n(row.report);
    sum.killed += n.killed;
    sum.refutable += n.refutable;
    sum.equivalent += n.equivalent;
  }
  const std::string more = silent > 0 ? fmt::format(", {} {}", silent, not_applicable) : "";
  return fmt::format("{} {}: {} proved, {} refuted{}; {} of {} {} killed, {} more {} true; {} unexpected", rows_.size(),
                     rows_.size() == 1 ? "claim" : "claims", proved, disproved, more, sum.killed, sum.refutable,
                     sum.refutable == 1 ? "mutant" : "mutants", sum.equivalent, sum.equivalent == 1 ? "is" : "are",
                     unexpected_);
}

std::string CheckTable::interruption() const {
  if (!interrupted_) return "";
  std::vector<std::string> cut;
  for (const Checked& row : rows_) {
    if (row.report.interrupted) cut.push_back(row.claim->id);
  }
  const std::size_t chosen = std::max(chosen_, rows_.size());
  return fmt::format("interrupted: {} of {} {} looked at{}{}", rows_.size(), chosen,
                     chosen == 1 ? "claim was" : "claims were",
                     cut.empty() ? "" : "; not to the end: ", fmt::join(cut, ", "));
}

void CheckTable::finish(double seconds) const {
  if (!print_) return;
  fmt::print("\n{}, {:.1f} s\n", summary(), seconds);
  if (interrupted_) fmt::print("{}\n", interruption());
}

std::string CheckTable::markdown(const CheckOptions& options) const {
  std::string page = fmt::format(
      "# The claims\n\n"
      "Written by `./lysep check --markdown docs/claims.md`: seed {}, {} instances of each claim, {} bits at first. "
      "The claim\n"
      "`equation-3.27-sharp` is the file `equation_3_27_sharp.cpp` of its chapter's folder in `proofs-check/claims`, "
      "and so on. Under\n"
      "left/right stands the largest ratio of the two sides; \"=\" is an identity. A false statement has its corrected "
      "form beside it.\n",
      options.seed, options.instances, options.bits);
  std::string chapter;
  for (const Checked& row : rows_) {
    const Claim& c = *row.claim;
    if (c.chapter != chapter) {
      chapter = c.chapter;
      page += fmt::format(
          "\n## {}\n\n| claim | paper | statement | verdict | left/right | mutants killed "
          "|\n|---|---|---|---|---|---|\n",
          chapter);
    }
    const std::string verdict = verdict_text(c, row.report);
    page += fmt::format("| `{}` | {} | {} | {} | {}{} | {} |\n", c.id, cell(c.equation), cell(c.statement),
                        verdict == "proved" ? verdict : "**" + verdict + "**", ratio_text(c, row.report),
                        c.constant_is_best_possible ? ", best possible" : "", mutants_text(row.report));
  }
  return page;
}

std::string CheckTable::json(const CheckOptions& options, double seconds, const Json& run) const {
  Json out = {{"seed", options.seed}, {"bits", options.bits}, {"claims", Json::array()}};
  for (const Checked& row : rows_) out["claims"].push_back(json_of(row));
  if (!run.empty()) out["run"] = run;
  out["unexpected"] = unexpected_;
  out["interrupted"] = interrupted_;
  out["seconds"] = seconds;
  return out.dump(1) + "\n";
}

}  // namespace lysep
