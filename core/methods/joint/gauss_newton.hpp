#pragma once
// Levenberg-Marquardt steps on F = ||R||^2 + (mu/2) sum ||W_l||^2 in all parameters at once, c_l following by the
// forward pass (r = 0): x solves (J^T T J + (mu/2) I_W + m F I) x = -g, g = J^T R + (mu/2) W, I_W the identity at the
// weights, by preconditioned conjugate gradients, and is taken where F falls. Without weight decay mu = 0, F = S.
#include "core/methods/joint/problem.hpp"
#include "core/numbers/random.hpp"

namespace lysep {

template <class S>
class GaussNewton {
 public:
  GaussNewton(JointProblem<S>& problem, ThreadPool& pool);

  /// One step; false where no damping gives one that lowers F. Adds to the report.
  bool step(SweepReport& report);
  /// Other samples: what did not move may move again.
  void restart() { stuck_ = false; }
  const S& damping() const { return m_; }
  /// What the last step did: rows of this rank that it used, and products with their J^T J.
  struct Work {
    Index rows = 0, products = 0;
  };
  const Work& last_step() const { return work_; }

  void visit(Archive<S>& archive) {
    archive.number("damping", m_);
    archive.number("step", steps_);
    S stuck(stuck_ ? 1.0 : 0.0);
    archive.number("all_rows", stuck);
    stuck_ = stuck != S(0.0);
  }

  /// (J^T T J + (mu/2) I_W + shift I) x = -g from x = 0, until <res, P^{-1} res> is less than 0.01 of its start, at
  /// most 30 times.
  void solve(Jacobian<S>& rows, const S& shift);
  const Matrix<S>& solution() const { return x_; }
  const Matrix<S>& residual() const { return residual_; }
  /// Rows of this rank, with s_n = 1 - p_y: n with probability pi_n = min(1, 0.3 N q_n), q_n = 0.8 s_n / sum s + 0.2 /
  /// N, by systematic sampling, times 1/sqrt(pi_n).
  const std::vector<KeptRow<S>>& choose_rows();

 private:
  static constexpr double share = 0.3;  // of the rows
  static constexpr Index rows_together = 128;

  /// Of the systematic sampling: sum pi_n so far, and where the next row is taken.
  struct Passed {
    S sum, next;
  };
  S error_of(std::size_t k, Index n) const {
    const JointProblem<S>& p = problem_;
    return -p.jacobian.delta(p.state.depth(), k)(p.state.blocks[k].labels[static_cast<std::size_t>(n)], n);
  }
  Index rows_in(const Jacobian<S>& rows) const;
  Jacobian<S>& rows_of_step();
  bool take_step(SweepReport& report);

  JointProblem<S>& problem_;
  Jacobian<S> some_rows_;
  std::vector<KeptRow<S>> kept_;
  S m_ = S(1.0), steps_ = S(0.0);
  bool stuck_ = false;  // with some of the rows
  Work work_;
  Matrix<S> x_, residual_, ahead_, along_, product_;
};

template <class S>
GaussNewton<S>::GaussNewton(JointProblem<S>& problem, ThreadPool& pool)
    : problem_(problem),
      some_rows_(
          problem.state.chain, problem.layout,
          share_of(
              static_cast<std::size_t>(share * static_cast<double>(problem.state.samples()) + 2) / rows_together + 1,
              pool.ranks()),
          [](std::size_t) { return rows_together; }, pool) {
  for (Matrix<S>* row : {&x_, &residual_, &ahead_, &along_, &product_})
    row->setConstant(1, problem.layout.count(), S(0.0));
  kept_.reserve(some_rows_.blocks() * static_cast<std::size_t>(rows_together));
}

template <class S>
const std::vector<KeptRow<S>>& GaussNewton<S>::choose_rows() {
  const auto& blocks = problem_.state.blocks;
  const S total = problem_.jacobian.sums().run_through(S(0.0), [&](S& sum) {
    for (std::size_t k = 0; k < blocks.size(); ++k) {
      for (Index n = 0; n < blocks[k].samples(); ++n) sum += error_of(k, n);
    }
  });
  const S N(static_cast<double>(problem_.state.samples()));
  const RandomStream random(0, Purpose::joint_rows, 0);
  kept_.clear();
  const Passed start{S(0.0), S(random.uniform(static_cast<std::uint64_t>(to_double(steps_))))};
  problem_.jacobian.sums().run_through(start, [&](Passed& passed) {
    for (std::size_t k = 0; k < blocks.size(); ++k) {
      for (Index n = 0; n < blocks[k].samples(); ++n) {
        const S of_error = total > S(0.0) ? S(0.8) * error_of(k, n) / total : S(0.8) / N;
        const S expected = S(share) * N * (of_error + S(0.2) / N);
        const S pi = expected < S(1.0) ? expected : S(1.0);
        passed.sum += pi;
        if (!(passed.sum > passed.next)) continue;
        passed.next += S(1.0);
        kept_.push_back({k, n, S(S(1.0) / sqrt(pi))});
      }
    }
  });
  return kept_;
}

template <class S>
Index GaussNewton<S>::rows_in(const Jacobian<S>& rows) const {
  return &rows == &some_rows_ ? static_cast<Index>(kept_.size()) : problem_.state.own_samples();
}

/// Some rows while S is large, later all.
template <class S>
Jacobian<S>& GaussNewton<S>::rows_of_step() {
  if (stuck_ || !(problem_.loss > S(0.05) * problem_.first_loss)) return problem_.jacobian;
  some_rows_.gather(problem_.jacobian, choose_rows());
  return some_rows_;
}

template <class S>
void GaussNewton<S>::solve(Jacobian<S>& rows, const S& shift) {
  x_.setZero();
  residual_ = -problem_.gradient;
  problem_.preconditioner.solve(residual_, ahead_);
  along_ = ahead_;
  S norm = inner(residual_, ahead_);
  const S enough = S(0.01) * norm;
  for (int k = 0; k < 30 && norm > S(0.0); ++k) {
    rows.gram_times(along_, product_);
    ++work_.products;
    problem_.add_decay(along_, product_);
    add_multiple(product_, shift, along_);
    const S length = norm / inner(along_, product_);
    if (!is_finite(length)) return;
    add_multiple(x_, length, along_);
    add_multiple(residual_, S(-length), product_);
    problem_.preconditioner.solve(residual_, ahead_);
    const S before = norm;
    norm = inner(residual_, ahead_);
    if (norm < enough) return;
    const S ratio = norm / before;
    for (Index i = 0; i < along_.size(); ++i) along_.data()[i] = ahead_.data()[i] + ratio * along_.data()[i];
  }
}

/// The step of the damping m; false where F does not fall.
template <class S>
bool GaussNewton<S>::take_step(SweepReport& report) {
  JointProblem<S>& p = problem_;
  const S before = p.objective(), shift = m_ * before;
  const S predicted = inner(x_, residual_) - inner(p.gradient, x_) + shift * squared_norm(x_);
  S best = p.trials[0].evaluate(x_, S(1.0));
  ++report.trials;
  const S ratio = (before - best) / predicted;
  int chosen = 0;
  if (lowers(best, before)) {
    if (ratio > S(0.6)) {
      const S twice = p.trials[1].evaluate(x_, S(2.0));
      ++report.trials;
      if (twice < best) best = twice, chosen = 1;
    }
  } else {
    for (const double t : {0.5, 0.25}) {
      best = p.trials[0].evaluate(x_, S(t));
      ++report.trials;
      if (lowers(best, before)) break;
    }
    if (!lowers(best, before)) return false;
  }
  p.adopt(p.trials[chosen]);
  if (ratio > S(0.75)) {
    m_ *= S(0.4);
  } else if (ratio >= S(0.0) && ratio < S(0.25)) {
    m_ *= S(2.5);
  } else if (!(ratio >= S(0.0))) {
    m_ *= S(4.0);
  }
  return true;
}

template <class S>
bool GaussNewton<S>::step(SweepReport& report) {
  problem_.linearise();
  Jacobian<S>& rows = rows_of_step();
  problem_.preconditioner.measure(rows);
  work_ = {rows_in(rows), 0};
  steps_ += S(1.0);
  for (int attempt = 0; attempt < 14; ++attempt) {
    const S shift = m_ * problem_.objective();
    if (!(shift > S(0.0)) || !is_finite(shift)) break;
    problem_.preconditioner.damp(S(shift + S(0.5) * problem_.decay));
    solve(rows, shift);
    if (take_step(report)) return true;
    m_ *= S(4.0);
  }
  ++report.steps_rejected;
  if (&rows == &problem_.jacobian) return false;
  stuck_ = true;  // with these rows; next with all
  m_ = S(1.0);
  return true;
}

extern template class GaussNewton<double>;

}  // namespace lysep
