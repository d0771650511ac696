#pragma once
// Activations with second derivatives, for methods that update the weights of the network itself: those that train with
// every method, and the rectifiers and their smooth kin. V stands for sigma(c). At a kink slope and curvature are those
// of the left side, as relu's are.
#include <charconv>
#include <limits>

#include "core/network/activation.hpp"

namespace lysep {

template <class S>
S curvature(const Tanh&, const S&, const S& V) {
  return S(-2.0) * V * (S(1.0) - V * V);
}
template <class S>
S curvature(const Sigmoid&, const S&, const S& V) {
  return V * (S(1.0) - V) * (S(1.0) - S(2.0) * V);
}
template <class S>
S curvature(const Sin&, const S&, const S& V) {
  return -V;
}
template <class S>
S curvature(const Relu&, const S&, const S&) {
  return S(0.0);
}
template <class S>
S curvature(const Identity&, const S&, const S&) {
  return S(0.0);
}
template <class S>
S curvature(const Softplus& sigma, const S& c, const S& V) {
  const S slope = sigma.slope(c, V);
  return slope * (S(1.0) - slope);
}

/// min(c, 0). With max(c, 0) the rectifiers are sums, which enclosures across the kink go through.
template <class S>
S negative_part(const S& c) {
  return -max(S(-c), S(0.0));
}

/// c for c > 0, alpha (e^c - 1) else. The slope is continuous for alpha = 1 only.
struct Elu {
  double alpha = 1.0;
  template <class S>
  S value(const S& c) const {
    return max(c, S(0.0)) + S(alpha) * expm1(negative_part(c));
  }
  template <class S>
  S slope(const S& c, const S&) const {
    return c > S(0.0) ? S(1.0) : S(S(alpha) * exp(c));
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {max(S(1.0), abs(S(alpha))), std::nullopt, alpha == 1.0 ? std::optional<S>(S(1.0)) : std::nullopt};
  }
};
template <class S>
S curvature(const Elu& sigma, const S& c, const S&) {
  return c > S(0.0) ? S(0.0) : S(S(sigma.alpha) * exp(c));
}

/// lambda c for c > 0, lambda alpha (e^c - 1) else; the slope falls from lambda alpha = 1.758 to lambda = 1.051 at 0.
struct Selu {
  static constexpr double lambda = 1.0507009873554805, alpha = 1.6732632423543772;
  template <class S>
  S value(const S& c) const {
    return S(lambda) * Elu{alpha}.value(c);
  }
  template <class S>
  S slope(const S& c, const S& V) const {
    return S(lambda) * Elu{alpha}.slope(c, V);
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {S(lambda) * S(alpha), std::nullopt, std::nullopt};
  }
};
template <class S>
S curvature(const Selu&, const S& c, const S& V) {
  return S(Selu::lambda) * curvature(Elu{Selu::alpha}, c, V);
}

/// c for c > 0, factor c else: leaky and parametric ReLU.
struct LeakyRelu {
  double factor = 0.01;
  template <class S>
  S value(const S& c) const {
    return max(c, S(0.0)) + S(factor) * negative_part(c);
  }
  template <class S>
  S slope(const S& c, const S&) const {
    return c > S(0.0) ? S(1.0) : S(factor);
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {max(S(1.0), abs(S(factor))), std::nullopt, factor == 1.0 ? std::optional<S>(S(0.0)) : std::nullopt};
  }
};
template <class S>
S curvature(const LeakyRelu&, const S&, const S&) {
  return S(0.0);
}

/// c for c > 0, c/sqrt(1 + alpha c^2) else.
struct Isrlu {
  double alpha = 1.0;
  template <class S>
  S root(const S& c) const {
    return S(1.0) / sqrt(S(S(1.0) + S(alpha) * (c * c)));
  }
  template <class S>
  S value(const S& c) const {
    const S below = negative_part(c);
    return max(c, S(0.0)) + below * root(below);
  }
  template <class S>
  S slope(const S& c, const S&) const {
    const S r = root(c);
    return c > S(0.0) ? S(1.0) : S(r * r * r);
  }
  /// |sigma''| = 3 alpha |c| (1 + alpha c^2)^(-5/2) is largest at alpha c^2 = 1/4.
  template <class S>
  ActivationConstants<S> constants() const {
    const S fall = S(4.0) / S(5.0);
    return {S(1.0), std::nullopt, S(1.5) * sqrt(S(alpha)) * (fall * fall * sqrt(fall))};
  }
};
template <class S>
S curvature(const Isrlu& sigma, const S& c, const S&) {
  const S r = sigma.root(c), r2 = r * r;
  return c > S(0.0) ? S(0.0) : S(S(-3.0) * S(sigma.alpha) * c * (r2 * r2 * r));
}

/// (sqrt(c^2 + 1) - 1)/2 + c.
struct BentIdentity {
  template <class S>
  S value(const S& c) const {
    const S square = c * c;
    return S(0.5) * (square / (sqrt(S(square + S(1.0))) + S(1.0))) + c;
  }
  template <class S>
  S slope(const S& c, const S&) const {
    return S(0.5) * (c / sqrt(S(c * c + S(1.0)))) + S(1.0);
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {S(1.5), std::nullopt, S(0.5)};
  }
};
template <class S>
S curvature(const BentIdentity&, const S& c, const S&) {
  const S square = c * c + S(1.0);
  return S(0.5) / (square * sqrt(square));
}

/// Methods that differentiate twice train with these.
inline bool is_curved(const Activation& a) {
  using Kind = Activation::Kind;
  return a.kind != Kind::arctan && a.kind != Kind::erf && a.kind != Kind::softsign;
}

/// f(sigma) with sigma the activation's type, those of curvature(): of is_curved().
template <class S, class F>
decltype(auto) with_curved_activation(const Activation& a, F&& f) {
  using Kind = Activation::Kind;
  switch (a.kind) {
    case Kind::softplus:
      return f(Softplus{});
    case Kind::elu:
      return f(Elu{a.factor});
    case Kind::selu:
      return f(Selu{});
    case Kind::leaky_relu:
    case Kind::parametric_relu:
      return f(LeakyRelu{a.factor});
    case Kind::isrlu:
      return f(Isrlu{a.factor});
    case Kind::bent_identity:
      return f(BentIdentity{});
    default:
      eigen_assert(trains(a) && "an activation with second derivatives");
      return with_activation<double>(a, f);
  }
}

/// The same of every activation that the scalar has, for values, slopes and constants.
template <class S, class F>
decltype(auto) with_any_activation(const Activation& a, F&& f) {
  const bool in_all = !std::is_same_v<S, double> || trains(a);
  if (in_all && static_cast<std::size_t>(a.kind) < std::size(activation_names)) return with_activation<S>(a, f);
  return with_curved_activation<S>(a, f);
}

template <class S>
ActivationConstants<S> curved_constants_of(const Activation& a) {
  return with_curved_activation<S>(a, [](auto sigma) { return sigma.template constants<S>(); });
}

/// What a convergence theory asks of a graph.
struct ActivationGraph {
  bool nondecreasing = false, convex = false, concave = false;
};
inline ActivationGraph graph_of(const Activation& a) {
  using Kind = Activation::Kind;
  switch (a.kind) {
    case Kind::sin:
      return {};
    case Kind::identity:
      return {a.factor >= 0, true, true};
    case Kind::relu:
    case Kind::softplus:
    case Kind::isrlu:
    case Kind::bent_identity:
      return {true, true, false};
    case Kind::elu:
      return {a.factor >= 0, a.factor >= 0 && a.factor <= 1, false};
    case Kind::leaky_relu:
    case Kind::parametric_relu:
      return {a.factor >= 0, a.factor <= 1, a.factor >= 1};
    default:
      return {true, false, false};
  }
}

/// Whether --activation NAME:NUMBER has a number, and which it is where none is given.
inline std::optional<double> default_parameter(Activation::Kind kind) {
  switch (kind) {
    case Activation::Kind::elu:
    case Activation::Kind::isrlu:
      return 1.0;
    case Activation::Kind::leaky_relu:
      return 0.01;
    case Activation::Kind::parametric_relu:
      return 0.25;
    default:
      return std::nullopt;
  }
}

/// The activation of that name, or of NAME:NUMBER where it has a parameter > 0; nothing where there is none.
inline std::optional<Activation> any_activation_named(std::string_view text) {
  if (const auto plain = activation_named(text)) return plain;
  const std::size_t colon = text.find(':');
  for (std::size_t i = 0; i < std::size(curved_activation_names); ++i) {
    if (curved_activation_names[i] != text.substr(0, colon)) continue;
    const auto kind = static_cast<Activation::Kind>(std::size(activation_names) + i);
    Activation found{kind, default_parameter(kind).value_or(1.0)};
    if (colon == std::string_view::npos) return found;
    const char *begin = text.data() + colon + 1, *end = text.data() + text.size();
    const auto [last, error] = std::from_chars(begin, end, found.factor);
    const bool positive = found.factor > 0 && found.factor <= std::numeric_limits<double>::max();
    if (!default_parameter(kind) || error != std::errc() || last != end || !positive) return std::nullopt;
    return found;
  }
  return std::nullopt;
}

/// Its name, with the parameter where that is not the default.
inline std::string text_of(const Activation& a) {
  std::string text(name_of(a));
  const auto usual = default_parameter(a.kind);
  if (!usual || *usual == a.factor) return text;
  char number[40];
  return text + ":" + std::string(number, std::to_chars(number, number + sizeof number, a.factor).ptr);
}

}  // namespace lysep
