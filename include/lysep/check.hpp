#pragma once
// Rigorous arithmetic: every quantity of the theory at a network's state, trajectories, and the claims. Of the
// component `check`.
#include <map>
#include <optional>
#include <stop_token>

#include "lysep/network.hpp"
#include "lysep/version.hpp"

namespace lysep {
inline namespace v0_2 {

/// The real number lies between them.
struct Interval {
  std::string lo, hi;           // decimal numbers with all digits
  double lower = 0, upper = 0;  // doubles
};

/// Named as in `lysep eval --json`.
struct NetworkEvaluation {
  long bits = 0;
  std::size_t samples = 0, correct = 0;
  /// Samples whose logits may be equal: counted by midpoints.
  std::size_t undecided = 0;
  /// CE, S, L_S, R_norm, b0..b6, best_constant = K(B, D), paper_constant, paper_bound, gradient_W_D. Absent (b3):
  /// it does not exist here.
  std::map<std::string, std::optional<Interval>> values;
  /// residual_norms, omega, gradients_c: l = 1..D-1; layer_norms, lambda, lipschitz_paper, lipschitz_sharp: l = 1..D.
  std::map<std::string, std::vector<std::optional<Interval>>> lists;
};

/// At the exact doubles of the network's state (format lysep-state), relatively narrower than 2^(-bits/2),
/// 53 <= bits <= 4096. Throws Error.
LYSEP_API NetworkEvaluation evaluate(const Network& network, long bits = 128, int threads = 1);

/// Predictions for n samples and J classes in real arithmetic.
struct EnclosedPredictions {
  std::vector<int> labels;              // n, as Network::predict gives them
  std::vector<bool> certain;            // n: the label certainly has the largest logit
  std::vector<Interval> probabilities;  // n x J
};

/// `lysep predict --enclose`: Network::predict at the exact doubles of X (n x inputs) and network, standardised without
/// rounding; intervals relatively narrower than 2^(-bits/2). Throws Error.
LYSEP_API EnclosedPredictions enclose(const Network& network, std::span<const double> X, long bits = 128,
                                      int threads = 1, std::stop_token stop = {});

struct CertifiedState {
  Interval S, CE, bound;            // bound = K(B, D) L_S
  std::optional<bool> bound_holds;  // CE <= bound, where that is decided
  /// Of the states but the first: S minus that of the state before, and "decrease", "equal", "increase" or "undecided".
  Interval change;
  std::string verdict;
};

struct Certificate {
  std::vector<CertifiedState> states;
  bool certified = false;  // S never increases, and every bound holds
  bool interrupted = false;
};

/// `lysep certify`: states of one network and data, in order, from any program. Throws Error.
LYSEP_API Certificate certify(std::span<const Network> states, long bits = 128, int threads = 1,
                              std::stop_token stop = {});

struct ClaimHeading {
  std::string id, source, statement;
  bool expected = true;  // false: the statement is published and false
};
LYSEP_API std::vector<ClaimHeading> claims();

struct ClaimOptions {
  long instances = 3000, bits = 128;
  unsigned long seed = 1;
  int threads = 1;
};
struct ClaimOutcome {
  ClaimHeading claim;
  std::string verdict;                                        // "proved", "refuted", "inconclusive" or "not applicable"
  bool as_expected = false;                                   // and every mutant that is false was refuted
  long proved = 0, equal = 0, refuted = 0, inconclusive = 0;  // instances
  double worst_ratio = 0;                                     // the largest left side / right side
  long mutants = 0, mutants_killed = 0;                       // those that are false
  bool interrupted = false;
};
/// `lysep check --claim ID`: decides a claim and its mutants on generated instances. Throws Error.
LYSEP_API ClaimOutcome check_claim(const std::string& id, const ClaimOptions& options = {}, std::stop_token stop = {});

}  // namespace v0_2
}  // namespace lysep
