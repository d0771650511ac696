// DLAM's sweep beside the oracle's, and what is true of a run.
#include "tests/core/methods/dlam/dlam_support.hpp"
#include "tests/mp100.hpp"
#include "tests/thorough.hpp"

namespace lysep {
namespace {

using oracle::Real;
using testing_support::circle_state;
using testing_support::dlam_options;
using testing_support::dlam_state;
using testing_support::DlamRun;
using testing_support::DlamShape;
using testing_support::oracle_options;
using testing_support::thorough;

constexpr const char* activations[] = {"relu", "tanh", "sigmoid", "identity"};

double largest_difference(const oracle::Rows& a, const oracle::Rows& b) {
  Real most = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t n = 0; n < a[i].size(); ++n) most = std::max(most, Real(abs(a[i][n] - b[i][n])));
  return static_cast<double>(most);
}

/// The same start with b_D.
StateData with_last_bias(StateData state) {
  state.layers.back().b = Vector<double>::Constant(state.layers.back().W.rows(), 0.125);
  return state;
}

double near(const Real& x, double y) { return static_cast<double>(Real(abs(x - y) / (1 + abs(x)))); }

/// The method's state and figures after a sweep are those of the oracle.
void expect_oracle_sweep(const StateData& start, const OptionValues& changes, const std::string& what) {
  SCOPED_TRACE(what);
  DlamRun<> run(start, changes);
  const auto options = oracle_options(start, dlam_options(changes));
  oracle::DlamNet net = oracle::dlam_net_of(start);
  EXPECT_LT(near(F(net, options), run.method.objective()), 1e-12);
  EXPECT_LT(near(gap_bound(net, options), run.figure(8)), 1e-9);
  const SweepReport report = run.method.sweep();
  const oracle::DlamSweep swept = sweep(net, options);
  const oracle::DlamNet own = oracle::dlam_net_of(run.data());
  constexpr double tolerance = 1e-9;
  for (std::size_t l = 0; l < net.D(); ++l) {
    EXPECT_LT(largest_difference(own.W[l], net.W[l]), tolerance) << "W " << l + 1;
    EXPECT_LT(largest_difference({own.b[l]}, {net.b[l]}), tolerance) << "b " << l + 1;
    EXPECT_LT(largest_difference(own.z[l], net.z[l]), tolerance) << "z " << l + 1;
    if (l + 1 == net.D()) break;
    EXPECT_LT(largest_difference(own.a[l], net.a[l]), tolerance) << "a " << l + 1;
  }
  EXPECT_LT(near(F(net, options), run.method.objective()), 1e-12);
  EXPECT_LT(near(R(net, options), run.figure(0)), 1e-12);
  EXPECT_LT(near(penalty(net, options), run.figure(1)), 1e-12);
  EXPECT_LT(near(violation(net, options), run.figure(2)), 1e-12);
  EXPECT_LT(near(largest_residual(net), run.figure(3)), 1e-9);
  EXPECT_LT(near(swept.s, run.figure(5)), 1e-9);
  EXPECT_EQ(run.figure(6), static_cast<double>(swept.trials_W));
  EXPECT_EQ(run.figure(7), static_cast<double>(swept.trials_A));
  EXPECT_EQ(report.trials, swept.trials_W + swept.trials_A);
  EXPECT_LT(near(gap_bound(net, options), run.figure(8)), 1e-9);
  if (options.literal) return;
  for (std::size_t k = 0; k < swept.steps.size(); ++k) {
    EXPECT_GE(swept.drops[k], swept.steps[k] * (1 - Real("1e-80")) - Real("1e-90")) << "block " << k;
  }
}

TEST(Dlam, ASweepIsTheOraclesForEveryActivationLossAndRegulariser) {
  std::uint64_t seed = 0;
  for (const char* activation : activations) {
    for (const char* loss : {"cross-entropy", "squared"}) {
      for (const char* regulariser : {"none", "l1", "l2"}) {
        for (const double rho : {0.75, 1e-3}) {
          const StateData start = dlam_state(activation, {}, ++seed);
          if (!thorough() && seed % 2 == 0 && regulariser != std::string("none")) continue;
          const double trial = rho / 16;  // some trials each
          OptionValues changes = {{"loss", loss},  {"regulariser", regulariser},
                                  {"rho", rho},    {"alpha0", trial},
                                  {"tau0", trial}, {"mu", 0.0625}};
          expect_oracle_sweep(start, changes, std::string(activation) + " " + loss + " " + regulariser);
        }
      }
    }
  }
}

TEST(Dlam, ASweepIsTheOraclesForItsOtherOptions) {
  std::uint64_t seed = 100;
  for (const char* activation : {"relu", "tanh"}) {
    const auto check = [&](const OptionValues& changes, const char* what) {
      expect_oracle_sweep(dlam_state(activation, {}, ++seed), changes, std::string(activation) + " " + what);
    };
    check({{"theta", "exact"}, {"rho", 0.5}}, "exact theta");
    check({{"theta", "exact"}, {"rho", 0.5}, {"regulariser", "l2"}, {"mu", 0.5}}, "exact theta, l2");
    check({{"a-step", "per-sample"}, {"rho", 0.5}, {"tau0", 0.01}}, "per sample");
    check({{"literal", "on"}, {"epsilon-rule", "fixed"}, {"rho", 0.5}}, "literal");
    check({{"gamma", 1.25}, {"eta", 3.0}, {"alpha0", 0.01}, {"tau0", 0.01}, {"rho", 2.0}}, "factors");
    check({{"rho", 20.0}}, "large rho");
  }
}

TEST(Dlam, ASweepIsTheOraclesAtTheEdges) {
  const OptionValues some = {{"rho", 0.5}, {"alpha0", 0.125}, {"tau0", 0.125}};
  expect_oracle_sweep(dlam_state("relu", {1, 2, 3, 2, 2, 0.5}, 7), some, "one sample, two layers");
  expect_oracle_sweep(dlam_state("tanh", {5, 1, 1, 5, 2, 0.25}, 8), some, "five layers of one unit");
  expect_oracle_sweep(dlam_state("sigmoid", {9, 3, 4, 3, 4, 20}, 9), some, "a wide box");
  expect_oracle_sweep(dlam_state("sigmoid", {9, 3, 4, 3, 4, 1e-3}, 9), some, "a narrow box");
  expect_oracle_sweep(dlam_state("relu", {300, 3, 4, 3, 3, 0.5}, 10), some, "two blocks");
  StateData zero = dlam_state("relu", {6, 3, 4, 3, 3, 0.5}, 11);
  zero.X.setZero();  // no step on W_1
  DlamRun<> run(zero, some);
  run.method.sweep();
  EXPECT_EQ(run.data().layers[0].W, zero.layers[0].W);
  StateData equal = dlam_state("relu", {6, 3, 4, 3, 3, 0.5}, 12);
  for (Index n = 1; n < 6; ++n) equal.X.row(n) = equal.X.row(0);  // a rank-one input
  expect_oracle_sweep(equal, some, "equal samples");
}

/// The same text in 100 digits.
TEST(Dlam, ASweepInHundredDigitsIsTheOracles) {
  for (const char* activation : activations) {
    const StateData start = dlam_state(activation, {}, 21);
    const OptionValues changes = {{"rho", 0.5}, {"alpha0", 0.125}, {"tau0", 0.125}};
    DlamRun<mp100> run(start, changes);
    const auto options = oracle_options(start, dlam_options(changes));
    oracle::DlamNet net = oracle::dlam_net_of(start);
    for (int k = 0; k < 2; ++k) {
      run.method.sweep();
      sweep(net, options);
      const Real own(run.method.objective());
      EXPECT_LT(abs(own - F(net, options)), Real("1e-60")) << activation;
    }
  }
}

TEST(Dlam, FNeverRisesAtAFixedEpsilonAndFallsByTheStepsAtLeast) {
  for (const char* activation : activations) {
    for (const double rho : {1e-4, 0.1, 10.0}) {
      for (const char* a_step : {"common", "per-sample"}) {
        const StateData start = circle_state(4, 5, 600, 3, *activation_named(activation));
        DlamRun<> run(with_last_bias(start),
                      {{"rho", rho}, {"epsilon", 0.25}, {"a-step", a_step}, {"tau0", 0.01}, {"alpha0", 0.01}});
        const double first = run.method.objective();
        double before = first, sum = 0;
        const int sweeps = thorough() ? 60 : 8;
        for (int k = 0; k < sweeps; ++k) {
          run.method.sweep();
          const double after = run.method.objective(), s = run.figure(5);
          EXPECT_LE(s, (before - after) + 1e-12 * first) << activation << ' ' << rho << ' ' << k;
          EXPECT_LE(run.figure(2), 1e-15);
          sum += s;
          before = after;
        }
        EXPECT_LE(sum, first);
        EXPECT_GT(sum, 1e-3 * first);
      }
    }
  }
}

TEST(Dlam, TheGapBoundIsABoundOfTheNetworksCrossEntropy) {
  for (const char* activation : activations) {
    const StateData start = dlam_state(activation, {}, 31);
    DlamRun<> run(start, {{"rho", 0.5}});
    for (int k = 0; k < 5; ++k) {
      const oracle::DlamNet net = oracle::dlam_net_of(run.data());
      const auto options = oracle_options(start, dlam_options({}));
      EXPECT_LE(network_CE(net, options), variable_CE(net) + run.figure(8) * (1 + 1e-12));
      run.method.sweep();
    }
  }
}

TEST(Dlam, TheForwardPassIsAStartWithoutResiduals) {
  for (const char* activation : activations) {
    const StateData start = with_last_bias(circle_state(3, 4, 50, 1, *activation_named(activation)));
    const DlamRun<> run(start, {});
    EXPECT_EQ(run.figure(1), 0.0);
    EXPECT_EQ(run.figure(2), 0.0);
    const DlamRun<> signs(start, {{"start-output", "signs"}});
    EXPECT_GT(signs.figure(1), 0.0);
    const StateData data = signs.data();
    const Matrix<double>& z = data.layers[2].variables.at("z");
    for (Index n = 0; n < z.rows(); ++n) {
      for (int j = 0; j < 2; ++j) EXPECT_EQ(z(n, j), data.labels[static_cast<std::size_t>(n)] == j ? 1 : -1);
    }
  }
}

TEST(Dlam, StepsBeginWhereTheLastOnesEnded) {
  const StateData start = with_last_bias(circle_state(3, 8, 700, 2, *activation_named("tanh")));
  const OptionValues search = {{"rho", 0.5}, {"alpha0", 1e-3}, {"tau0", 1e-3}};
  OptionValues last = search;
  last["first-trial"] = "last";
  DlamRun<> fixed(start, search), from_last(start, last);
  double trials_W[2] = {0, 0}, trials_A[2] = {0, 0};
  for (int k = 0; k < 10; ++k) {
    fixed.method.sweep();
    from_last.method.sweep();
    if (k == 0) {
      EXPECT_EQ(hash_of(fixed.data()), hash_of(from_last.data()));
    }
    trials_W[0] += fixed.figure(6);
    trials_W[1] += from_last.figure(6);
    trials_A[0] += fixed.figure(7);
    trials_A[1] += from_last.figure(7);
  }
  EXPECT_LT(trials_W[1], 0.7 * trials_W[0]);
  EXPECT_LT(trials_A[1], 0.7 * trials_A[0]);
}

TEST(Dlam, FistaComesNearTheMinimumAndTellsHowNear) {
  const StateData start = dlam_state("relu", {20, 3, 4, 3, 4, 0.5}, 41);
  const OptionValues exact = {{"rho", 0.5}};
  double last = INFINITY;
  DlamRun<> minimum(start, exact);
  minimum.method.sweep();
  EXPECT_EQ(minimum.method.output_error(), 0.0);
  for (const double tolerance : {1e-1, 1e-4, 1e-12}) {
    DlamRun<> run(start, {{"rho", 0.5}, {"output-step", "fista"}, {"fista-tolerance", tolerance}});
    run.method.sweep();
    const double error = run.method.output_error();
    EXPECT_GT(error, 0.0);
    EXPECT_LT(error, last);
    last = error;
    const Matrix<double> difference =
        run.data().layers[2].variables.at("z") - minimum.data().layers[2].variables.at("z");
    EXPECT_LE(difference.norm(), error / 0.5 * (1 + 1e-9));  // rho-strongly convex
    EXPECT_GE(run.method.objective(), minimum.method.objective());
  }
  EXPECT_LT(last, 1e-5);
  DlamRun<> none(start, {{"rho", 0.5}, {"output-step", "fista"}, {"fista-iterations", 1.0}});
  const double before = none.method.objective();
  none.method.sweep();
  EXPECT_LT(none.method.objective(), before);
  EXPECT_LE(none.figure(5), before - none.method.objective());
}

/// After one iteration, two and more: y = x + (t - 1)/t' (x - x_before), from the last sweep's z_D.
TEST(Dlam, FistaIsThatOfItsFormula) {
  const StateData start = dlam_state("tanh", {20, 3, 4, 3, 4, 0.5}, 42);
  const double rho = 0.5;
  for (const int iterations : {1, 2, 3, 6}) {
    DlamRun<> run(start, {{"rho", rho},
                          {"output-step", "fista"},
                          {"fista-tolerance", 0.0},
                          {"fista-iterations", static_cast<double>(iterations)}});
    run.method.sweep();
    const StateData data = run.data();
    const Matrix<double> a = data.layers[1].variables.at("a");
    Matrix<double> v = a * data.layers[2].W.transpose();
    v.rowwise() += data.layers[2].b.transpose();
    Matrix<double> x = start.layers[2].variables.at("z"), y = x;
    double t = 1;
    for (int k = 0; k < iterations; ++k) {
      Matrix<double> p = y.array().exp();
      for (Index n = 0; n < p.rows(); ++n) {
        p.row(n) /= p.row(n).sum();
        p(n, start.labels[static_cast<std::size_t>(n)]) -= 1;
      }
      const Matrix<double> next = y - (p + rho * (y - v)) / (rho + 0.5);
      const double t_next = (1 + std::sqrt(1 + 4 * t * t)) / 2;
      y = next + (t - 1) / t_next * (next - x);
      x = next;
      t = t_next;
    }
    EXPECT_LT((data.layers[2].variables.at("z") - x).cwiseAbs().maxCoeff(), 1e-12) << iterations;
  }
}

/// The plain options that an updater is made of without a command line.
TEST(Dlam, ItsPlainOptionsBeginAsThoseOfTheCommandLine) {
  const DlamOptions plain, entry = dlam_options_of(defaults_of(dlam_entry()));
  EXPECT_EQ(std::tie(plain.rho, plain.epsilon, plain.epsilon_min, plain.rule, plain.project, plain.loss,
                     plain.regulariser, plain.mu, plain.alpha0, plain.gamma, plain.tau0, plain.eta),
            std::tie(entry.rho, entry.epsilon, entry.epsilon_min, entry.rule, entry.project, entry.loss,
                     entry.regulariser, entry.mu, entry.alpha0, entry.gamma, entry.tau0, entry.eta));
  EXPECT_EQ(std::tie(plain.exact_theta, plain.first_trial_last, plain.per_sample_steps, plain.fista,
                     plain.fista_tolerance, plain.fista_iterations, plain.signs, plain.literal),
            std::tie(entry.exact_theta, entry.first_trial_last, entry.per_sample_steps, entry.fista,
                     entry.fista_tolerance, entry.fista_iterations, entry.signs, entry.literal));
}

TEST(Dlam, TheBitsAreThoseOfOneThread) {
  const StateData start = with_last_bias(circle_state(4, 6, 1500, 1, *activation_named("relu")));
  for (const OptionValues& changes :
       {OptionValues{}, OptionValues{{"a-step", "per-sample"}}, OptionValues{{"output-step", "fista"}},
        OptionValues{{"regulariser", "l1"}, {"mu", 1e-3}}}) {
    std::vector<std::uint64_t> hashes;
    for (const int threads : {1, 2, 3}) {
      OptionValues options = changes;
      options["epsilon-rule"] = "mended";
      DlamRun<> run(start, options, threads);
      for (int k = 0; k < 6; ++k) run.method.sweep();
      hashes.push_back(hash_of(run.data()));
    }
    EXPECT_EQ(hashes[1], hashes[0]);
    EXPECT_EQ(hashes[2], hashes[0]);
  }
}

/// rho ||dW A||^2 overflows; the state stays finite and its figures are its own.
TEST(Dlam, WhatIsNotFiniteEndsTheSweep) {
  StateData start = dlam_state("identity", {}, 51);
  start.layers[1].variables["z"] *= 1e160;
  start.layers[1].numbers["epsilon"] = 1e170;
  DlamRun<> run(dlam_state("identity", {}, 51), {{"literal", "on"}, {"rho", 1.0}});
  int sweeps = 0;
  try {
    for (; sweeps < 3000; ++sweeps) run.method.sweep();
    ADD_FAILURE() << "literal bias steps do not diverge";
  } catch (const NonFinite&) {
  }
  const StateData after = run.data();
  for (const auto& layer : after.layers)
    EXPECT_TRUE(layer.W.allFinite() && layer.b.allFinite() && layer.variables.at("z").allFinite());
  EXPECT_THROW(DlamRun<>(start, {{"rho", 1e10}}), NonFinite);
}

}  // namespace
}  // namespace lysep
