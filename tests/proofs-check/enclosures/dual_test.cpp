#include "proofs-check/enclosures/dual.hpp"

#include "proofs-check/enclosures/definition.hpp"
#include "tests/oracle.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using First = Dual<Ball>;
using Second = Dual<First>;

bool meet(const Ball& a, const Ball& b) {
  return arb_overlaps(a.get(), b.get()) && a.relatively_narrower_than(-100) && b.relatively_narrower_than(-100);
}

/// f(x + e): its derivative against the central difference of f in 1000 bits, and the second derivative against the
/// difference of the first.
template <class F>
void expect_derivatives(F f, double at) {
  const PrecisionScope scope(1000);
  Ball h(1.0);
  arb_mul_2exp_si(h.get(), h.get(), -200);
  const Ball x(at);
  const First value = f(First(x, Ball(1.0)));
  const Ball quotient = (f(First(x + h)).x - f(First(x - h)).x) / (Ball(2.0) * h);
  EXPECT_LT(abs((value.d - quotient).approximate()), 1e-90) << at;
  EXPECT_TRUE((f(First(x)).x - value.x).contains_zero());
  EXPECT_TRUE(f(First(x)).d.is_zero());
  const Second twice = f(Second(First(x, Ball(1.0)), First(Ball(1.0))));
  const Ball second = (f(First(x + h, Ball(1.0))).d - f(First(x - h, Ball(1.0))).d) / (Ball(2.0) * h);
  EXPECT_LT(abs((twice.d.d - second).approximate()), 1e-90) << at;
}

TEST(Dual, EveryFunctionHasItsDerivatives) {
  for (const double x : {-1.75, -0.3, 0.4, 2.5}) {
    expect_derivatives([](const auto& t) { return exp(t); }, x);
    expect_derivatives([](const auto& t) { return expm1(t); }, x);
    expect_derivatives([](const auto& t) { return tanh(t); }, x);
    expect_derivatives([](const auto& t) { return sin(t); }, x);
    expect_derivatives([](const auto& t) { return cos(t); }, x);
    expect_derivatives([](const auto& t) { return atan(t); }, x);
    expect_derivatives([](const auto& t) { return erf(t); }, x);
    expect_derivatives([](const auto& t) { return abs(t) * t; }, x);
    expect_derivatives([](const auto& t) { return max(t, -t) * t; }, x);
    expect_derivatives([](const auto& t) { return t * t / (t * t + exp(t)) - t; }, x);
    expect_derivatives([](const auto& t) { return log1p(t * t); }, x);
    expect_derivatives([](const auto& t) { return sqrt(t * t + exp(t)); }, x);
  }
}

TEST(Dual, AssignmentsAreTheOperators) {
  const First a(Ball(3.0), Ball(1.0)), b(Ball(2.0), Ball(5.0));
  First c = a;
  c += b;
  EXPECT_EQ(c.d.approximate(), 6.0);
  c = a;
  c -= b;
  EXPECT_EQ(c.d.approximate(), -4.0);
  c = a;
  c *= b;
  EXPECT_EQ(c.x.approximate(), 6.0);
  EXPECT_EQ(c.d.approximate(), 17.0);
  EXPECT_EQ((-a).d.approximate(), -1.0);
}

TEST(Definition, IsTheSeparationLoss) {
  for (const Index depth : {2, 3, 4}) {
    const StateData data = testing_support::infeasible_state(depth, 3, 4, 3, 0.7);
    const Network network(data);
    const Ball S = separation_loss_by_definition(variables_of<Ball>(network), network);
    EXPECT_TRUE(meet(S, network.S())) << depth;
  }
}

TEST(Definition, DirectionsAreSeededInTheBlockAlone) {
  const Network network(testing_support::infeasible_state(3, 2, 3, 2, 0.5));
  auto v = variables_of<First>(network);
  EXPECT_TRUE(separation_loss_by_definition(v, network).d.is_zero());
  const Vector<Ball> ones = Vector<Ball>::Constant(2, Ball(1.0));
  seed_direction<Ball>(v.b[0], ones);
  // dS/db_1 along 1: -2 omega_1 sum r_1
  const Ball expected = Ball(-2.0) * network.omega(1) * total(network.r(1));
  EXPECT_TRUE(meet(separation_loss_by_definition(v, network).d, expected));
}

}  // namespace
}  // namespace lysep
