// A certificate that a run has written, update by update.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/runs/run_certificate.hpp"

namespace lysep {
namespace {

constexpr slong most_bits = 512;

bool lies_in(const Ball& x, double lo, double hi) { return Ball(lo) <= x && x <= Ball(hi); }

}  // namespace

void RunChecker::follow_sweep() {
  const PrecisionScope scope(bits_);
  enclose_state();
}

bool RunChecker::change_lies_in(const BlockUpdate<double>& update, double lo, double hi) {
  Change change;
  {
    const PrecisionScope scope(bits_);
    change = change_of(update);
    if (lies_in(loss_difference(update, change), lo, hi)) return true;
  }
  for (slong bits = 2 * bits_; bits <= most_bits; bits *= 2) {
    const PrecisionScope scope(bits);
    const Ball after = exact_loss();
    swap(change);
    const Ball before = exact_loss();
    swap(change);
    if (lies_in(after - before, lo, hi)) return true;
    if (after - before < Ball(lo) || Ball(hi) < after - before) return false;
  }
  return false;
}

RunChecker::ErrorAndBound RunChecker::error_and_bound() const {
  const PrecisionScope scope(bits_);
  std::vector<Ball> parts(followed_.size());
  pool_.for_each(parts.size(), [&](std::size_t k) {
    const PrecisionScope inner_scope(bits_);
    const Block<Ball>& block = followed_[k].block;
    parts[k] = total(losses_of(network_logits(chain_, block.X), block.labels));
  });
  Ball losses(0.0);
  for (const Ball& part : parts) losses += part;
  const Ball N(static_cast<double>(state_.samples()));
  return {losses / N, best_constant(sigma_.B, chain_.depth()) * sqrt(separation_loss(norms_) / N)};
}

}  // namespace lysep
