#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

#include <cmath>

namespace lysep::bsum {

Ball value_of(Scalar function, const Ball& a, const Ball& u) {
  const Ball zero(0.0), one(1.0), p = max(u, zero), n = min(u, zero);
  switch (function) {
    case Scalar::parametric:
      return p + a * n;
    case Scalar::elu:
      return p + a * expm1(n);
    case Scalar::isrlu:
      return p + n / sqrt(one + a * n * n);
    case Scalar::bent_identity:
      return Ball(0.5) * (sqrt(u * u + one) - one) + u;
    case Scalar::softplus:
      return p + log1p(exp(-abs(u)));
    case Scalar::selu:
      return Ball(1.0507009873554805) * (p + Ball(1.6732632423543772) * expm1(n));
    case Scalar::soft_exponential:
      if (a.is_zero()) return u;
      return a > zero ? expm1(a * u) / a + a : -log1p(-a * (u + a)) / a;
    case Scalar::logistic:
      return one / (one + exp(-u));
    default:
      return u;
  }
}

bool is_defined(Scalar function, const Ball& a, const Ball& u) {
  const Ball zero(0.0), one(1.0);
  if (function == Scalar::isrlu) return a > zero;
  if (function == Scalar::soft_exponential) return a >= zero || (a < zero && one - a * (u + a) > zero);
  return true;
}

ScalarPair::ScalarPair(const Instance& i) : x(i.ball("x")), y(i.ball("y")), a(i.ball("a")) {}

Sides ScalarPair::convex(Scalar f, bool hypothesis, double bend) const {
  if (!is_defined(f) || !hypothesis) return hypothesis_not_met();
  return {Ball(bend) * (x - y) * (x - y), mean(f) - middle(f), true, abs(value(f, x)) + abs(value(f, y))};
}

Sides ScalarPair::concave(Scalar f, bool hypothesis, double bend) const {
  if (!is_defined(f) || !hypothesis) return hypothesis_not_met();
  return {Ball(bend) * (x - y) * (x - y), middle(f) - mean(f), true, abs(value(f, x)) + abs(value(f, y))};
}

Instance scalar_pair_at(const char* family, double x, double y, double a) {
  Instance instance;
  instance.family = family;
  instance.set("x", x);
  instance.set("y", y);
  instance.set("a", a);
  return instance;
}

Instance scalar_pair_instance(Draw& draw, double low, double high) {
  const double size = draw.magnitude(-2, 1), which = draw.uniform(0, 1);
  const double a = draw.chance(0.9) ? draw.uniform(low, high) : draw.symmetric(3.0);
  const double x = draw.symmetric(size), y = draw.symmetric(size);
  if (which < 0.2) return scalar_pair_at("about 0", -std::abs(x), std::abs(x) * draw.uniform(0.5, 2.0), a);
  if (which < 0.35) return scalar_pair_at("one side", -std::abs(x), -std::abs(y), a);
  if (which < 0.4) return scalar_pair_at("far", 30 * x, 30 * y, a);
  if (which < 0.5) return scalar_pair_at("close pair", x, x + y * 1e-4, a);
  return scalar_pair_at("random", x, y, a);
}

Instance scalar_pair_instance(Draw& draw) { return scalar_pair_instance(draw, -2.0, 2.0); }

Instance soft_exponential_instance(Draw& draw, double low, double high) {
  Instance instance = scalar_pair_instance(draw, low, high);
  const double a = instance.number("a");
  if (a >= 0 || draw.chance(0.05)) return instance;
  for (const char* u : {"x", "y"}) instance.set(u, 1 / a - a + std::abs(instance.number(u)));
  return instance;
}

std::vector<Array> scalar_pair_arrays() {
  return {{"x", "1", "a point"}, {"y", "1", "another"}, {"a", "1", "the activation's parameter"}};
}

namespace {
constexpr const char* places[] = {"first", "second", "third"};
constexpr int convex_functions = 6;
}  // namespace

Composed::Composed(const Instance& instance) : ScalarPair(instance) {
  for (const char* place : places) {
    const double number = instance.number(place);
    if (number >= 0 && number < convex_functions) chosen.push_back(static_cast<Scalar>(static_cast<int>(number)));
  }
}

Ball Composed::at(const Ball& u, bool reflected, double weight) const {
  const Ball sign(reflected ? -1.0 : 1.0);
  Ball v = u;
  for (std::size_t k = 0; k < 3; ++k) v = sign * value(chosen[k], sign * (k == 2 ? Ball(weight) * v : v));
  return v;
}

Sides Composed::composed(Statement statement, double weight, double bend) const {
  if (chosen.size() != 3 || !(a > Ball(0.0)) || !(a <= Ball(1.0))) return hypothesis_not_met();
  const bool reflected = statement == reflected_is_concave || statement == reflected_is_not_concave;
  const Ball first = at(x, reflected, weight), second = at(y, reflected, weight), mean = Ball(0.5) * (first + second);
  const Ball middle = at(Ball(0.5) * (x + y), reflected, weight), more = Ball(bend) * (x - y) * (x - y);
  const Ball scale = abs(first) + abs(second);
  if (statement == is_convex || statement == reflected_is_not_concave) return {more, mean - middle, true, scale};
  return {more, middle - mean, true, scale};
}

Instance composed_instance(Draw& draw) {
  Instance instance = scalar_pair_instance(draw, 0.0, 1.0);
  for (const char* place : places) instance.set(place, draw.integer(0, convex_functions - 1));
  return instance;
}

std::vector<Array> composed_arrays() {
  std::vector<Array> arrays = scalar_pair_arrays();
  for (const char* place : places) {
    arrays.push_back(
        {place, "1", "0 identity, 1 parametric ReLU, 2 ELU, 3 ISRLU, 4 bent identity, 5 softplus", Array::integer});
  }
  return arrays;
}

}  // namespace lysep::bsum
