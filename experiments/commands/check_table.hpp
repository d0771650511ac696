#pragma once
// What `lysep check` prints: the list of claims, the table of their verdicts, and the machine's form.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "proofs-check/frame/decide_claim.hpp"

namespace lysep {

struct Checked {
  const Claim* claim;
  ClaimReport report;
  std::string witness;  // file of a refuting instance
};

/// As a cell of the table: proved, false, undecided, ...; how close to equality it came; mutants killed of those that
/// must be.
std::string verdict_text(const Claim& claim, const ClaimReport& report);
std::string ratio_text(const Claim& claim, const ClaimReport& report);
std::string mutants_text(const ClaimReport& report);

/// The claims by chapter, each with its equation, statement and hypotheses; verbose: arrays and mutants too.
void print_claims(const std::vector<const Claim*>& claims, bool verbose);

/// The same, whole, in the machine's form.
std::string json_of(const std::vector<const Claim*>& claims);

/// The table, printed row by row as the claims are decided.
class CheckTable {
 public:
  /// print: to standard output; otherwise the rows are only kept.
  CheckTable(bool verbose, bool print) : verbose_(verbose), print_(print) {}

  void add(const Checked& checked);
  /// A signal has ended the work before all of it was done. chosen: claims that were asked for.
  void interrupt(std::size_t chosen);
  const std::vector<Checked>& rows() const { return rows_; }
  /// How many claims, verdicts and mutants, in a line; and where the work was interrupted, a line that says so.
  std::string summary() const;
  std::string interruption() const;
  /// Prints both.
  void finish(double seconds) const;
  long unexpected() const { return unexpected_; }
  /// run: what `check --run` has to say beside the claims; empty without.
  std::string json(const CheckOptions& options, double seconds, const nlohmann::ordered_json& run) const;
  /// The table as a page of the documents.
  std::string markdown(const CheckOptions& options) const;

 private:
  void print_row(const Checked& checked) const;

  bool verbose_, print_, interrupted_ = false;
  long unexpected_ = 0;
  std::size_t chosen_ = 0;
  std::vector<Checked> rows_;
};

}  // namespace lysep
