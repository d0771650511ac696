// DLAM: epsilon over the sweeps, each rule by its formula.
#include "tests/core/methods/dlam/dlam_support.hpp"

namespace lysep {
namespace {

using testing_support::dlam_state;
using testing_support::DlamRun;

double expected(const std::string& rule, double epsilon, double R, double least) {
  if (rule == "fixed") return epsilon;
  if (rule == "halve") return std::max(epsilon / 2, least);
  const bool printed = rule == "printed";
  if (R > 10 * epsilon) return printed ? std::max(2 * epsilon, 1.0) : std::max(epsilon, std::min(2 * epsilon, 1.0));
  if (epsilon > 10 * R) return printed ? std::min(epsilon / 2, 0.01) : std::min(epsilon, std::max(epsilon / 2, least));
  return epsilon;
}

TEST(DlamEpsilon, FollowsItsRule) {
  for (const char* rule : {"fixed", "printed", "mended", "halve"}) {
    int grown = 0, shrunk = 0;
    for (const double epsilon : {1e-3, 0.02, 0.4, 3.0, 50.0}) {
      for (const double rho : {1e-4, 100.0}) {  // R is small, and large
        DlamRun<> run(dlam_state("relu", {6, 3, 4, 3, 3, epsilon}, 3),
                      {{"epsilon-rule", rule}, {"rho", rho}, {"epsilon-min", 0.015}});
        double before = epsilon;
        for (int k = 0; k < 8; ++k) {
          run.method.sweep();
          const double after = run.figure(4);
          EXPECT_EQ(after, expected(rule, before, run.figure(0), 0.015)) << rule << ' ' << epsilon << ' ' << rho;
          grown += after > before ? 1 : 0;
          shrunk += after < before ? 1 : 0;
          before = after;
          for (Index l = 1; l < 3; ++l) EXPECT_EQ(run.data().layers[l - 1].numbers.at("epsilon"), after);
        }
      }
    }
    EXPECT_EQ(grown > 0, std::string(rule) != "fixed") << rule;  // halve: up to the least one
    EXPECT_EQ(shrunk > 0, std::string(rule) != "fixed") << rule;
  }
}

/// |change of a| <= the fall of epsilon, nothing is violated, and F is that of the state.
TEST(DlamEpsilon, ProjectionKeepsAInItsBox) {
  for (const char* activation : {"relu", "tanh", "sigmoid", "identity"}) {
    const StateData start = dlam_state(activation, {9, 3, 4, 3, 3, 4.0}, 5);
    OptionValues options = {{"epsilon-rule", "halve"}, {"rho", 0.5}};
    DlamRun<> projected(start, options);
    options["project"] = "off";
    DlamRun<> violated(start, options);
    options["epsilon-rule"] = "fixed";
    DlamRun<> kept(start, options);
    for (DlamRun<>* run : {&projected, &violated, &kept}) run->method.sweep();
    EXPECT_GT(projected.figure(9), 0.0) << activation;
    EXPECT_EQ(violated.figure(9), 0.0);
    EXPECT_EQ(projected.figure(2), 0.0);
    EXPECT_GT(violated.figure(2), 0.0);
    EXPECT_EQ(violated.method.objective(), kept.method.objective());
    EXPECT_EQ(violated.data().layers[0].variables.at("a"), kept.data().layers[0].variables.at("a"));
    double moved = 0, entries = 0;
    for (Index l = 1; l < 3; ++l) {
      const Matrix<double> change =
          projected.data().layers[l - 1].variables.at("a") - kept.data().layers[l - 1].variables.at("a");
      EXPECT_LE(change.cwiseAbs().maxCoeff(), 2.0 * (1 + 1e-14));
      moved = std::max(moved, change.cwiseAbs().maxCoeff());
      for (Index i = 0; i < change.size(); ++i) entries += change.data()[i] != 0 ? 1 : 0;
    }
    EXPECT_GT(moved, 0.0);
    EXPECT_EQ(projected.figure(9), entries);
    const auto net = oracle::dlam_net_of(projected.data());
    const auto of_oracle = testing_support::oracle_options(start, testing_support::dlam_options({{"rho", 0.5}}));
    EXPECT_NEAR(projected.method.objective() / static_cast<double>(F(net, of_oracle)), 1, 1e-13);
  }
}

TEST(DlamEpsilon, ThePrintedRuleLeavesAnInfeasibleStateAndAnEmptyBox) {
  const StateData start = dlam_state("relu", {9, 3, 4, 3, 3, 40.0}, 6);
  DlamRun<> run(start, {{"epsilon-rule", "printed"}, {"rho", 1e-4}, {"project", "by-rule"}});
  double most = 0;
  for (int k = 0; k < 10; ++k) {
    run.method.sweep();
    EXPECT_EQ(run.figure(9), 0.0);
    most = std::max(most, run.figure(2));
    EXPECT_TRUE(std::isfinite(run.method.objective()));
  }
  EXPECT_GT(most, 0.1);
}

/// As printed: no clip, so that a_l may leave its box, and the printed rule.
TEST(DlamEpsilon, LiterallyTheRuleIsThePrintedOne) {
  const StateData start = dlam_state("relu", {9, 3, 4, 3, 3, 40.0}, 6);
  DlamRun<> run(start, {{"literal", "on"}, {"epsilon-rule", "mended"}, {"rho", 1e-4}});
  run.method.sweep();
  EXPECT_EQ(run.figure(4), expected("printed", 40.0, run.figure(0), 0.01));
  EXPECT_EQ(run.figure(4), 0.01);
}

}  // namespace
}  // namespace lysep
