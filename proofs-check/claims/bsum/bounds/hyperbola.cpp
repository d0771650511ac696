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

}  // namespace lysep::bsum
