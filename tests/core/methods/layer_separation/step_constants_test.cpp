#include "core/methods/layer_separation/step_constants.hpp"

#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using oracle::Real;
using testing_support::infeasible_state;
using testing_support::oracle_of;
using testing_support::relative_difference;

AuxiliaryTerms<mp100> terms_at(const State<mp100>& state, Index l) {
  auto terms =
      operator_terms(*state.chain.at(l + 1).shape, state.chain.at(l + 1).K, state.samples(), state.chain.classes());
  if (l < state.depth() - 1) {
    std::tie(terms.pulled_squared, terms.pulled_largest) = pulled_target(state.chain, state.blocks[0], l);
  }
  return terms;
}

TEST(StepConstants, ThePapersConstantsAreThoseOfLemma33) {
  for (const int classes : {2, 4}) {
    const StateData data = infeasible_state(4, 3, 6, classes, 0.8);
    const oracle::Net net = oracle_of(data);
    const State<mp100> state = state_of<mp100>(data);
    const auto a = constants_of<mp100>({});
    const mp100 omega_3(net.omega(2)), omega_2(net.omega(1));
    EXPECT_LT(
        relative_difference(mp100(omega_2 * hidden_constant(ConstantSet::paper, terms_at(state, 1), a)), net.C(0)),
        1e-90);
    EXPECT_LT(
        relative_difference(mp100(omega_3 * hidden_constant(ConstantSet::paper, terms_at(state, 2), a)), net.C(1)),
        1e-90);
    EXPECT_LT(relative_difference(last_hidden_constant(ConstantSet::paper, terms_at(state, 3), a), net.C(2)), 1e-90);
    OutputTerms<mp100> output;
    output.lambda = mp100(net.lambda(3));
    output.radius = sqrt(squared_norm(state.chain.at(4).K));
    output.units = 3;
    output.samples = 6;
    output.classes = classes;
    EXPECT_LT(relative_difference(output_constant(ConstantSet::paper, output, a), net.C(3)), 1e-90);
  }
}

/// Largest curvature of S in c_l over the samples, by differences of the gradient along random directions.
mp100 steepest_change(const State<mp100>& state, Index l, std::uint64_t seed) {
  const RandomStream stream(seed, Purpose::claim_instance, 8);
  State<mp100> moved = state;
  auto& block = moved.blocks[0];
  Matrix<mp100> g, g_moved, direction = block.c(l);
  const mp100 weight = squared_norm(state.chain.at(l + 1).K);
  auxiliary_gradient(state.chain, state.blocks[0], l, weight, g);
  for (Index i = 0; i < direction.size(); ++i) direction.data()[i] = mp100(stream.symmetric(i, 1.0));
  for (int power = 0; power < 30; ++power) {
    const mp100 h = mp100("1e-40") / sqrt(squared_norm(direction));
    Matrix<mp100> ahead, minus = direction;
    for (Index i = 0; i < minus.size(); ++i) minus.data()[i] *= mp100(-1);
    const Matrix<mp100> tau = Matrix<mp100>::Constant(1, block.samples(), h);
    try_auxiliary_step(state.chain, state.blocks[0], l, minus, tau, ahead);
    moved = state;
    accept_auxiliary_step(state.chain, l, minus, tau, ahead, moved.blocks[0]);
    auxiliary_gradient(moved.chain, moved.blocks[0], l, weight, g_moved);
    for (Index i = 0; i < g.size(); ++i) direction.data()[i] = (g_moved.data()[i] - g.data()[i]) / mp100("1e-40");
  }
  return sqrt(squared_norm(direction));
}

TEST(StepConstants, CurvatureIsAtMostTheSharpConstantAndThatAtMostThePapers) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const State<mp100> state = state_of<mp100>(infeasible_state(4, 3, 6, 3, 2.0, seed));
    const auto a = constants_of<mp100>({});
    for (Index l = 1; l <= 3; ++l) {
      const auto terms = terms_at(state, l);
      const auto constant = [&](ConstantSet set) {
        return l < 3 ? hidden_constant(set, terms, a) : last_hidden_constant(set, terms, a);
      };
      const mp100 curvature = steepest_change(state, l, seed);
      EXPECT_GT(curvature, mp100(0));
      EXPECT_LE(curvature, constant(ConstantSet::sharp));
      EXPECT_LE(constant(ConstantSet::sharp), constant(ConstantSet::paper));
    }
  }
}

TEST(StepConstants, SharpFormulasByHand) {
  AuxiliaryTerms<double> t{9.0, 2.0, 1.5};
  t.pulled_squared = 16.0;
  t.pulled_largest = 3.0;
  t.units = 4;
  t.samples = 25;
  t.classes = 2;
  const ActivationConstants<double> a{0.5, 2.0, 3.0};
  EXPECT_DOUBLE_EQ(hidden_constant(ConstantSet::paper, t, a), 2 * (0.25 * 9 + 2 * 3 * 10 * 9 + 3 * 4 + 9));
  EXPECT_DOUBLE_EQ(hidden_constant(ConstantSet::sharp, t, a), 2 * (0.25 * 4 + 3 * (1.5 * 2 * 2 * 2 + 3) + 9));
  const double Rm = std::sqrt(8.0) * 2 * 2 + std::log(2.0), kappa_value = 4.1813335672;
  EXPECT_DOUBLE_EQ(last_hidden_constant(ConstantSet::sharp, t, a),
                   18 + 0.25 * 4 * kappa_value + 2 * std::sqrt(2.0) * 3 * 1.5 * Rm);
  t.classes = 3;
  const double Rm3 = std::sqrt(8.0) * 2 * 2 + std::log(3.0);
  EXPECT_DOUBLE_EQ(last_hidden_constant(ConstantSet::sharp, t, a),
                   18 + 0.25 * 4 * Rm3 + 2 * std::sqrt(2.0) * 3 * 1.5 * Rm3);
  OutputTerms<double> o;
  o.lambda = 0.5;
  o.radius = 2.0;
  o.gram_spectral = 3.0;
  o.largest_column_squared = 4.0;
  o.classes = 2;
  EXPECT_DOUBLE_EQ(output_constant(ConstantSet::sharp, o, a), 1 + 3 * kappa_value);
  o.classes = 4;
  EXPECT_DOUBLE_EQ(output_constant(ConstantSet::sharp, o, a), 1 + 3 * std::log(1 + 3 * std::exp(std::sqrt(2.0) * 4)));
  o.largest_loss = 10;
  o.largest_gradient_move = 7;
  const double self = 1 + 3 * 10, b = std::sqrt(2.0) * 3 * 7;
  EXPECT_DOUBLE_EQ(self_consistent_output_step(o), 4 / (self + std::sqrt(self * self + 8 * b)));
  o.largest_loss = 0.1;
  o.largest_gradient_move = 0;
  EXPECT_DOUBLE_EQ(self_consistent_output_step(o), 2 / (1 + 3 * kappa_value));
  o.classes = 2;
  o.largest_loss = 100;
  EXPECT_DOUBLE_EQ(self_consistent_output_step(o), 2 / (1 + 3 * kappa_value));
}

TEST(StepConstants, KappaIsRoundedUp) {
  double largest = 0;
  for (double R = 3.0; R < 3.3; R += 1e-6) {
    const double s = 1 - std::exp(-R);
    largest = std::max(largest, 4 * s * s + 4 * R * s * (1 - s));
  }
  EXPECT_GE(kappa(0.0), largest);
  EXPECT_LT(kappa(0.0) - largest, 1e-9);
}

}  // namespace
}  // namespace lysep
