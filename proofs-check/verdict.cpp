#include "proofs-check/verdict.hpp"

namespace lysep {
namespace {

bool close(const Sides& s) {
  const Ball difference = s.left - s.right, scale = abs(s.left) + abs(s.right);
  if (!difference.contains_zero() || !is_finite(difference)) return false;
  Ball width;
  arb_get_rad_arb(width.get(), difference.get());
  Ball limit = scale;
  arb_mul_2exp_si(limit.get(), limit.get(), -Ball::precision() / 2);
  return width < limit;
}

}  // namespace

Decision decide(const std::function<Sides()>& evaluate, slong bits) {
  Decision d;
  bool was_close = false;
  for (slong p = bits; p <= precision_cap; p *= 2) {
    const PrecisionScope scope(p);
    d.sides = evaluate();
    d.bits = p;
    const auto settle = [&](Verdict verdict) {
      d.verdict = verdict;
      const double ratio = (d.sides.left / d.sides.right).approximate();
      if (verdict != Verdict::hypothesis_not_met && std::isfinite(ratio)) d.ratio = ratio;
    };
    if (!d.sides.hypothesis) return settle(Verdict::hypothesis_not_met), d;
    if ((d.sides.left - d.sides.right).is_zero()) return settle(Verdict::equal), d;
    if (d.sides.left <= d.sides.right) return settle(Verdict::proved), d;
    if (d.sides.left > d.sides.right) return settle(Verdict::refuted), d;
    const bool is_close = close(d.sides);
    if (is_close && was_close) return settle(Verdict::equal), d;
    was_close = is_close;
  }
  return d;
}

}  // namespace lysep
