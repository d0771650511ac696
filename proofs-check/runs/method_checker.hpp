#pragma once
// What is decided along a run, by enclosures at the exact doubles of its state: one checker for each kind of method.
#include <algorithm>
#include <memory>

#include "core/methods/method.hpp"
#include "core/methods/options.hpp"
#include "proofs-check/frame/decide_claim.hpp"

namespace lysep {

/// A block update after which S is certainly larger: by rounding, where the step keeps to the theorem. Of DLAM and
/// BSUM one whose decrease falls short of what is claimed, by rounding.
struct Increase {
  long sweep;
  BlockKind kind;
  Index l;
  double relative;  // (S after - S before) / S before; else what is missing, as a part of F
};

struct RunReport {
  long sweeps = 0;
  ClaimReport curvature_c;  // lemma-3.3-i: largest curvature found in c_l <= C_l
  ClaimReport curvature_W;  // lemma-3.3-ii-corrected: the same for W_L, R = ||W_L||
  ClaimReport descent;  // of descent_claim: S after <= S before; of theorem-3.4 and 4.2 without increases by rounding
  std::string descent_claim;                                // theorem-3.4, theorem-4.2 or joint-monotone
  ClaimReport feasible_bound;                               // joint-feasible-bound: CE <= L_S after every step
  std::vector<std::pair<std::string, ClaimReport>> claims;  // others, by their names
  long steps_within = 0, steps_beyond = 0;                  // gradient steps with tau <= 2/C, and longer ones
  long left_ball = 0;  // updates after which ||W_L|| > R, the norm before: Lemma 3.3 (ii) does not speak of them
  long increase_count = 0;
  std::vector<Increase> increases;  // the first hundred
  double largest_increase = 0;      // relative

  ClaimReport& of(const std::string& claim) {
    return std::find_if(claims.begin(), claims.end(), [&](const auto& named) { return named.first == claim; })->second;
  }

  static constexpr long listed_increases = 100;
  void add_increase(const BlockUpdate<double>& update, double relative) {
    largest_increase = std::max(largest_increase, relative);
    if (++increase_count <= listed_increases) increases.push_back({sweeps, update.kind, update.l, relative});
  }
};

/// Follows a State<double> that a method updates.
class MethodChecker {
 public:
  virtual ~MethodChecker() = default;

  /// Encloses the state as it stands; to be called before every sweep.
  virtual void begin_sweep() = 0;
  /// Decides the update that has just been made.
  virtual void after(const BlockUpdate<double>& update) = 0;
  virtual const RunReport& report() const = 0;
};

/// Of a method that minimises S, whose certificates can be checked too: in place of the above, whether S after - S
/// before of the update that has just been made lies in [lo, hi].
class CertificateChecker : public MethodChecker {
 public:
  virtual void follow_sweep() = 0;
  virtual bool change_lies_in(const BlockUpdate<double>& update, double lo, double hi) = 0;
  /// CE of the true network and K(B, D) L_S at the state as it stands.
  struct ErrorAndBound {
    Ball CE, bound;
  };
  virtual ErrorAndBound error_and_bound() const = 0;
};

/// The checker of a method's runs; null where nothing is claimed of its updates. The state must outlive it.
std::unique_ptr<MethodChecker> checker_of(const std::string& method, const OptionValues& options, Index frozen_layers,
                                          const State<double>& state, ThreadPool& pool, slong bits);
/// Of a method whose sweeps can be certified.
std::unique_ptr<CertificateChecker> certificate_checker_of(const std::string& method, const OptionValues& options,
                                                           Index frozen_layers, const State<double>& state,
                                                           ThreadPool& pool, slong bits);

}  // namespace lysep
