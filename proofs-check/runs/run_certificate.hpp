#pragma once
// Lemma 3.3 and Theorem 3.4 along a run: every block update of every sweep, decided by enclosures at the exact doubles
// of the state before and after.
#include "core/methods/layer_separation/layer_separation.hpp"
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
  ClaimReport descent;      // theorem-3.4 or 4.2: S after <= S before; increases by rounding are not among the refuted
  std::string descent_claim;                // which of the two
  long steps_within = 0, steps_beyond = 0;  // gradient steps with tau <= 2/C, and longer ones
  long left_ball = 0;  // updates after which ||W_L|| > R, the norm before: Lemma 3.3 (ii) does not speak of them
  long increase_count = 0;
  std::vector<Increase> increases;  // the first hundred
  double largest_increase = 0;      // relative
};

/// Follows a State<double> that LayerSeparation updates.
class RunChecker {
 public:
  /// The state must outlive the checker. Requires finite M0 and M2 for the constants; without them only the descent
  /// is checked.
  RunChecker(const State<double>& state, const StepOptions& options, ThreadPool& pool, slong bits);

  /// Encloses the state as it stands; to be called before every sweep.
  void begin_sweep();
  /// Decides the block update that has just been made.
  void after(const BlockUpdate<double>& update);

  // In place of these, where a certificate is checked: whether S after - S before of the update that has just been made
  // lies in [lo, hi], by the enclosure of `after` or, where that is too wide, by whole forward passes.
  void follow_sweep();
  bool change_lies_in(const BlockUpdate<double>& update, double lo, double hi);
  /// CE of the true network and K(B, D) L_S at the state as it stands.
  struct ErrorAndBound {
    Ball CE, bound;
  };
  ErrorAndBound error_and_bound() const;

  const RunReport& report() const { return report_; }

 private:
  /// The pieces of the state that an update has replaced.
  struct Change {
    Index l;
    Matrix<Ball> K;
    Vector<Ball> b;
    std::vector<Matrix<Ball>> r, r_next;  // of layers l and l+1, block by block; empty: not changed
  };
  /// A block of samples, enclosed as it stands.
  struct Followed {
    Block<Ball> block;
    std::vector<Matrix<Ball>> slopes;  // sigma'(c_l), l = 1..D-1
    Matrix<Ball> losses, gradient;     // R_n, 1 x n; p - a at the surrogate logits, J x n
  };

  void enclose_state();
  Change change_of(const BlockUpdate<double>& update) const;
  void swap(Change& change);
  Ball loss_difference(const BlockUpdate<double>& update, Change& change);
  Ball pass_on(Index l, std::size_t block, Matrix<Ball> moved);
  void evaluate_losses(Followed& f) const;
  Ball exact_loss() const;
  Decision decide_exactly(Change& change);
  void settle(const BlockUpdate<double>& update, const Ball& before, const Ball& change_of_S, Change& change);
  void check_theorem(const BlockUpdate<double>& update, Change& change);
  void check_auxiliary_constant(Index l);
  void check_output_constant();
  Ball self_consistent_constant(OutputTerms<Ball> terms) const;
  void check_step(double step);
  StateData state_data() const;

  const State<double>& state_;
  StepOptions options_;
  ThreadPool& pool_;
  slong bits_;
  ActivationConstants<Ball> sigma_;
  Chain<Ball> chain_;
  std::vector<Followed> followed_;
  SquaredNorms<Ball> norms_;
  std::optional<Ball> constant_;                      // C of the block that is updated next; c_l: over omega_{l+1}
  std::vector<std::vector<Matrix<double>>> vectors_;  // where the power iteration of a block starts: [l-1][block]
  Matrix<double> output_vector_;
  RunReport report_;
};

}  // namespace lysep
