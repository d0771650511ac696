#pragma once
// Joint steps along a run: after each, F = S + (mu/2) sum ||W_l||^2 is no larger (what joint-monotone says some step
// reaches), and CE <= L_S (joint-feasible-bound), by forward passes in enclosures.
#include "proofs-check/runs/method_checker.hpp"

namespace lysep {

class JointRunChecker final : public CertificateChecker {
 public:
  /// decay: mu, of the layers above the frozen ones.
  JointRunChecker(const State<double>& state, double decay, Index frozen_layers, ThreadPool& pool, slong bits);

  void begin_sweep() override;
  void after(const BlockUpdate<double>& update) override;
  void follow_sweep() override;
  bool change_lies_in(const BlockUpdate<double>& update, double lo, double hi) override;
  ErrorAndBound error_and_bound() const override;
  const RunReport& report() const override { return report_; }

 private:
  /// Of the state's samples through a chain: sum R_n^2 and sum R_n.
  struct Sums {
    Ball squares, losses;
  };
  Sums sums_of(const Chain<double>& chain) const;
  Ball objective(const Chain<double>& chain, const Sums& sums) const;
  Ball samples() const { return Ball(static_cast<double>(state_.samples())); }
  bool has_moved() const;
  void keep(const Sums& sums);

  const State<double>& state_;
  double decay_;
  Index frozen_layers_;
  ThreadPool& pool_;
  slong bits_;
  Chain<double> chain_;  // before the step
  Sums sums_;            // of it, at `bits`
  RunReport report_;
};

}  // namespace lysep
