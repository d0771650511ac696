#include "proofs-check/runs/joint_run.hpp"

#include "proofs-check/enclosures/ball_chain.hpp"
#include "proofs-check/enclosures/network.hpp"

namespace lysep {
namespace {

constexpr slong most_bits = 1024;

}  // namespace

JointRunChecker::JointRunChecker(const State<double>& state, double decay, Index frozen_layers, ThreadPool& pool,
                                 slong bits)
    : state_(state), decay_(decay), frozen_layers_(frozen_layers), pool_(pool), bits_(bits) {
  report_.descent_claim = "joint-monotone";
}

/// At the thread's precision.
JointRunChecker::Sums JointRunChecker::sums_of(const Chain<double>& chain) const {
  const slong bits = Ball::precision();
  const Chain<Ball> balls = enclosed(chain);
  std::vector<Sums> parts(state_.blocks.size());
  pool_.for_each(parts.size(), [&](std::size_t k) {
    const PrecisionScope scope(bits);
    const Block<double>& block = state_.blocks[k];
    const Matrix<Ball> X = block.X.unaryExpr([](double x) { return Ball(x); });
    const Matrix<Ball> R = losses_of(network_logits(balls, X), block.labels);
    parts[k] = {squared_norm(R), total(R)};
  });
  Sums all{Ball(0.0), Ball(0.0)};
  for (const Sums& part : parts) {
    all.squares += part.squares;
    all.losses += part.losses;
  }
  return all;
}

Ball JointRunChecker::objective(const Chain<double>& chain, const Sums& sums) const {
  Ball squares(0.0);
  for (Index l = frozen_layers_ + 1; l <= chain.depth() && decay_ > 0; ++l) {
    for (Index i = 0; i < chain.at(l).K.size(); ++i)
      squares += Ball(chain.at(l).K.data()[i]) * Ball(chain.at(l).K.data()[i]);
  }
  return sums.squares + Ball(0.5) * Ball(decay_) * squares;
}

bool JointRunChecker::has_moved() const {
  for (Index l = 1; l <= chain_.depth(); ++l) {
    if (chain_.at(l).K != state_.chain.at(l).K || chain_.at(l).b != state_.chain.at(l).b) return true;
  }
  return false;
}

void JointRunChecker::keep(const Sums& sums) {
  chain_ = state_.chain;
  sums_ = sums;
}

void JointRunChecker::begin_sweep() {
  follow_sweep();
  ++report_.sweeps;
}

void JointRunChecker::follow_sweep() {
  const PrecisionScope scope(bits_);
  keep(sums_of(state_.chain));
}

void JointRunChecker::after(const BlockUpdate<double>& update) {
  const PrecisionScope scope(bits_);
  Decision d;
  if (!has_moved()) {
    d.verdict = Verdict::equal;
    return report_.descent.count(d);
  }
  const Sums first = sums_of(state_.chain);
  const auto after = [&] { return Ball::precision() == bits_ ? first : sums_of(state_.chain); };
  const auto before = [&] { return Ball::precision() == bits_ ? sums_ : sums_of(chain_); };
  d = decide([&] { return Sides{objective(state_.chain, after()), objective(chain_, before())}; }, bits_);
  report_.descent.count(d);
  if (d.verdict == Verdict::refuted) {
    report_.add_increase(update, ((d.sides.left - d.sides.right) / d.sides.right).approximate());
  }
  report_.feasible_bound.count(decide(
      [&] {
        const Sums at = after();
        return Sides{at.losses / samples(), sqrt(at.squares / samples())};
      },
      bits_));
  keep(first);
}

bool JointRunChecker::change_lies_in(const BlockUpdate<double>&, double lo, double hi) {
  const Chain<double> from = chain_;
  const PrecisionScope scope(bits_);
  const Sums before = sums_;
  const bool moved = has_moved();
  keep(sums_of(state_.chain));
  if (!moved) return lo == 0 && hi == 0;
  Ball change = sums_.squares - before.squares;
  for (slong bits = 2 * bits_;; bits *= 2) {
    if (Ball(lo) <= change && change <= Ball(hi)) return true;
    if (change < Ball(lo) || Ball(hi) < change || bits > most_bits) return false;
    const PrecisionScope finer(bits);
    change = sums_of(state_.chain).squares - sums_of(from).squares;
  }
}

CertificateChecker::ErrorAndBound JointRunChecker::error_and_bound() const {
  const PrecisionScope scope(bits_);
  const Ball B = constants_of<Ball>(state_.chain.activation).B;
  return {sums_.losses / samples(), best_constant(B, state_.depth()) * sqrt(sums_.squares / samples())};
}

}  // namespace lysep
