#include "proofs-check/frame/verdict.hpp"

#include <optional>

namespace lysep {
namespace {

bool close(const Sides& s) {
  const Ball difference = s.left - s.right, scale = abs(s.left) + abs(s.right) + abs(s.scale);
  if (!difference.contains_zero() || !is_finite(difference)) return false;
  Ball width;
  arb_get_rad_arb(width.get(), difference.get());
  Ball limit = scale;
  arb_mul_2exp_si(limit.get(), limit.get(), -Ball::precision() / 2);
  return width < limit;
}

/// What the enclosures tell at once; nothing where they are too wide.
std::optional<Verdict> verdict_of(const Sides& s, Relation relation) {
  if (!s.hypothesis) return Verdict::hypothesis_not_met;
  if ((s.left - s.right).is_zero()) return relation == Relation::less ? Verdict::refuted : Verdict::equal;
  const bool below = relation == Relation::at_most ? s.left <= s.right : s.left < s.right;
  if (below) return relation == Relation::equals ? Verdict::refuted : Verdict::proved;
  if (s.left > s.right) return Verdict::refuted;
  return std::nullopt;
}

}  // namespace

Decision decide(const std::function<Sides()>& evaluate, slong bits, Relation relation) {
  Decision d;
  bool was_close = false;
  for (slong p = bits; p <= precision_cap || (was_close && p <= 2 * precision_cap); p *= 2) {
    const PrecisionScope scope(p);
    d.sides = evaluate();
    d.bits = p;
    auto verdict = verdict_of(d.sides, relation);
    const bool is_close = !verdict && relation != Relation::less && close(d.sides);
    if (is_close && was_close) verdict = Verdict::equal;
    was_close = is_close;
    if (!verdict) continue;
    d.verdict = *verdict;
    const double ratio = (d.sides.left / d.sides.right).approximate();
    if (d.sides.hypothesis && !d.sides.right.contains_zero() && std::isfinite(ratio)) d.ratio = ratio;
    return d;
  }
  return d;
}

const char* name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::proved:
      return "proved";
    case Verdict::equal:
      return "equal";
    case Verdict::refuted:
      return "refuted";
    case Verdict::hypothesis_not_met:
      return "hypothesis_not_met";
    default:
      return "inconclusive";
  }
}

}  // namespace lysep
