#pragma once
// What is decided along a run, by enclosures at the exact doubles of its state: one checker for each kind of method.
#include <memory>

#include "core/methods/method.hpp"
#include "core/methods/options.hpp"
#include "proofs-check/frame/decide_claim.hpp"

namespace lysep {

/// A block update after which S is certainly larger: by rounding, where the step keeps to the theorem.
struct Increase {
  long sweep;
  BlockKind kind;
  Index l;
  double relative;  // (S after - S before) / S before
};

struct RunReport {
  long sweeps = 0;
  ClaimReport curvature_c;  // lemma-3.3-i: largest curvature found in c_l <= C_l
  ClaimReport curvature_W;  // lemma-3.3-ii-corrected: the same for W_L, R = ||W_L||
  ClaimReport
      descent;  // of descent_claim: S after <= S before; but for the joint methods without increases by rounding
  std::string descent_claim;                // theorem-3.4, theorem-4.2, joint-monotone or bsum_descent_claim
  ClaimReport feasible_bound;               // joint-feasible-bound: CE <= L_S after every step
  long steps_within = 0, steps_beyond = 0;  // gradient steps with tau <= 2/C, and longer ones
  long left_ball = 0;  // updates after which ||W_L|| > R, the norm before: Lemma 3.3 (ii) does not speak of them
  long increase_count = 0;
  std::vector<Increase> increases;  // the first hundred
  double largest_increase = 0;      // relative

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

  // In place of these, where a certificate is checked, of methods that have one: whether S after - S before of the
  // update that has just been made lies in [lo, hi].
  virtual void follow_sweep() { without_certificate(); }
  virtual bool change_lies_in(const BlockUpdate<double>& /*update*/, double /*lo*/, double /*hi*/) {
    without_certificate();
  }
  /// CE of the true network and K(B, D) L_S at the state as it stands.
  struct ErrorAndBound {
    Ball CE, bound;
  };
  virtual ErrorAndBound error_and_bound() const { without_certificate(); }

  virtual const RunReport& report() const = 0;

 private:
  [[noreturn]] static void without_certificate() { throw std::logic_error("a method without certificates"); }
};

/// The checker of a method's runs; null where nothing is claimed of its updates. The state must outlive it.
std::unique_ptr<MethodChecker> checker_of(const std::string& method, const OptionValues& options, Index frozen_layers,
                                          const State<double>& state, ThreadPool& pool, slong bits);

}  // namespace lysep
