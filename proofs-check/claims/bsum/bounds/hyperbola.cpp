#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum {

Hyperbola::Hyperbola(const Instance& i)
    : s(i.ball("s")), b(i.ball("b")), w(i.ball("w")), v(i.ball("v")), gamma(i.ball("gamma")) {}

Instance hyperbola_at(const char* family, double s, double b, double w, double v, double gamma) {
  Instance i;
  i.family = family;
  i.set("s", s);
  i.set("b", b);
  i.set("w", w);
  i.set("v", v);
  i.set("gamma", gamma);
  return i;
}

Instance hyperbola_instance(Draw& draw) {
  const double w = draw.symmetric(draw.magnitude(-1, 1)), v = draw.symmetric(draw.magnitude(-1, 1));
  const double s = draw.magnitude(-1, 1), which = draw.uniform(0, 1);
  if (which < 0.08) return hyperbola_at("bent down", -s, 0.1 * s, w, v, draw.magnitude(-3, 1));
  if (which < 0.18) return hyperbola_at("any gamma", s, draw.magnitude(-3, 0), w, v, draw.magnitude(-3, 0));
  if (which < 0.35) return hyperbola_at("nearly quadratic", 1e-9 * s, s, w, v, 1e-9 * s);
  return hyperbola_at("gamma at least s", s, draw.magnitude(-3, 1), w, v,
                      draw.chance(0.6) ? s : s * draw.uniform(1, 3));
}

std::vector<Array> hyperbola_arrays() {
  return {{"s", "1", "of s sqrt(1 + w^2)"},
          {"b", "1", "of (b/2) w^2"},
          {"w", "1", "the weight"},
          {"v", "1", "another"},
          {"gamma", "1", "of the bound"}};
}

Sides above_model(const Hyperbola& t, bool hypothesis, double share, double factor) {
  if (!hypothesis) return hypothesis_not_met();
  const Ball first = t.f(t.w) + t.slope() * (t.v - t.w);
  return {t.f(t.v) - first, t.bound(share, factor) - first, true, t.size()};
}

bool is_free(const Hyperbola& t) { return t.gamma > Ball(0.0); }

bool is_bound(const Hyperbola& t) { return t.s >= Ball(0.0) && t.gamma >= t.s && t.gamma > Ball(0.0); }

Sides newton_descends(const Hyperbola& t, bool hypothesis, double share, double factor) {
  const Ball curvature = t.bend() + Ball(factor) * t.gamma;
  if (!hypothesis || !(curvature > Ball(0.0))) return hypothesis_not_met();
  const Ball next = t.newton(factor), least = t.slope() * t.slope() / curvature;
  return {Ball(share) * least, t.f(t.w) - t.f(next), true, abs(t.f(t.w)) + abs(t.f(next))};
}

Sides newton_direction(const Hyperbola& t, bool hypothesis, double sign, double factor) {
  const Ball curvature = t.bend() + Ball(factor) * t.gamma;
  if (!hypothesis || !(t.gamma > Ball(0.0)) || curvature.contains_zero()) return hypothesis_not_met();
  return {Ball(0.0), Ball(sign) * t.slope() * (t.w - t.newton(factor)), true, abs(t.slope())};
}

Sides model_grows(const Hyperbola& t, bool hypothesis, double factor, double step) {
  const Ball curvature = t.bend() + t.gamma;
  if (!hypothesis || !(t.gamma > Ball(0.0)) || curvature.contains_zero()) return hypothesis_not_met();
  const Ball d = t.v - t.w, D = -Ball(step) * t.slope() / curvature;
  const auto m = [&](const Ball& x) { return t.slope() * x + Ball(0.5) * curvature * x * x; };
  const Ball scale = abs(t.slope()) * (abs(d) + abs(D)) + abs(curvature) * (d * d + D * D);
  return {Ball(0.5 * factor) * curvature * (d - D) * (d - D), m(d) - m(D), true, scale};
}

}  // namespace lysep::bsum
