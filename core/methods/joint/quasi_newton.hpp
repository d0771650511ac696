#pragma once
// L-BFGS on F = ||R||^2 + (mu/2) sum ||W_l||^2 in all parameters at once, c_l following by the forward pass (r = 0), mu
// the weight decay. The two-loop recursion begins with gamma P^{-1}, P the Kronecker preconditioner at damping F, and
// Armijo's rule keeps F from rising.
#include "core/methods/joint/problem.hpp"

namespace lysep {

template <class S>
class QuasiNewton {
 public:
  explicit QuasiNewton(JointProblem<S>& problem) : problem_(problem) {
    for (Matrix<S>* row : {&direction_, &ahead_, &last_gradient_}) row->setConstant(1, problem.layout.count(), S(0.0));
    for (Pair& pair : pairs_) pair.s = pair.y = ahead_;
  }

  /// One step; false where no step lowers F, not even along P^{-1} g.
  bool step(SweepReport& report);
  /// Other samples: what was learnt of the old ones is forgotten.
  void restart() { forget(); }
  void visit(Archive<S>& archive);

  static constexpr Index memory = 20, renewal = 10, most_halvings = 40;

 private:
  /// What the parameters and the gradient moved by in a step.
  struct Pair {
    Matrix<S> s, y;
    S inner_product = S(0.0);  // <s, y>
  };

  Pair& pair(Index age) { return pairs_[static_cast<std::size_t>((newest_ - age + memory) % memory)]; }
  void forget() {
    count_ = age_ = 0;
    gamma_ = S(0.5);  // grad F = 2 g
    moved_ = false;
  }
  void learn();
  void renew_preconditioner();
  void set_direction();
  bool search(SweepReport& report);

  JointProblem<S>& problem_;
  Pair pairs_[memory];
  Index newest_ = 0, count_ = 0;
  Index age_ = 0;  // steps since the preconditioner was made; 0: none yet
  S gamma_ = S(0.5);
  bool moved_ = false;  // pair(0) waits for its y
  Matrix<S> direction_, ahead_, last_gradient_;
};

/// Completes the pair of the last step, now that the gradient after it is known; keeps it where <s, y> > 0.
template <class S>
void QuasiNewton<S>::learn() {
  if (!moved_) return;
  moved_ = false;
  const Index next = (newest_ + 1) % memory;
  Pair& pair = pairs_[static_cast<std::size_t>(next)];
  pair.s = direction_;
  for (Index i = 0; i < pair.y.size(); ++i) {
    pair.y.data()[i] = S(2.0) * (problem_.gradient.data()[i] - last_gradient_.data()[i]);
  }
  pair.inner_product = inner(pair.s, pair.y);
  if (!(pair.inner_product > S(0.0)) || !is_finite(pair.inner_product)) return;
  newest_ = next;
  count_ = std::min(count_ + 1, memory);
}

template <class S>
void QuasiNewton<S>::renew_preconditioner() {
  if (age_ == 0 || age_ == renewal) {
    problem_.preconditioner.measure(problem_.jacobian);
    problem_.preconditioner.damp(S(problem_.objective() + S(0.5) * problem_.decay));
    age_ = 0;
  }
  ++age_;
}

/// direction = -H grad F, H of the pairs; H_0 = gamma P^{-1}, gamma = <s, y> / <y, P^{-1} y> of the newest pair.
template <class S>
void QuasiNewton<S>::set_direction() {
  for (Index i = 0; i < direction_.size(); ++i) direction_.data()[i] = S(-2.0) * problem_.gradient.data()[i];
  S alpha[memory];
  for (Index k = 0; k < count_; ++k) {
    const Pair& of = pair(k);
    alpha[k] = inner(of.s, direction_) / of.inner_product;
    add_multiple(direction_, S(-alpha[k]), of.y);
  }
  if (count_ > 0) {
    problem_.preconditioner.solve(pair(0).y, ahead_);
    const S curvature = inner(pair(0).y, ahead_);
    if (curvature > S(0.0)) gamma_ = pair(0).inner_product / curvature;
  }
  problem_.preconditioner.solve(direction_, ahead_);
  for (Index i = 0; i < direction_.size(); ++i) direction_.data()[i] = gamma_ * ahead_.data()[i];
  for (Index k = count_ - 1; k >= 0; --k) {
    const Pair& of = pair(k);
    add_multiple(direction_, S(alpha[k] - inner(of.y, direction_) / of.inner_product), of.s);
  }
}

/// Halves the step from 1 until F falls by 1e-4 of what the slope promises.
template <class S>
bool QuasiNewton<S>::search(SweepReport& report) {
  const S slope = S(2.0) * inner(problem_.gradient, direction_), before = problem_.objective();
  S t(1.0);
  for (Index k = 0; slope < S(0.0) && k < most_halvings; ++k, t *= S(0.5)) {
    const S after = problem_.trials[0].evaluate(direction_, t);
    ++report.trials;
    if (!(after <= before + S(1e-4) * t * slope) || !lowers(after, before)) continue;
    problem_.adopt(problem_.trials[0]);
    for (Index i = 0; i < direction_.size(); ++i) direction_.data()[i] *= t;
    last_gradient_ = problem_.gradient;
    moved_ = true;
    return true;
  }
  return false;
}

template <class S>
bool QuasiNewton<S>::step(SweepReport& report) {
  problem_.linearise();
  if (!(problem_.objective() > S(0.0))) return false;
  learn();
  renew_preconditioner();
  set_direction();
  if (search(report)) return true;
  ++report.steps_rejected;
  if (count_ == 0) return false;
  forget();
  renew_preconditioner();
  set_direction();
  return search(report);
}

template <class S>
void QuasiNewton<S>::visit(Archive<S>& archive) {
  const auto index = [&](const char* name, Index& value) {
    S number(static_cast<double>(value));
    archive.number(name, number);
    value = static_cast<Index>(to_double(number));
  };
  index("newest", newest_);
  index("pairs", count_);
  index("preconditioner_age", age_);
  Index moved = moved_ ? 1 : 0;
  index("moved", moved);
  moved_ = moved == 1;
  archive.number("gamma", gamma_);
  for (Index k = 0; k < memory; ++k) {
    const std::string name = "pair_" + std::to_string(k + 1);
    archive.array(name + "_s", pairs_[k].s);
    archive.array(name + "_y", pairs_[k].y);
    archive.number(name + "_product", pairs_[k].inner_product);
  }
  archive.array("direction", direction_);
  archive.array("last_gradient", last_gradient_);
  problem_.preconditioner.visit(archive);
}

extern template class QuasiNewton<double>;

}  // namespace lysep
