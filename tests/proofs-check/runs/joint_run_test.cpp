// Joint steps followed by enclosures: what a step of any kind does to S, whichever way.
#include "proofs-check/runs/joint_run.hpp"

#include "core/methods/joint/joint.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

constexpr BlockUpdate<double> step = {BlockKind::joint, 3, 0};

void move_weight(State<double>& state, double by, Index place = 0) {
  state.chain.at(1).K.data()[place] += by;
  for (auto& block : state.blocks) start_feasible(state.chain, block);
}

double loss_of(const State<double>& state) {
  double S = 0;
  for (const auto& block : state.blocks) S += squared_losses(state.chain, block);
  return S;
}

TEST(JointRunChecker, SeesStepsUpDownAndNone) {
  State<double> state = state_of<double>(circle_state(3, 4, 300));
  ThreadPool pool(2);
  JointRunChecker checker(state, 0, 0, pool, 128);
  double before = loss_of(state);
  long up = 0, down = 0;
  for (const double by : {0.25, -0.25, 1e-9, -0.5, 3e-9}) {
    checker.begin_sweep();
    move_weight(state, by);
    checker.after(step);
    const double after = loss_of(state);
    ++(after > before ? up : down);
    EXPECT_EQ(checker.report().descent.refuted, up) << by;
    EXPECT_EQ(checker.report().descent.proved, down) << by;
    EXPECT_EQ(checker.report().increase_count, up);
    if (after > before) {
      EXPECT_NEAR(checker.report().increases.back().relative, (after - before) / before, 1e-12);
    }
    before = after;
  }
  EXPECT_GT(up, 0);
  EXPECT_GT(down, 0);
  checker.begin_sweep();
  checker.after(step);
  EXPECT_EQ(checker.report().descent.equal, 1);
  EXPECT_EQ(checker.report().feasible_bound.proved, 5);
  EXPECT_EQ(checker.report().sweeps, 6);
}

/// A weight of layer 1 that grows while S falls: F rises, unless the layer is frozen and not part of it.
TEST(JointRunChecker, TheObjectiveHasTheWeightDecaysPart) {
  const State<double> start = state_of<double>(circle_state(3, 4, 60));
  const double S = loss_of(start);
  double by = 0;
  Index place = -1;
  while (by == 0 && ++place < start.chain.at(1).K.size()) {
    State<double> other = start;
    const double outward = 1e-4 * (start.chain.at(1).K.data()[place] > 0 ? 1 : -1);
    move_weight(other, outward, place);
    if (loss_of(other) < S) by = outward;
  }
  ASSERT_NE(by, 0.0);
  for (const Index frozen : {0, 1}) {
    State<double> state = start;
    ThreadPool pool(1);
    JointRunChecker checker(state, 1e6, frozen, pool, 128);
    checker.begin_sweep();
    move_weight(state, by, place);
    checker.after(step);
    EXPECT_EQ(checker.report().descent.refuted, frozen == 0 ? 1 : 0);
    EXPECT_EQ(checker.report().descent.proved, frozen);
  }
}

/// F after over F before, CE over L_S: by the oracle, in 100 digits, with the weight decay of the layers that move.
TEST(JointRunChecker, TheRatiosAreThoseOfTheOracle) {
  for (const double decay : {0.0, 0.5}) {
    State<double> state = state_of<double>(circle_state(4, 3, 300));
    ThreadPool pool(2);
    JointDescent<double> method(JointRule::quasi_newton, decay, 1, state, pool);
    JointRunChecker checker(state, decay, 1, pool, 128);
    const auto objective = [&](const oracle::Net& net) {
      oracle::Real F = net.S();
      for (std::size_t l = 1; l < net.L(); ++l) F += decay / 2 * oracle::norm2(net.W[l]);
      return F;
    };
    oracle::Real fall = 0, part = 0;
    for (int k = 0; k < 3; ++k) {
      const oracle::Net before = oracle_of(data_of(state));
      checker.begin_sweep();
      method.sweep([&](const BlockUpdate<double>& update) { checker.after(update); });
      const oracle::Net after = oracle_of(data_of(state));
      fall = std::max(fall, oracle::Real(objective(after) / objective(before)));
      part = std::max(part, oracle::Real(after.CE() / sqrt(oracle::Real(after.S() / 300))));
      const auto told = checker.error_and_bound();
      EXPECT_NEAR(told.CE.approximate(), static_cast<double>(after.CE()), 1e-14);
      EXPECT_NEAR(told.bound.approximate(), static_cast<double>(sqrt(oracle::Real((1 + 2 * 3) * after.S() / 300))),
                  1e-14);
    }
    EXPECT_NEAR(checker.report().descent.worst_ratio, static_cast<double>(fall), 1e-12);
    EXPECT_NEAR(checker.report().feasible_bound.worst_ratio, static_cast<double>(part), 1e-12);
  }
}

/// A step that moves biases alone is a step.
TEST(JointRunChecker, SeesBiasesToo) {
  State<double> state = state_of<double>(circle_state(3, 4, 30));
  ThreadPool pool(1);
  JointRunChecker checker(state, 0, 0, pool, 128);
  checker.begin_sweep();
  state.chain.at(1).b(0) += 0.25;
  checker.after(step);
  EXPECT_EQ(checker.report().descent.equal, 0);
  EXPECT_EQ(checker.report().descent.proved + checker.report().descent.refuted, 1);
}

TEST(JointRunChecker, ACertificatesIntervalHoldsTheChangeOrNot) {
  State<double> state = state_of<double>(circle_state(4, 3, 80));
  ThreadPool pool(1);
  JointDescent<double> method(JointRule::gauss_newton, 0.0, 0, state, pool);
  JointRunChecker checker(state, 0, 0, pool, 64);
  const auto follow = [&](double low, double high) {
    checker.follow_sweep();
    const double before = method.objective();
    bool inside = false;
    method.sweep([&](const BlockUpdate<double>& update) {
      const double change = method.objective() - before;  // < 0
      inside = checker.change_lies_in(update, change * (1 + low), change * (1 + high));
    });
    return inside;
  };
  EXPECT_TRUE(follow(1e-10, -1e-10));
  EXPECT_FALSE(follow(-1e-10, -1e-9));
  EXPECT_FALSE(follow(1e-9, 1e-10));
  EXPECT_TRUE(follow(1e-9, -1e-10));
  checker.follow_sweep();
  EXPECT_TRUE(checker.change_lies_in(step, 0, 0));
  EXPECT_FALSE(checker.change_lies_in(step, -1, 0));
  const auto at = checker.error_and_bound();
  const double S = method.objective();
  EXPECT_NEAR(at.bound.approximate(), std::sqrt(1 + 2 * 3) * std::sqrt(S / 80), 1e-12);
  EXPECT_LE(at.CE.approximate(), std::sqrt(S / 80));
}

}  // namespace
}  // namespace lysep
