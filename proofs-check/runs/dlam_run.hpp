#pragma once
// DLAM along a run, by enclosures at the exact doubles: what (10) to (13) say of every block update, Lemma 1 and
// F^{k+1}
// <= F^k of every sweep, whose epsilon is fixed, and the box |a_l - h(z_l)| <= epsilon_l.
#include "core/methods/dlam/options.hpp"
#include "proofs-check/runs/method_checker.hpp"

namespace lysep {

/// The constants are the corrected ones: alpha_l and t_l as the method tells them, L_b = N rho. Computed steps are
/// those of the statements but for rounding, and a minimum is met with equality: a decrease that falls short by at most
/// `rounding` of F (a box by that part of epsilon) is counted apart, with its size.
class DlamRunChecker final : public MethodChecker {
 public:
  static constexpr double rounding = 1e-12;

  DlamRunChecker(const State<double>& state, const DlamOptions& options, ThreadPool& pool, slong bits);

  void begin_sweep() override;
  void after(const BlockUpdate<double>& update) override;
  const RunReport& report() const override { return report_; }

 private:
  /// What a sweep changes: [l - 1], and z and a [block][l - 1], one sample a column.
  struct Point {
    std::vector<Matrix<double>> W;
    std::vector<Vector<double>> b;
    std::vector<std::vector<Matrix<double>>> z, a;
    std::vector<double> epsilon;
  };
  Point point() const;
  Index depth() const { return state_.depth(); }

  // At the thread's precision.
  template <class F>
  Ball sum_over_blocks(F of_block) const;
  Ball penalty(const Point& at, Index l) const;  // phi_l
  Ball risk(const Point& at) const;
  Ball regularisation(const Point& at, Index l) const;
  Ball objective(const Point& at) const;
  /// The part of F that an update of the block changes.
  Ball part(const Point& at, BlockKind kind, Index l) const;
  /// The term of s that belongs to the update.
  Ball moved(const Point& from, const Point& to, const BlockUpdate<double>& update) const;
  Ball gap(const Point& at, Index l) const;  // max |a_l - h(z_l)|

  void decide_decrease(const BlockUpdate<double>& update, const Point& now);
  void decide_box(const BlockUpdate<double>& update, const Point& now);
  void end_sweep(const BlockUpdate<double>& update, const Point& now);
  void count(const char* claim, const BlockUpdate<double>& update, const Ball& scale, bool hypothesis,
             const std::function<Sides()>& sides);
  bool feasible(const Point& at, Index l) const;
  bool exact_output() const { return !options_.fista; }

  const State<double>& state_;
  const DlamOptions options_;
  ThreadPool& pool_;
  slong bits_;
  Point before_, begin_;
  std::vector<bool> feasible_;  // a_l < D in its box
  bool sweep_feasible_ = true;  // at the sweep's begin
  Ball F_, s_;                  // at the sweep's begin; the sum of what has moved since
  RunReport report_;
};

}  // namespace lysep
