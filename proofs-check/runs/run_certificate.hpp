#pragma once
// Lemma 3.3 and Theorem 3.4 along a run: every block update of every sweep, decided by enclosures at the exact doubles
// of the state before and after.
#include "core/methods/layer_separation/layer_separation.hpp"
#include "proofs-check/runs/method_checker.hpp"

namespace lysep {

/// Follows a State<double> that LayerSeparation updates.
class RunChecker final : public CertificateChecker {
 public:
  /// The state must outlive the checker. Requires finite M0 and M2 for the constants; without them only the descent
  /// is checked.
  RunChecker(const State<double>& state, const StepOptions& options, ThreadPool& pool, slong bits);

  void begin_sweep() override;
  void after(const BlockUpdate<double>& update) override;
  void follow_sweep() override;
  /// By the enclosure of `after` or, where that is too wide, by whole forward passes.
  bool change_lies_in(const BlockUpdate<double>& update, double lo, double hi) override;
  ErrorAndBound error_and_bound() const override;
  const RunReport& report() const override { return report_; }

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
