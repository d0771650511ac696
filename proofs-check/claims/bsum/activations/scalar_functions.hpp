#pragma once
// The activations that appendix A.1 names, with their parameter a, and two points of one: what it means to be convex,
// concave and non-decreasing there.
#include "proofs-check/enclosures/ball.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep::bsum {

/// With p = max(u, 0) and n = min(u, 0):
///   identity u; parametric (leaky) ReLU p + a n; elu p + a (e^n - 1); isrlu p + n / sqrt(1 + a n^2);
///   bent identity (sqrt(u^2 + 1) - 1)/2 + u; softplus log(1 + e^u); selu s (p + alpha (e^n - 1)) with its own numbers;
///   soft exponential (e^(a u) - 1)/a + a, u, -log(1 - a (u + a))/a for a > 0, = 0, < 0; logistic 1/(1 + e^-u).
enum class Scalar { identity, parametric, elu, isrlu, bent_identity, softplus, selu, soft_exponential, logistic };

/// The value; of a soft exponential where it is defined.
Ball value_of(Scalar function, const Ball& a, const Ball& u);
bool is_defined(Scalar function, const Ball& a, const Ball& u);

struct ScalarPair {
  explicit ScalarPair(const Instance& instance);

  Ball x, y, a;

  Ball value(Scalar f, const Ball& u) const { return value_of(f, a, u); }
  Ball middle(Scalar f) const { return value(f, Ball(0.5) * (x + y)); }
  Ball mean(Scalar f) const { return Ball(0.5) * (value(f, x) + value(f, y)); }
  bool is_defined(Scalar f) const { return bsum::is_defined(f, a, x) && bsum::is_defined(f, a, y); }
  /// bend (x - y)^2 <= mean of sigma - sigma(middle) where the hypothesis holds; and of the contrary difference.
  Sides convex(Scalar f, bool hypothesis, double bend = 0.0) const;
  Sides concave(Scalar f, bool hypothesis, double bend = 0.0) const;
  bool parameter_in(double low, double high) const { return a >= Ball(low) && a <= Ball(high); }
};

/// Points of every magnitude, about 0, on one side and on both; a of either sign, about 0 and 1.
Instance scalar_pair_instance(Draw& draw);
/// The same with a from low to high in most of them.
Instance scalar_pair_instance(Draw& draw, double low, double high);
/// The same where the soft exponential is defined.
Instance soft_exponential_instance(Draw& draw, double low, double high);
Instance scalar_pair_at(const char* family, double x, double y, double a);
std::vector<Array> scalar_pair_arrays();

/// Three functions, one after the other: the first six of the list, convex and non-decreasing for 0 < a <= 1.
struct Composed : ScalarPair {
  explicit Composed(const Instance& instance);

  std::vector<Scalar> chosen;  // innermost first
  enum Statement { is_convex, is_not_convex, reflected_is_concave, reflected_is_not_concave };
  /// phi_3(phi_2(phi_1(u))); reflected: -phi(-u) for each, which is concave; the weight stands before the last.
  Ball at(const Ball& u, bool reflected, double weight) const;
  Sides composed(Statement statement, double weight = 1.0, double bend = 0.0) const;
};

Instance composed_instance(Draw& draw);
std::vector<Array> composed_arrays();

}  // namespace lysep::bsum
