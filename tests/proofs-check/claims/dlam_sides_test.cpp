// Sides of claims about DLAM at instances worked out by hand: what a mutant of a statement does not tell, because the
// statement would be true of less as well.
#include "proofs-check/claims/dlam/descent/epsilon_rule.hpp"
#include "proofs-check/claims/dlam/formulation/network_point.hpp"
#include "proofs-check/frame/claim.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using M = Matrix<double>;

M row(std::initializer_list<double> entries) {
  M m(1, static_cast<Index>(entries.size()));
  Index k = 0;
  for (const double x : entries) m(0, k++) = x;
  return m;
}
M column(std::initializer_list<double> entries) { return row(entries).transpose(); }
M number(double x) { return row({x}); }

void expect_sides(const std::string& claim, const Instance& instance, double left, double right,
                  int mutant = no_mutant) {
  const PrecisionScope scope(256);
  require_well_formed(claim_named(claim), instance);
  const Sides s = claim_named(claim).sides(instance, mutant);
  EXPECT_TRUE(s.hypothesis) << claim;
  EXPECT_NEAR(s.left.approximate(), left, 1e-12 * (1 + std::abs(left))) << claim;
  EXPECT_NEAR(s.right.approximate(), right, 1e-12 * (1 + std::abs(right))) << claim;
}

Instance of(std::initializer_list<std::pair<const char*, M>> arrays,
            std::initializer_list<std::pair<const char*, double>> numbers = {}) {
  Instance instance;
  for (const auto& [name, m] : arrays) instance.set(name, m);
  for (const auto& [name, x] : numbers) instance.set(name, x);
  return instance;
}

TEST(DlamSides, OfTheFormulation) {
  expect_sides("dlam-definition-3", of({{"h", row({0, 2, 1, 3})}}), 1, 1);
  expect_sides("dlam-definition-3", of({{"h", row({5, 2, 4, 0})}}), 2, 2);
  expect_sides("dlam-definition-3", of({{"h", row({0, 1, 3, 7})}}), 0, 0);
  expect_sides("dlam-box-interval", of({}, {{"activation", 4}, {"z1", 1}, {"z2", 5}, {"a", 2}, {"t", 0.25}}), 2, 3);
  expect_sides("dlam-assumption-1", of({}, {{"activation", 3}, {"x", 2}, {"y", -3}}), 0, 10);
  Instance risk = of({{"z", column({0, 0})}, {"u", column({1, -1})}});
  risk.set("label", Labels{1});
  expect_sides("dlam-risk-convex", risk, 1, 1);
}

TEST(DlamSides, OfProblem2AtTwoPenalties) {
  Instance i = of({{"X", number(1)},
                   {"W1", number(2)},
                   {"b1", number(0)},
                   {"Z1", number(3)},
                   {"A1", number(3.5)},
                   {"W2", column({0, 0})},
                   {"b2", column({0, 0})},
                   {"Z2", column({0, 0})}},
                  {{"activation", 4}, {"rho", 2}, {"rho_above", 4}, {"eps", 2}, {"eps_below", 1}, {"mu", 1}});
  i.set("label", Labels{0});
  expect_sides("dlam-problem-2-below", i, std::log(2.0) + 2 + 1, std::log(2.0) + 2 + 2);  // ||r_1||^2 = 1, ||W||^2 = 4
}

TEST(DlamSides, OfTheTrueNetwork) {
  // z_1 = 2 above W_1 x = 1 by r_1 = 1, a_1 = 3; z_2 = 2*3 + 1, a_2 = 7; z_3 = (-7, 7) + (0, 3): erf has B = 2/sqrt(pi)
  Instance i = of({{"X", number(1)},
                   {"W1", number(1)},
                   {"b1", number(0)},
                   {"Z1", number(2)},
                   {"A1", number(3)},
                   {"W2", number(2)},
                   {"b2", number(0)},
                   {"Z2", number(7)},
                   {"A2", number(7)},
                   {"W3", column({-1, 1})},
                   {"b3", column({0, 0})},
                   {"Z3", column({-7, 10})}},
                  {{"activation", 4}, {"eps1", 1.5}, {"eps2", 0.5}});
  i.set("label", Labels{0});
  // E_1 = 1, e_1 = 2.5, E_2 = 1 + 5, e_2 = 6.5, E_3 = 3 + sqrt2 6.5; the true logits are (-2, 2)
  const double E = 3 + std::sqrt(2.0) * 6.5;
  expect_sides("dlam-approaches-corrected", i, std::log1p(std::exp(4.0)),
               std::log1p(std::exp(17.0)) + std::sqrt(2.0) * E);
  const int apart = 4;
  ASSERT_EQ(claim_named("dlam-approaches-corrected").mutants[apart].name, "||z_true - z_L|| <= E_L");
  expect_sides("dlam-approaches-corrected", i, std::hypot(5.0, 8.0), E, apart);
}

TEST(DlamSides, OfModelsAndTrials) {
  Instance literal = scalar_penalty(0, 1, 0, 1, 1);  // grad = -1
  literal.set("theta", 1.5);
  literal.set("radius", 3);
  expect_sides("dlam-model-P-literal", literal, 6 * 0.25, 2 * 3 * 0.25);
  const int quadratic = 2;
  ASSERT_EQ(claim_named("dlam-model-P-literal").mutants[quadratic].name, "with the square of (7)");
  literal.set("radius", 0.5);  // d = 1/2 within r, 2/3 within 2r
  expect_sides("dlam-model-P-literal", literal, 1.0 / 3, 2 * (0.5 - 0.75 * 0.25), quadratic);
  Instance trials = scalar_penalty(0, 2, 0, 1, 0.5);  // rho A^2 = 2
  for (const auto& [name, x] : {std::pair{"alpha0", 1.5}, {"gamma", 2.0}, {"regulariser", 0.0}, {"mu", 0.0}})
    trials.set(name, x);
  expect_sides("dlam-algorithm-2-ends", trials, 3, 4);
  trials.set("alpha0", 5);
  expect_sides("dlam-algorithm-2-ends", trials, 5, 5);
  Instance boxed = scalar_penalty(2, 0, 0, 1, 0.5);
  boxed.set("z", number(0));
  for (const auto& [name, x] : {std::pair{"activation", 4.0}, {"eps", 16.0}, {"tau0", 1.5}, {"eta", 2.0}})
    boxed.set(name, x);
  expect_sides("dlam-algorithm-3-ends", boxed, 3, 4);
  boxed.set("eps", 0.25);  // a moves to its face: 1/2 * (2/4)^2 > 1.5/16 still, and 3/16 is enough
  expect_sides("dlam-algorithm-3-ends", boxed, 3, 4);
}

TEST(DlamSides, OfBlockUpdates) {
  Instance output = of({{"z", column({0, 0})}}, {{"rho", 2}, {"part", 0}, {"entry", 0}});  // p - y = (-1/2, 1/2)
  output.set("label", Labels{0});
  expect_sides("dlam-eq-5-root", output, 2 * 0.25, 1);  // c = (1/4, 1/4), lse(c) - s = 1/4
  output.set("part", 4);
  expect_sides("dlam-eq-5-root", output, 0, 0);
  output.data.erase("part");
  output.data.erase("entry");
  expect_sides("dlam-eq-5-move", output, std::sqrt(0.5), std::sqrt(2.0));
  Instance hidden = scalar_penalty(1, 2, 1, 0, 1);  // V = 3, the box of a = 1 is [-inf, 2]
  hidden.set("a", number(1));
  hidden.set("Y", number(-1));
  hidden.set("activation", 3);
  hidden.set("eps", 1.0);
  expect_sides("dlam-eq-4", hidden, 9, 16 - 1);
  hidden.data.erase("Y");
  expect_sides("dlam-16", hidden, -2, 0);         // r = 3 - 2 = 1, z^k - z' = -2
  Instance line = scalar_penalty(1, 1, 0, 3, 1);  // grad = -2
  line.set("z", number(0));
  line.set("activation", 4);
  line.set("eps", 4.0);
  expect_sides("dlam-algorithm-3-line-1", line, 0, 3);
  line.set("eps", 2.0);
  line.set("t", 1.0);
  expect_sides("dlam-algorithm-3-line-1-corrected", line, 2, 2);
  line.data.erase("t");
  line.set("tau", column({1}));
  line.set("Y", number(-1));
  expect_sides("dlam-eq-6-corrected", line, 4.5, (4 + 2) - (-2 + 0.5));
}

TEST(DlamSides, OfTheRulesForEpsilon) {
  const auto rules = [](double eps, double R, double printed, double mended) {
    EXPECT_EQ(printed_epsilon(Ball(eps), Ball(R)).approximate(), printed) << eps;
    EXPECT_EQ(mended_epsilon(Ball(eps), Ball(R)).approximate(), mended) << eps;
  };
  rules(10, 0.5, 0.01, 5);
  rules(10, 1, 10, 10);
  rules(0.015625, 1e-6, 0.0078125, 0.01);
  rules(0.005, 1e-6, 0.0025, 0.005);
  rules(0.25, 100, 1, 0.5);
  rules(0.75, 100, 1.5, 1);
  rules(20, 1000, 40, 20);
  Instance i = of({{"W", number(2)}, {"A", number(2)}, {"b", number(0)}, {"Z", number(1)}, {"z", number(1)}},
                  {{"rho", 1}, {"activation", 4}, {"eps", 1}, {"eps_below", 0.5}});
  expect_sides("dlam-epsilon-projection", i, 2, 8);  // r: 3 -> 2
}

TEST(DlamSides, OfConvergence) {
  expect_sides("dlam-theorem-2", of({{"s", row({5, 1, 2, 3, 4})}}), 3, 9);
  expect_sides("dlam-theorem-2", of({{"s", row({5, 1, 2, 3, 4, 0})}}), 3, 9);
  expect_sides("dlam-theorem-2", of({{"s", row({5, 1, 2, 3, 0.5})}}), 1.5, 5.5);
  const int first = 3;
  ASSERT_EQ(claim_named("dlam-theorem-2").mutants[first].name, "(k+1) c_k <= s_0 + .. + s_k");
  expect_sides("dlam-theorem-2", of({{"s", row({5, 1, 2, 3, 0.5})}}), 3, 8, first);
  expect_sides("dlam-lemma-2-inference-corrected", of({{"d", row({3, -1, 1, 1})}}), 4, 2 * std::sqrt(12.0));
  Instance bias = scalar_penalty(0, 0, 0, 1, 2);
  bias.set("Z_next", number(3));
  expect_sides("dlam-lemma-3-b", bias, 4, 4);
  Instance weights = of({{"X", number(2)},
                         {"W1", number(1)},
                         {"b1", number(0)},
                         {"Z1", number(1)},
                         {"A1", number(0)},
                         {"W2", column({0, 0})},
                         {"b2", column({0, 0})},
                         {"Z2", column({0, 0})},
                         {"b1_next", number(0.5)},
                         {"Z1_next", number(2)},
                         {"b2_next", column({0, 0})},
                         {"Z2_next", column({0, 0})}},
                        {{"rho", 1}, {"theta1", 4}, {"theta2", 1}, {"regulariser", 0}, {"mu", 0}});
  expect_sides("dlam-lemma-3-W", weights, 1, 16);  // W' = 1/2, g1 = (1 + 1/2 - 2) 2, C = 4 + 4
  weights.set("theta2", 6);
  expect_sides("dlam-lemma-3-W", weights, 1, 20);
  expect_sides("dlam-limit-z-corrected", of({}, {{"activation", 4}, {"a", 0}, {"a_next", 0.5}, {"eps", 1}, {"v", 9}}),
               0.5, 0.5);
  expect_sides("dlam-F-continuous-corrected",
               of({}, {{"activation", 4}, {"z", 1}, {"a", 5}, {"z_feasible", 2}, {"a_feasible", 2.5}, {"eps", 1}}), 3,
               3.5);
}

}  // namespace
}  // namespace lysep
