#include "proofs-check/runs/bsum_run.hpp"

#include "proofs-check/enclosures/ball_chain.hpp"
#include "proofs-check/enclosures/network.hpp"

namespace lysep {

/// Of a number known to be positive, as the core calls it.
inline Ball log(const Ball& x) { return ln(x); }

BsumRunChecker::BsumRunChecker(const State<double>& state, const BsumOptions& options, ThreadPool& pool, slong bits)
    : state_(state), options_(options), pool_(pool), bits_(bits), alphas_(options.alpha) {
  report_.claims.push_back({bsum_descent_claim, {}});
}

/// f at the thread's precision.
Ball BsumRunChecker::objective(const Chain<double>& chain) const {
  const slong bits = Ball::precision();
  const Chain<Ball> balls = enclosed(chain);
  const Ball N(static_cast<double>(state_.samples()));
  std::vector<Ball> parts(state_.blocks.size());
  pool_.for_each(parts.size(), [&](std::size_t k) {
    const PrecisionScope scope(bits);
    const Block<double>& block = state_.blocks[k];
    const auto ball = [](double x) { return Ball(x); };
    const Matrix<Ball> X = block.X.unaryExpr(ball);
    Matrix<Ball> Y = block.Y.unaryExpr(ball);
    if (Y.size() == 0) Y = targets_of_labels<Ball>(options_.loss, block.labels, chain.classes());
    parts[k] = loss_share(options_.loss, N, network_logits(balls, X), LossTargets<Ball>{Y, block.labels});
  });
  Ball p(0.0);
  for (const Ball& part : parts) p += part;
  Ball sum = outer_function(options_.loss, p).value;
  const Regularisation<Ball> regulariser{options_.regulariser, Ball(options_.mu), Ball(options_.radius)};
  for (Index l = 1; l <= chain.depth(); ++l) sum += regulariser.value(balls.at(l).K);
  return sum;
}

void BsumRunChecker::begin_sweep() {
  chain_ = state_.chain;
  alpha_ = alphas_.next();
  ++report_.sweeps;
}

void BsumRunChecker::after(const BlockUpdate<double>& update) {
  const PrecisionScope scope(bits_);
  const Matrix<double>&W = chain_.at(update.l).K, &V = state_.chain.at(update.l).K;
  Decision d;
  if (W == V) {
    d.verdict = Verdict::equal;
    return report_.of(bsum_descent_claim).count(d);
  }
  const auto sides = [&] {
    Ball squares(0.0);
    for (Index i = 0; i < W.size(); ++i) {
      const Ball change = Ball(V.data()[i]) - Ball(W.data()[i]);
      squares += change * change;
    }
    const Ball alpha(alpha_);  // V - W = alpha (D - W)
    const Ball share = Ball(0.5) * Ball(update.step) * (Ball(2.0) - alpha) / alpha;
    return Sides{share * squares, objective(chain_) - objective(state_.chain)};
  };
  d = decide(sides, bits_);
  const double short_by = (d.sides.left - d.sides.right).approximate(), move = (V - W).norm();
  const double rounding = 4 * std::numeric_limits<double>::epsilon() * update.step / alpha_ * move * (W.norm() + move);
  if (d.verdict == Verdict::refuted && short_by <= rounding) {
    report_.add_increase(update, short_by / objective(chain_).approximate());
  } else {
    report_.of(bsum_descent_claim).count(d);
  }
  chain_.at(update.l).K = V;
}

}  // namespace lysep
