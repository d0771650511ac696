// The verdict on a block update, and whether one that increases S is against the theorem.
#include "proofs-check/runs/run_certificate.hpp"

namespace lysep {
/// S at the exact doubles, by a forward pass at the thread's precision.
Ball RunChecker::exact_loss() const {
  SquaredNorms<Ball> norms{layer_norms_squared(chain_), {}, Ball(0.0)};
  norms.residuals.assign(static_cast<std::size_t>(chain_.depth()) - 1, Ball(0.0));
  std::vector<SquaredNorms<Ball>> parts(followed_.size());
  const slong bits = Ball::precision();
  pool_.for_each(followed_.size(), [&](std::size_t k) {
    const PrecisionScope scope(bits);
    Block<Ball> block;
    block.X = followed_[k].block.X;
    block.labels = followed_[k].block.labels;
    block.r_ = followed_[k].block.r_;
    derive_auxiliaries(chain_, block);
    for (const auto& r : block.r_) parts[k].residuals.push_back(squared_norm(r));
    parts[k].losses = squared_norm(surrogate_losses(chain_, block));
  });
  for (const auto& part : parts) {
    for (std::size_t l = 0; l < part.residuals.size(); ++l) norms.residuals[l] += part.residuals[l];
    norms.losses += part.losses;
  }
  return separation_loss(norms);
}

/// S after and S before, by whole forward passes: what rounding moves in the layers above is enclosed as it is.
Decision RunChecker::decide_exactly(Change& change) {
  return decide(
      [&] {
        const Ball after = exact_loss();
        swap(change);
        const Ball before = exact_loss();
        swap(change);
        return Sides{after, before};
      },
      bits_);
}

void RunChecker::settle(const BlockUpdate<double>& update, const Ball& before, const Ball& change_of_S,
                        Change& change) {
  Decision d;
  if (change_of_S.is_zero()) {
    d.verdict = Verdict::equal;
  } else if (change_of_S < Ball(0.0)) {
    d.verdict = Verdict::proved;
  } else if (change_of_S.contains_zero() || report_.increase_count < RunReport::listed_increases) {
    d = decide_exactly(change);
  } else {
    d.verdict = Verdict::refuted;
  }
  const Ball size = d.bits > 0 ? d.sides.left - d.sides.right : change_of_S;
  const double relative = (size / before).approximate();
  d.ratio = std::min(1.0, 1.0 + relative);
  if (d.verdict != Verdict::refuted) return report_.descent.count(d);
  report_.add_increase(update, relative);
  check_theorem(update, change);
}

/// Whether the theorem fails where S has increased: the same step from the same doubles in exact arithmetic. It speaks
/// of one step for all samples and of least-squares updates without relaxation.
void RunChecker::check_theorem(const BlockUpdate<double>& update, Change& change) {
  const bool gradient_step = update.kind == BlockKind::output_weights || update.kind == BlockKind::auxiliary;
  double factor = 1;
  const bool own_steps = update.kind == BlockKind::auxiliary && options_.rule == StepRule::per_sample;
  if (own_steps || (!gradient_step && options_.relaxation != 1)) return void(++report_.descent.hypothesis_not_met);
  if (gradient_step) {
    if (!constant_) return void(++report_.descent.hypothesis_not_met);
    factor = (*constant_ * Ball(update.step)).approximate();
    if (!(factor > 0 && factor <= 2)) return void(++report_.descent.hypothesis_not_met);
  }
  swap(change);
  Instance instance;
  instance.state = state_data();
  swap(change);
  instance.set("block", static_cast<double>(static_cast<int>(update.kind)));
  instance.set("layer", static_cast<double>(update.l));
  instance.set("factor", factor);
  const bool sharp = options_.rule == StepRule::certified && options_.constants == ConstantSet::sharp;
  const Claim& claim = claim_named(report_.descent_claim + (sharp ? "-sharp" : ""));
  const Decision d = decide_at(claim, instance, no_mutant, bits_);
  if (d.verdict == Verdict::proved || d.verdict == Verdict::equal) return;  // S has increased by rounding
  report_.descent.count(d);
  if (d.verdict == Verdict::refuted) report_.descent.witness = instance;
}

StateData RunChecker::state_data() const {
  StateData data = data_of(state_);
  const auto number = [](const Ball& x) { return x.approximate(); };  // exact: they are doubles
  for (Index l = 1; l <= chain_.depth(); ++l) {
    auto& layer = data.layers[static_cast<std::size_t>(l - 1)];
    layer.W = chain_.at(l).K.unaryExpr(number);
    layer.b = chain_.at(l).b.unaryExpr(number);
    for (std::size_t k = 0; l < chain_.depth() && k < followed_.size(); ++k) {
      const Matrix<Ball>& r = followed_[k].block.r(l);
      layer.r.middleRows(static_cast<Index>(k) * state_.blocks[0].samples(), r.cols()) =
          r.transpose().unaryExpr(number);
    }
  }
  return data;
}

}  // namespace lysep
