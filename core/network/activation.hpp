#pragma once
// The activations sigma: value, derivative, the difference sigma(c + d) - sigma(c) without cancellation, and
// the constants of the theory. V stands for sigma(c), which callers have at hand.
#include <optional>
#include <string>
#include <string_view>

#include "core/numbers/matrix.hpp"

namespace lysep {

/// B = Lipschitz constant of sigma = sup|sigma'| = M1 where that exists; M0 = sup|sigma|, M2 = Lipschitz
/// constant of sigma' (= sup|sigma''|). Absent: no such constant exists.
template <class S>
struct ActivationConstants {
  S B;
  std::optional<S> M0, M2;
};

/// tanh(x + y) - tanh(x) = t (1 - X^2)/(1 + t X) with X = tanh x, t = tanh y; for small y nothing cancels.
template <class S>
S tanh_change(const S& X, const S& t) {
  return t * ((S(1.0) - X) * (S(1.0) + X)) / (S(1.0) + t * X);
}

struct Tanh {
  static constexpr std::string_view name = "tanh";
  template <class S>
  S value(const S& c) const {
    return tanh(c);
  }
  template <class S>
  S slope(const S&, const S& V) const {
    return S(1.0) - V * V;
  }
  /// |d| up to which a difference is a short one; a far one, with another form, holds for all d.
  static constexpr double short_limit = tanh_near_zero_limit;
  template <class S>
  S short_difference(const S&, const S& V, const S& d) const {
    return tanh_change(V, tanh_near_zero(d));
  }
  template <class S>
  S far_difference(const S& c, const S& V, const S& d) const {
    return tanh(d) * (S(1.0) - V * value(S(c + d)));
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {S(1.0), S(1.0), S(4.0) / (S(3.0) * sqrt(S(3.0)))};
  }
};

struct Sigmoid {
  static constexpr std::string_view name = "sigmoid";
  template <class S>
  S value(const S& c) const {
    return S(1.0) / (S(1.0) + exp(-c));
  }
  template <class S>
  S slope(const S&, const S& V) const {
    return V * (S(1.0) - V);
  }
  static constexpr double short_limit = 2.0 * tanh_near_zero_limit;
  template <class S>
  S short_difference(const S&, const S& V, const S& d) const {  // sigma(c) = (1 + tanh(c/2))/2
    const S t = tanh_near_zero(d * S(0.5));
    return S(2.0) * t * (V * (S(1.0) - V)) / (S(1.0) + t * (V - (S(1.0) - V)));
  }
  template <class S>
  S far_difference(const S& c, const S& V, const S& d) const {
    const S V_new = value(S(c + d));
    return tanh(d * S(0.5)) * (V * (S(1.0) - V_new) + V_new * (S(1.0) - V));
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {S(0.25), S(1.0), sqrt(S(3.0)) / S(18.0)};
  }
};

struct Sin {
  static constexpr std::string_view name = "sin";
  template <class S>
  S value(const S& c) const {
    return sin(c);
  }
  template <class S>
  S slope(const S& c, const S&) const {
    return cos(c);
  }
  template <class S>
  S difference(const S& c, const S&, const S& d) const {
    const S h = d * S(0.5);
    return S(2.0) * cos(c + h) * sin(h);
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {S(1.0), S(1.0), S(1.0)};
  }
};

/// max(0, c), with sigma'(0) = 0; sigma' jumps, so there is no M2.
struct Relu {
  static constexpr std::string_view name = "relu";
  template <class S>
  S value(const S& c) const {
    return max(c, S(0.0));
  }
  template <class S>
  S slope(const S& c, const S&) const {
    return unit_step(c);
  }
  template <class S>
  S difference(const S& c, const S& V, const S& d) const {
    const S V_new = value(S(c + d));
    if (c > S(0.0)) return V_new > S(0.0) ? d : -V;
    return V_new;
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {S(1.0), std::nullopt, std::nullopt};
  }
};

/// factor * c. The plain identity has factor 1; other factors give every B > 0 an activation.
struct Identity {
  static constexpr std::string_view name = "identity";
  double factor = 1.0;
  template <class S>
  S value(const S& c) const {
    return S(factor) * c;
  }
  template <class S>
  S slope(const S&, const S&) const {
    return S(factor);
  }
  template <class S>
  S difference(const S&, const S&, const S& d) const {
    return S(factor) * d;
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {abs(S(factor)), std::nullopt, S(0.0)};
  }
};

struct Arctan {
  static constexpr std::string_view name = "arctan";
  template <class S>
  S value(const S& c) const {
    return atan(c);
  }
  template <class S>
  S slope(const S& c, const S&) const {
    return S(1.0) / (S(1.0) + c * c);
  }
  /// tan(a - b) = d/(1 + c(c + d)); past a quarter turn the branch adds pi with the sign of d.
  template <class S>
  S difference(const S& c, const S&, const S& d) const {
    const S q = S(1.0) + c * (c + d);
    const S pi = S(4.0) * atan(S(1.0));
    if (q == S(0.0)) return d > S(0.0) ? pi / S(2.0) : -pi / S(2.0);
    const S base = atan(d / q);
    return q > S(0.0) ? base : base + (d > S(0.0) ? pi : -pi);
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {S(1.0), S(2.0) * atan(S(1.0)), S(3.0) * sqrt(S(3.0)) / S(8.0)};
  }
};

struct Erf {
  static constexpr std::string_view name = "erf";
  template <class S>
  S value(const S& c) const {
    return ErrorFunction<S>::value(c);
  }
  template <class S>
  S slope(const S& c, const S&) const {
    return exp(-c * c) / sqrt(atan(S(1.0)));
  }  // 2/sqrt(pi) = 1/sqrt(pi/4)
  /// Long steps: by erfc, which does not cancel in the tails. Short ones: the odd part of the Taylor series
  /// about the midpoint, with h = d/2 and the Hermite polynomials' recurrence.
  template <class S>
  S difference(const S& c, const S&, const S& d) const {
    const S h = d * S(0.5);
    const S m = c + h;
    const auto erfc = [](const S& x) { return ErrorFunction<S>::complement(x); };
    if (abs(d) > S(0.5)) return m > S(0.0) ? erfc(c) - erfc(c + d) : erfc(-c - d) - erfc(-c);
    S previous = S(0.0), hermite = S(1.0), term = S(2.0) * h, sum = S(0.0);  // term = 2 h^k/k!
    for (int k = 1; k < 500; ++k) {
      if (k % 2 == 1) sum += term * hermite;
      if (abs(term * hermite) + abs(term * previous) <= abs(sum) * std::numeric_limits<S>::epsilon()) break;
      const S next = -(S(2.0) * m * hermite + S(2.0 * (k - 1)) * previous);  // (-1)^k H_k(m)
      previous = hermite;
      hermite = next;
      term *= h / S(k + 1.0);
    }
    return sum * slope(m, m);
  }
  template <class S>
  ActivationConstants<S> constants() const {
    const S pi = S(4.0) * atan(S(1.0));
    return {S(2.0) / sqrt(pi), S(1.0), S(2.0) * sqrt(S(2.0) / pi) * exp(S(-0.5))};
  }
};

struct Softsign {
  static constexpr std::string_view name = "softsign";
  template <class S>
  S value(const S& c) const {
    return c / (S(1.0) + abs(c));
  }
  template <class S>
  S slope(const S& c, const S&) const {
    const S q = S(1.0) + abs(c);
    return S(1.0) / (q * q);
  }
  template <class S>
  S difference(const S& c, const S& V, const S& d) const {
    const S c_new = c + d;
    if (c * c_new <= S(0.0)) return value(c_new) - V;  // opposite signs: nothing cancels
    return d / ((S(1.0) + abs(c)) * (S(1.0) + abs(c_new)));
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {S(1.0), S(1.0), S(2.0)};
  }
};

struct Softplus {
  static constexpr std::string_view name = "softplus";
  template <class S>
  S value(const S& c) const {
    const S m = pick_larger(c, S(0.0));  // log(1 + e^c) = m + log(e^(-m) + e^(c - m)) for every m
    return m + log1p(expm1(-m) + exp(c - m));
  }
  template <class S>
  S slope(const S& c, const S&) const {
    return S(1.0) / (S(1.0) + exp(-c));
  }
  template <class S>
  S difference(const S& c, const S&, const S& d) const {
    if (d < S(0.0)) return -difference(S(c + d), c, S(-d));
    return log1p(expm1(d) / (S(1.0) + exp(-c)));
  }
  template <class S>
  ActivationConstants<S> constants() const {
    return {S(1.0), std::nullopt, S(0.25)};
  }
};

/// An activation with two forms of its difference, for short and for far d.
template <class Sigma>
concept HasShortDifference = requires {
  Sigma::short_limit;
};

/// sigma(c + d) - sigma(c) by a form that does not cancel.
template <class Sigma, class S>
S difference(const Sigma& sigma, const S& c, const S& V, const S& d) {
  if constexpr (HasShortDifference<Sigma>) {
    const S near = sigma.short_difference(c, V, d), far = sigma.far_difference(c, V, d);
    return abs(d) <= S(Sigma::short_limit) ? near : far;
  } else {
    return sigma.difference(c, V, d);
  }
}

/// The same; enclosures have an overload that subtracts, their precision is the caller's.
template <class Sigma, class S>
S activation_change(const Sigma& sigma, const S& c, const S& V, const S& d) {
  return difference(sigma, c, V, d);
}

/// An activation chosen at run time.
struct Activation {
  enum class Kind {
    tanh,
    sigmoid,
    sin,
    relu,
    identity,
    arctan,
    erf,
    softsign,
    softplus,
    // of methods without auxiliary variables (core/network/curved_activation.hpp)
    elu,
    selu,
    leaky_relu,
    parametric_relu,
    isrlu,
    bent_identity
  };
  Kind kind = Kind::tanh;
  double factor = 1.0;  // of the identity; the parameter of those that have one

  bool operator==(const Activation&) const = default;
};

inline constexpr std::string_view activation_names[] = {"tanh",   "sigmoid", "sin",      "relu",    "identity",
                                                        "arctan", "erf",     "softsign", "softplus"};
/// The kinds behind those, whose differences nobody asks for.
inline constexpr std::string_view curved_activation_names[] = {"elu",   "selu",         "leaky-relu", "parametric-relu",
                                                               "isrlu", "bent-identity"};

inline std::string_view name_of(const Activation& a) {
  if (a.kind == Activation::Kind::identity && a.factor != 1.0) return "scaled-identity";
  const auto place = static_cast<std::size_t>(a.kind);
  return place < std::size(activation_names) ? activation_names[place]
                                             : curved_activation_names[place - std::size(activation_names)];
}

/// The activation of that name among the first nine; nothing where there is none.
inline std::optional<Activation> activation_named(std::string_view name, double factor = 1.0) {
  if (name == "scaled-identity") return Activation{Activation::Kind::identity, factor};
  for (int i = 0; i < static_cast<int>(std::size(activation_names)); ++i) {
    if (activation_names[i] == name) return Activation{static_cast<Activation::Kind>(i)};
  }
  return std::nullopt;
}

/// tanh, sigmoid, sin, ReLU and identity train; the others exist for evaluation.
inline bool trains(const Activation& a) { return a.kind <= Activation::Kind::identity; }

/// f(sigma) with sigma the activation's type, of the first nine kinds; double has the activations that train only.
template <class S, class F>
decltype(auto) with_activation(const Activation& a, F&& f) {
  using Kind = Activation::Kind;
  switch (a.kind) {
    case Kind::sigmoid:
      return f(Sigmoid{});
    case Kind::sin:
      return f(Sin{});
    case Kind::relu:
      return f(Relu{});
    case Kind::identity:
      return f(Identity{a.factor});
    default:
      break;
  }
  if constexpr (!std::is_same_v<S, double>) {
    switch (a.kind) {
      case Kind::arctan:
        return f(Arctan{});
      case Kind::erf:
        return f(Erf{});
      case Kind::softsign:
        return f(Softsign{});
      case Kind::softplus:
        return f(Softplus{});
      default:
        break;
    }
  }
  eigen_assert(a.kind == Kind::tanh && "the working scalar has the activations that train only");
  return f(Tanh{});
}

template <class S>
ActivationConstants<S> constants_of(const Activation& a) {
  return with_activation<S>(a, [](auto sigma) { return sigma.template constants<S>(); });
}

}  // namespace lysep
