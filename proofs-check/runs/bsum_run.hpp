#pragma once
// Updates of BSUM along a run, with the bound `gradient` and gamma of lipschitz: each makes f fall by at least
// (gamma/2) alpha (2 - alpha) ||D_j - W_j||^2, by forward passes in enclosures.
#include "core/methods/bsum/regulariser.hpp"
#include "core/methods/bsum/step_lengths.hpp"
#include "proofs-check/runs/method_checker.hpp"

namespace lysep {

/// The claim that such a run speaks to: ||g||^2/(2 gamma) <= f(W) - f(W - g/gamma), gamma >= Lip_j, where alpha is 1.
inline constexpr const char* bsum_descent_claim = "bsum-lemma-2-gradient-corrected";

class BsumRunChecker final : public MethodChecker {
 public:
  BsumRunChecker(const State<double>& state, const BsumOptions& options, ThreadPool& pool, slong bits);

  void begin_sweep() override;
  /// Of a step 0 nothing is claimed. What falls short by no more than the rounding of W_j - (alpha/gamma) g can is
  /// listed as an increase and is not decided.
  void after(const BlockUpdate<double>& update) override;
  const RunReport& report() const override { return report_; }

 private:
  Ball objective(const Chain<double>& chain) const;

  const State<double>& state_;
  const BsumOptions options_;
  ThreadPool& pool_;
  slong bits_;
  StepLengths<double> alphas_;
  double alpha_ = 0;
  Chain<double> chain_;  // before the update
  RunReport report_;
};

}  // namespace lysep
