#pragma once
// DLAM: the sets |h(z) - a| <= epsilon, of z at a fixed a and of a at a fixed z, for monotone h. Entrywise.
#include "core/network/activation.hpp"
#include "core/numbers/logarithm.hpp"

namespace lysep {

/// The z with h(z) = y, for y beyond the range of h -infinity or +infinity; of relu, which has it for y > 0 alone, y.
template <class S>
S inverse_of(const Relu&, const S& y) {
  return y;
}
template <class S>
S inverse_of(const Identity& h, const S& y) {
  return y / S(h.factor);
}
template <class S>
S inverse_of(const Tanh&, const S& y) {  // artanh |y| = log1p(2|y|/(1 - |y|))/2
  const S size = abs(y);
  if (!(size < S(1.0)))
    return y > S(0.0) ? S(std::numeric_limits<double>::infinity()) : S(-std::numeric_limits<double>::infinity());
  const S z = S(0.5) * log1p(S(2.0) * size / (S(1.0) - size));
  return y < S(0.0) ? S(-z) : z;
}
template <class S>
S inverse_of(const Sigmoid&, const S& y) {
  if (!(y < S(1.0))) return S(std::numeric_limits<double>::infinity());
  if (!(y > S(std::numeric_limits<double>::min()))) return S(-std::numeric_limits<double>::infinity());
  return log(y) - log1p(-y);
}

/// The activations for which these sets are intervals whose ends are known.
inline bool has_level_sets(const Activation& activation) {
  using Kind = Activation::Kind;
  const bool monotone =
      activation.kind == Kind::relu || activation.kind == Kind::tanh || activation.kind == Kind::sigmoid;
  return monotone || activation == Activation{Kind::identity};
}

/// f(h) for an activation that has them.
template <class F>
void with_level_sets(const Activation& activation, F&& f) {
  using Kind = Activation::Kind;
  switch (activation.kind) {
    case Kind::relu:
      return f(Relu{});
    case Kind::tanh:
      return f(Tanh{});
    case Kind::sigmoid:
      return f(Sigmoid{});
    default:
      return f(Identity{});
  }
}

/// min(max(B1, v), B2), [B1, B2] = {z : |h(z) - a| <= epsilon}. An end is moved inwards until h, as computed, is
/// inside. Where z itself is inside, what comes out is no farther from v than z, whatever rounding does. An empty set:
/// of relu (a < -epsilon) B2 = a + epsilon; of the others z.
template <class H, class S>
S nearest_in_level_set(const H& h, const S& v, const S& z, const S& a, const S& epsilon) {
  const auto inside = [&](const S& at) { return abs(h.value(at) - a) <= epsilon; };
  const S gap = h.value(v) - a;
  if (abs(gap) <= epsilon) return v;
  const bool above = gap > S(0.0);
  const S end = inverse_of(h, S(above ? a + epsilon : a - epsilon));
  if (!is_finite(end)) return z;
  S moved = end, step = std::numeric_limits<S>::epsilon() * (abs(end) + abs(a) + epsilon);
  for (int k = 0; k < 20 && !inside(moved); ++k, step *= S(2.0)) moved += above ? S(-step) : step;
  if (inside(z)) return above ? max(moved, z) : -max(S(-moved), S(-z));
  return inside(moved) ? moved : end;
}

/// Half the width of the box of a that keeps |a - h| <= epsilon as computed.
template <class S>
S inner_width(const S& h, const S& epsilon) {
  return max(S(0.0), epsilon - S(4.0) * std::numeric_limits<S>::epsilon() * (abs(h) + epsilon));
}

/// min(max(h - epsilon, a), h + epsilon), h = h(z).
template <class S>
S clipped(const S& a, const S& h, const S& epsilon) {
  const S width = inner_width(h, epsilon), low = h - width, high = h + width;
  const S above = a < low ? low : a;
  return above > high ? high : above;
}

}  // namespace lysep
