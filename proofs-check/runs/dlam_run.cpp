#include "proofs-check/runs/dlam_run.hpp"

#include "proofs-check/enclosures/network.hpp"

namespace lysep {
namespace {

Matrix<Ball> enclosed(const Matrix<double>& x) {
  return x.unaryExpr([](double value) { return Ball(value); });
}

const char* claim_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::layer_weights:
      return "dlam-lemma-6-10-corrected";
    case BlockKind::bias:
      return "dlam-lemma-6-11-corrected";
    case BlockKind::auxiliary:
      return "dlam-lemma-6-12";
    default:
      return "dlam-lemma-6-13-corrected";
  }
}

}  // namespace

DlamRunChecker::DlamRunChecker(const State<double>& state, const DlamOptions& options, ThreadPool& pool, slong bits)
    : state_(state), options_(options), pool_(pool), bits_(bits) {
  for (const char* claim :
       {"dlam-lemma-6-10-corrected", "dlam-lemma-6-11-corrected", "dlam-lemma-6-12", "dlam-lemma-6-13-corrected",
        "dlam-a-feasible", "dlam-lemma-1-corrected", "dlam-lemma-2-F"}) {
    report_.claims.push_back({claim, {}});
  }
}

DlamRunChecker::Point DlamRunChecker::point() const {
  Point at;
  for (Index l = 1; l <= depth(); ++l) {
    at.W.push_back(state_.chain.at(l).K);
    at.b.push_back(state_.chain.at(l).b);
  }
  for (const Block<double>& block : state_.blocks) {
    at.z.push_back(block.variables.at("z"));
    at.a.push_back(block.variables.at("a"));
  }
  at.epsilon = state_.numbers.at("epsilon");
  return at;
}

template <class F>
Ball DlamRunChecker::sum_over_blocks(F of_block) const {
  const slong bits = Ball::precision();
  std::vector<Ball> parts(state_.blocks.size());
  pool_.for_each(parts.size(), [&](std::size_t k) {
    const PrecisionScope scope(bits);
    parts[k] = of_block(k);
  });
  Ball sum(0.0);
  for (const Ball& part : parts) sum += part;
  return sum;
}

Ball DlamRunChecker::penalty(const Point& at, Index l) const {
  const auto i = static_cast<std::size_t>(l - 1);
  const Matrix<Ball> W = enclosed(at.W[i]);
  const Ball squares = sum_over_blocks([&](std::size_t k) {
    const Matrix<Ball> V = product(W, enclosed(l == 1 ? state_.blocks[k].X : at.a[k][i - 1]));
    const Matrix<double>& Z = at.z[k][i];
    Ball sum(0.0);
    for (Index r = 0; r < V.rows(); ++r) {
      for (Index n = 0; n < V.cols(); ++n) sum += squared(Ball(Z(r, n)) - V(r, n) - Ball(at.b[i](r)));
    }
    return sum;
  });
  return Ball(0.5) * Ball(options_.rho) * squares;
}

Ball DlamRunChecker::risk(const Point& at) const {
  return sum_over_blocks([&](std::size_t k) {
    const Matrix<Ball> Z = enclosed(at.z[k].back());
    const Labels& labels = state_.blocks[k].labels;
    if (options_.loss == OutputLoss::cross_entropy) return total(losses_of(Z, labels));
    return Ball(0.5) * norm_squared(difference(Z, one_hot(labels, Z.rows())));
  });
}

Ball DlamRunChecker::regularisation(const Point& at, Index l) const {
  if (options_.regulariser == Regulariser::none) return Ball(0.0);
  const Matrix<Ball> W = enclosed(at.W[static_cast<std::size_t>(l - 1)]);
  const bool squares = options_.regulariser == Regulariser::l2;
  return Ball(options_.mu) * (squares ? Ball(0.5) * norm_squared(W) : total(absolute(W)));
}

Ball DlamRunChecker::objective(const Point& at) const {
  Ball F = risk(at);
  for (Index l = 1; l <= depth(); ++l) F += penalty(at, l) + regularisation(at, l);
  return F;
}

Ball DlamRunChecker::part(const Point& at, BlockKind kind, Index l) const {
  if (kind == BlockKind::activated) return penalty(at, l + 1);
  Ball sum = penalty(at, l);
  if (kind == BlockKind::layer_weights) sum += regularisation(at, l);
  if (kind == BlockKind::auxiliary && l == depth()) sum += risk(at);
  return sum;
}

Ball DlamRunChecker::moved(const Point& from, const Point& to, const BlockUpdate<double>& update) const {
  const auto i = static_cast<std::size_t>(update.l - 1);
  const Ball rho(options_.rho), half(0.5);
  const auto change = [](const Matrix<double>& a, const Matrix<double>& b) {
    return norm_squared(difference(enclosed(a), enclosed(b)));
  };
  switch (update.kind) {
    case BlockKind::layer_weights:
      return half * Ball(update.step) * change(to.W[i], from.W[i]);
    case BlockKind::bias: {
      Ball squares(0.0);
      for (Index r = 0; r < to.b[i].size(); ++r) squares += squared(Ball(to.b[i](r)) - Ball(from.b[i](r)));
      return half * lysep::count(state_.samples()) * rho * squares;
    }
    case BlockKind::auxiliary:
      return half * rho * sum_over_blocks([&](std::size_t k) { return change(to.z[k][i], from.z[k][i]); });
    default:
      return half * Ball(update.step) *
             sum_over_blocks([&](std::size_t k) { return change(to.a[k][i], from.a[k][i]); });
  }
}

Ball DlamRunChecker::gap(const Point& at, Index l) const {
  const auto i = static_cast<std::size_t>(l - 1);
  Ball largest(0.0);
  for (std::size_t k = 0; k < at.z.size(); ++k) {
    largest =
        max(largest,
            largest_entry(difference(enclosed(at.a[k][i]), activated(state_.chain.activation, enclosed(at.z[k][i])))));
  }
  return largest;
}

/// But for rounding.
bool DlamRunChecker::feasible(const Point& at, Index l) const {
  const double epsilon = at.epsilon[static_cast<std::size_t>(l - 1)];
  return gap(at, l) <= Ball(epsilon) * Ball(1 + rounding);
}

void DlamRunChecker::begin_sweep() {
  const PrecisionScope scope(bits_);
  before_ = begin_ = point();
  feasible_.clear();
  sweep_feasible_ = true;
  for (Index l = 1; l < depth(); ++l) {
    feasible_.push_back(feasible(before_, l));
    sweep_feasible_ = sweep_feasible_ && feasible_.back();
  }
  F_ = objective(before_);
  s_ = Ball(0.0);
  ++report_.sweeps;
}

/// sides: left <= right. `scale`: what their difference is compared with.
void DlamRunChecker::count(const char* claim, const BlockUpdate<double>& update, const Ball& scale, bool hypothesis,
                           const std::function<Sides()>& sides) {
  ClaimReport& report = report_.of(claim);
  if (!hypothesis) return void(++report.hypothesis_not_met);
  const Decision d = decide(sides, bits_);
  if (d.verdict == Verdict::refuted) {
    const Ball beyond = d.sides.left - d.sides.right;
    if (beyond <= Ball(rounding) * scale) return report_.add_increase(update, (beyond / scale).approximate());
  }
  report.count(d);
}

void DlamRunChecker::after(const BlockUpdate<double>& update) {
  const PrecisionScope scope(bits_);
  const Point now = point();
  decide_decrease(update, now);
  if (update.l < depth() && (update.kind == BlockKind::auxiliary || update.kind == BlockKind::activated)) {
    decide_box(update, now);
  }
  if (update.kind == BlockKind::auxiliary && update.l == depth()) end_sweep(update, now);
  before_ = now;
}

/// Of a step that is not told, or not the minimum, nothing is claimed: t_l of each sample, FISTA.
void DlamRunChecker::decide_decrease(const BlockUpdate<double>& update, const Point& now) {
  const auto i = static_cast<std::size_t>(update.l - 1);
  bool hypothesis = true;
  if (update.kind == BlockKind::auxiliary) hypothesis = update.l == depth() ? exact_output() : feasible_[i];
  if (update.kind == BlockKind::activated) hypothesis = feasible_[i] && !options_.per_sample_steps;
  if (hypothesis) s_ += moved(before_, now, update);
  count(claim_of(update.kind), update, F_, hypothesis, [&] {
    return Sides{moved(before_, now, update), part(before_, update.kind, update.l) - part(now, update.kind, update.l)};
  });
}

void DlamRunChecker::decide_box(const BlockUpdate<double>& update, const Point& now) {
  const auto i = static_cast<std::size_t>(update.l - 1);
  const Ball epsilon(now.epsilon[i]);
  const bool hypothesis = update.kind == BlockKind::activated ? !options_.literal : static_cast<bool>(feasible_[i]);
  count("dlam-a-feasible", update, epsilon, hypothesis, [&] { return Sides{gap(now, update.l), epsilon}; });
  feasible_[i] = feasible(now, update.l);
}

/// The last block of a sweep is z_D; epsilon has not moved yet.
void DlamRunChecker::end_sweep(const BlockUpdate<double>& update, const Point& now) {
  const auto change = [&] { return objective(begin_) - objective(now); };
  const bool whole = sweep_feasible_ && exact_output() && !options_.per_sample_steps;
  count("dlam-lemma-1-corrected", update, F_, whole, [&] { return Sides{s_, change()}; });
  count("dlam-lemma-2-F", update, F_, sweep_feasible_, [&] { return Sides{objective(now), objective(begin_)}; });
}

}  // namespace lysep
