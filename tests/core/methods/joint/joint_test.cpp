#include "core/methods/joint/entry.hpp"
#include "core/methods/layer_separation/separation_loss.hpp"
#include "core/training/checkpoint.hpp"
#include "core/training/training.hpp"

#include "tests/core/methods/joint/joint_support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

const std::vector<std::string> names = {"joint", "gauss-newton", "quasi-newton"};

std::unique_ptr<Method<double>> made(const std::string& name, State<double>& state, ThreadPool& pool, Index frozen = 0,
                                     double decay = 0) {
  return method_makers<double>().at(name)({{"weight-decay", decay}}, frozen, state, pool);
}

TEST(Joint, TheLossNeverRisesAndIsThatOfTheState) {
  for (const auto& name : names) {
    for (const StateData& data : {circle_state(3, 6, 300), circle_state(6, 5, 300), image_problem()}) {
      State<double> state = state_of<double>(data);
      ThreadPool pool(2);
      const auto method = made(name, state, pool);
      for (int k = 0; k < 25; ++k) {
        const double before = method->objective();
        method->sweep();
        EXPECT_LT(method->objective(), before) << name;
        const auto norms = squared_norms(state, pool);
        EXPECT_EQ(method->objective(), separation_loss(norms));
        EXPECT_EQ(regulariser(norms, state.depth()), 0.0);  // r = 0
      }
      for (const auto& block : state.blocks) {  // c and V are those of the weights
        Block<double> anew = block;
        start_feasible(state.chain, anew);
        for (Index l = 1; l < state.depth(); ++l) EXPECT_EQ(anew.c(l), block.c(l));
        for (Index l = 2; l <= state.depth(); ++l) EXPECT_EQ(anew.V(l), block.V(l));
      }
    }
  }
}

TEST(Joint, ResidualsOfTheStartAreDropped) {
  const StateData data = infeasible_state(3, 4, 40, 3, 0.5);
  State<double> state = state_of<double>(data), same = state_of<double>(feasible(data));
  ThreadPool pool(1);
  EXPECT_EQ(made("joint", state, pool)->objective(), made("joint", same, pool)->objective());
  EXPECT_EQ(hash_of(data_of(state)), hash_of(data_of(same)));
}

/// Two minima of the same function, from which no step leads further down: the gradient vanishes there.
TEST(Joint, WeightDecayIsPartOfWhatNeverRises) {
  const double mu = 0.75;
  for (const auto& name : names) {
    State<double> state = state_of<double>(circle_state(3, 6, 300));
    ThreadPool pool(1);
    const Index frozen = name == "joint" ? 1 : 0;
    const auto method = made(name, state, pool, frozen, mu);
    double before = method->objective() + method->penalty();
    JointProblem<double> problem(state, frozen, pool, mu);
    problem.linearise();
    const double slope = squared_norm(problem.gradient);
    for (int k = 0; k < 150; ++k) {
      method->sweep();
      EXPECT_LE(method->objective() + method->penalty(), before) << name;
      before = method->objective() + method->penalty();
      EXPECT_EQ(method->objective(), separation_loss(squared_norms(state, pool)));
    }
    double squares = 0;
    for (Index l = frozen + 1; l <= 3; ++l) squares += state.chain.at(l).K.squaredNorm();
    EXPECT_NEAR(method->penalty(), 0.5 * mu * squares, 1e-12 * squares) << name;
    problem.restart();
    problem.linearise();
    EXPECT_LT(squared_norm(problem.gradient), 1e-5 * slope) << name;  // steps end at falls of 2e-12
    EXPECT_GT(method->objective(), 0.1);                              // where the loss alone would vanish
  }
}

TEST(Joint, FrozenLayersStay) {
  for (const auto& name : names) {
    State<double> state = state_of<double>(circle_state(4, 5, 300));
    const State<double> before = state;
    ThreadPool pool(1);
    const auto method = made(name, state, pool, 2);
    for (int k = 0; k < 5; ++k) method->sweep();
    for (Index l = 1; l <= 4; ++l) EXPECT_EQ(state.chain.at(l).K == before.chain.at(l).K, l <= 2) << name;
    EXPECT_EQ(state.blocks[1].c(2), before.blocks[1].c(2));
    EXPECT_NE(state.blocks[1].c(3), before.blocks[1].c(3));
  }
}

TEST(Joint, AnyNumberOfThreadsGivesTheSameBits) {
  for (const auto& name : names) {
    std::set<std::uint64_t> hashes;
    for (const int threads : {1, 2, 5}) {
      State<double> state = state_of<double>(circle_state(6, 5, 1500));
      ThreadPool pool(threads);
      const auto method = made(name, state, pool);
      for (int k = 0; k < 15; ++k) method->sweep();
      hashes.insert(hash_of(data_of(state)));
    }
    EXPECT_EQ(hashes.size(), 1u) << name;
  }
}

TEST(Joint, GoesOnFromWhatIsKeptToTheSameBits) {
  for (const auto& name : names) {
    for (const int stop : {0, 1, 7, 23}) {
      ThreadPool pool(1);
      State<double> whole = state_of<double>(circle_state(5, 4, 300)), begun = whole;
      const double decay = stop == 7 ? 0.01 : 0;
      const auto method = made(name, whole, pool, 0, decay);
      for (int k = 0; k < stop; ++k) method->sweep();
      Checkpoint kept;
      Keeping<double> keeping(kept);
      method->visit(keeping);
      State<double> state = whole;  // as the file of a checkpoint would hold it
      const auto other = made(name, begun, pool, 0, decay);
      begun = state;
      Restoring<double> restoring(kept);
      other->visit(restoring);
      EXPECT_EQ(method->penalty(), other->penalty());
      for (int k = 0; k < 30; ++k) {
        method->sweep();
        other->sweep();
      }
      EXPECT_EQ(hash_of(data_of(whole)), hash_of(data_of(begun))) << name << ", stopped after " << stop;
      EXPECT_EQ(method->objective(), other->objective());
    }
  }
}

TEST(Joint, OtherSamplesAreTakenOver) {
  for (const auto& name : names) {
    State<double> state = state_of<double>(circle_state(3, 5, 200));
    ThreadPool pool(1);
    const auto method = made(name, state, pool);
    for (int k = 0; k < 5; ++k) method->sweep();
    const State<double> other = state_of<double>(circle_state(3, 5, 200, 2));
    for (std::size_t k = 0; k < state.blocks.size(); ++k) {
      state.blocks[k] = other.blocks[k];
      start_feasible(state.chain, state.blocks[k]);
    }
    method->restart();
    EXPECT_EQ(method->objective(), separation_loss(squared_norms(state, pool)));
    for (int k = 0; k < 5; ++k) {
      const double before = method->objective();
      method->sweep();
      EXPECT_LT(method->objective(), before) << name;
    }
  }
}

TEST(Joint, ByDepth) {
  for (const auto& [depth, same] : {std::pair<Index, const char*>{4, "quasi-newton"}, {5, "gauss-newton"}}) {
    State<double> state = state_of<double>(circle_state(depth, 4, 100)), other = state;
    ThreadPool pool(1);
    const auto method = made("joint", state, pool), named = made(same, other, pool);
    for (int k = 0; k < 3; ++k) {
      method->sweep();
      named->sweep();
    }
    EXPECT_EQ(hash_of(data_of(state)), hash_of(data_of(other)));
  }
}

Checkpoint kept_of(Method<double>& method) {
  Checkpoint kept;
  Keeping<double> keeping(kept);
  method.visit(keeping);
  return kept;
}

/// The method takes quasi-Newton steps.
bool is_quasi_newton(Method<double>& method) { return kept_of(method).arrays.at("quasi_newton").values[0] == 1.0; }

TEST(Joint, QuasiNewtonGoesOnWhereGaussNewtonNoLongerMoves) {
  State<double> state = state_of<double>(at_rest(5, 200)), other = state;
  ThreadPool pool(1);
  const auto method = made("joint", state, pool), gauss_newton = made("gauss-newton", other, pool);
  for (int k = 0; k < 4; ++k) {
    EXPECT_EQ(is_quasi_newton(*method), k >= 2);  // tried with some of the rows, then with all
    method->sweep();
    gauss_newton->sweep();
  }
  EXPECT_FALSE(is_quasi_newton(*gauss_newton));
  EXPECT_EQ(method->sweep().trials, 0);  // nothing is left to be tried
}

/// What did not move with all of the rows is tried with some of them again.
TEST(Joint, AtOtherSamplesGaussNewtonBeginsWithSomeOfTheRows) {
  State<double> state = state_of<double>(at_rest(5, 200));
  ThreadPool pool(1);
  const auto method = made("gauss-newton", state, pool);
  method->sweep();
  EXPECT_EQ(kept_of(*method).arrays.at("all_rows").values[0], 1.0);
  method->restart();
  EXPECT_EQ(kept_of(*method).arrays.at("all_rows").values[0], 0.0);
}

TEST(Joint, QuasiNewtonGoesOnWhereTheLossHasFallenFarAndTheDampingIsLarge) {
  for (const double damping : {90.0, 700.0}) {  // a step divides it by 2.5, or multiplies it by 2.5 or 4
    for (const double first : {1e-6, 1e6}) {
      State<double> state = state_of<double>(circle_state(5, 4, 100));
      ThreadPool pool(1);
      const auto method = made("joint", state, pool);
      Checkpoint kept = kept_of(*method);
      kept.arrays.at("damping").values[0] = damping;
      kept.arrays.at("first_loss").values[0] = first * method->objective();
      Restoring<double> restoring(kept);
      method->visit(restoring);
      method->sweep();
      EXPECT_EQ(is_quasi_newton(*method), damping == 700.0 && first == 1e6);
    }
  }
}

TEST(Joint, ALossThatIsNotFiniteIsRefused) {
  StateData data = circle_state(3, 4, 10);
  data.layers[2].W *= 1e308;
  data.layers[2].W *= 10.0;
  State<double> state = state_of<double>(data);
  ThreadPool pool(1);
  EXPECT_THROW(made("joint", state, pool), NonFinite);
}

}  // namespace
}  // namespace lysep
