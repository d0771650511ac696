#include "core/methods/layer_separation/block_steps.hpp"

#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using oracle::Real;
using testing_support::infeasible_state;
using testing_support::oracle_of;
using testing_support::relative_difference;

struct Case {
  Index depth;
  std::size_t samples;
  int classes;
};

class Gradients : public testing::TestWithParam<Case> {
 protected:
  StateData data_ = infeasible_state(GetParam().depth, 3, GetParam().samples, GetParam().classes, 0.8);
  oracle::Net net_ = oracle_of(data_);
  State<mp100> state_ = state_of<mp100>(data_);
};

/// Two routes: the oracle's closed form, and differences of the loss by its definition.
TEST_P(Gradients, OfTheAuxiliaryVariablesAgreeWithBothRoutes) {
  for (Index l = 1; l < GetParam().depth; ++l) {
    Matrix<mp100> g;
    const mp100 weight = squared_norm(state_.chain.at(l + 1).K);
    auxiliary_gradient(state_.chain, state_.blocks[0], l, weight, g);
    const oracle::Rows exact = net_.gradient_c(l - 1);
    const Real omega = l < GetParam().depth - 1 ? net_.omega(l) : Real(1);
    for (Index i = 0; i < g.rows(); ++i) {
      for (Index n = 0; n < g.cols(); ++n) {
        EXPECT_LT(relative_difference(Real(omega * g(i, n)), exact[i][n]), 1e-80);
        oracle::Net up = net_, down = net_;
        const Real h("1e-30");
        up.c[l - 1][i][n] += h;
        down.c[l - 1][i][n] -= h;
        EXPECT_LT(relative_difference(Real((up.S() - down.S()) / (2 * h)), exact[i][n]), 1e-20);
      }
    }
  }
}

TEST_P(Gradients, OfTheOutputWeightsAgreeWithBothRoutes) {
  Matrix<mp100> H;
  output_correlation(state_.chain, state_.blocks[0], H);
  const mp100 lambda(net_.lambda(GetParam().depth - 1));
  const Matrix<mp100> g = output_gradient(state_.chain, H, lambda);
  const oracle::Rows exact = net_.gradient_W();
  for (Index j = 0; j < g.rows(); ++j) {
    for (Index i = 0; i < g.cols(); ++i) {
      EXPECT_LT(relative_difference(g(j, i), exact[j][i]), 1e-80);
      oracle::Net up = net_, down = net_;
      const Real h("1e-30");
      up.W.back()[j][i] += h;
      down.W.back()[j][i] -= h;
      EXPECT_LT(relative_difference(Real((up.S() - down.S()) / (2 * h)), exact[j][i]), 1e-20);
    }
  }
}

TEST_P(Gradients, TrialsMoveOnlyTheirBlockAndKeepTheResidualsTrue) {
  for (Index l = 1; l < GetParam().depth; ++l) {
    State<mp100> state = state_;
    auto& block = state.blocks[0];
    Matrix<mp100> g, tau = Matrix<mp100>::Constant(1, block.samples(), mp100(0.01));
    tau(0, 0) = mp100(0);
    auxiliary_gradient(state.chain, block, l, squared_norm(state.chain.at(l + 1).K), g);
    Matrix<mp100> next;
    const StepNorms<mp100> norms = try_auxiliary_step(state.chain, block, l, g, tau, next);
    oracle::Net moved = net_;
    for (Index i = 0; i < g.rows(); ++i) {
      for (Index n = 0; n < g.cols(); ++n) moved.c[l - 1][i][n] -= tau(0, n) * g(i, n);
    }
    EXPECT_EQ(squared_norm(block.r(l)), squared_norm(state_.blocks[0].r(l)));
    EXPECT_LT(relative_difference(norms.own, oracle::norm2(moved.residual(l - 1))), 1e-90);
    Real ahead = 0;
    if (l < GetParam().depth - 1) {
      ahead = oracle::norm2(moved.residual(l));
    } else {
      for (const Real& R : moved.losses(moved.surrogate())) ahead += R * R;
    }
    EXPECT_LT(relative_difference(norms.ahead, ahead), 1e-90);
    accept_auxiliary_step(state.chain, l, g, tau, next, block);
    ThreadPool pool(1);
    EXPECT_LT(relative_difference(separation_loss(squared_norms(state, pool)), moved.S()), 1e-90);
    for (Index i = 0; i < g.rows(); ++i) EXPECT_EQ(block.c(l)(i, 0), state_.blocks[0].c(l)(i, 0));
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, Gradients,
                         testing::Values(Case{2, 1, 2}, Case{2, 4, 3}, Case{3, 5, 2}, Case{4, 3, 4}));

}  // namespace
}  // namespace lysep
