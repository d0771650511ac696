#include "core/methods/layer_separation/separation_loss.hpp"

#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::infeasible_state;
using testing_support::oracle_of;
using testing_support::relative_difference;

TEST(SeparationLoss, AgreesWithTheOracleInAllItsParts) {
  for (const Index depth : {2, 3, 5}) {
    for (const std::size_t samples : {1u, 7u}) {
      const StateData data = infeasible_state(depth, 3, samples, 3, 0.7);
      const oracle::Net net = oracle_of(data);
      const State<mp100> state = state_of<mp100>(data);
      ThreadPool pool(1);
      const auto norms = squared_norms(state, pool);
      EXPECT_LT(relative_difference(separation_loss(norms), net.S()), 1e-90);
      const auto omega = adaptive_weights(norms);
      const auto lambda = regularisers(norms);
      EXPECT_EQ(lambda[0], mp100(0));
      for (Index l = 0; l + 1 < depth; ++l) EXPECT_LT(relative_difference(omega[l], net.omega(l)), 1e-90);
      for (Index l = 0; l < depth; ++l) EXPECT_LT(relative_difference(lambda[l], net.lambda(l)), 1e-90);
      const State<double> working = state_of<double>(data);
      EXPECT_LT(relative_difference(separation_loss(squared_norms(working, pool)), net.S()), 1e-12);
    }
  }
}

TEST(SeparationLoss, ConstantsOfTheBounds) {
  EXPECT_DOUBLE_EQ(theorem_3_1_constant(0.5, 2), std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(theorem_3_1_constant(1.0, 5), 2.0);
  EXPECT_DOUBLE_EQ(theorem_3_1_constant(2.0, 4), 16.0);
  EXPECT_DOUBLE_EQ(theorem_3_1_constant(0.9, 6), 1.8);
  EXPECT_DOUBLE_EQ(best_constant(1.0, 2), std::sqrt(3.0));
  EXPECT_DOUBLE_EQ(best_constant(2.0, 4), 13.0);
  EXPECT_DOUBLE_EQ(best_constant(2.0, 6), std::sqrt(2729.0));
  EXPECT_DOUBLE_EQ(best_constant(3.0, 1), 1.0);
}

}  // namespace
}  // namespace lysep
