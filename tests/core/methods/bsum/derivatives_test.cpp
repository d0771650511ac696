// Gradients and second derivatives of a block, closed form beside differences of the loss in 100 digits; the constants
// that bounds are made of.
#include <Eigen/SVD>

#include "core/numbers/multiprecision.hpp"
#include "core/methods/bsum/block_problem.hpp"
#include "tests/core/methods/bsum/bsum_support.hpp"

namespace lysep {
namespace {

using oracle::Real;
using testing_support::bsum_net_of;
using testing_support::bsum_state;
using testing_support::BsumShape;
using testing_support::near;

Matrix<double> random_like(const Matrix<double>& as, std::uint64_t seed) {
  const RandomStream stream(seed, Purpose::claim_instance, 93);
  Matrix<double> V = as;
  for (Index i = 0; i < V.size(); ++i) V.data()[i] = stream.symmetric(static_cast<std::uint64_t>(i), 1);
  return V;
}

void expect_derivatives(const StateData& start, const OptionValues& changes, const std::string& what) {
  SCOPED_TRACE(what);
  const oracle::BsumNet net = bsum_net_of(start, changes);
  State<double> state = state_of<double>(start);
  ThreadPool pool(1);
  const BsumOptions options = bsum_options_of(testing_support::bsum_options(changes));
  BlockProblem<double> problem(options.loss, state, pool);
  problem.forward(1);
  EXPECT_LT(near(loss(net), problem.loss()), 1e-12);
  for (Index j = 1; j <= start.depth(); ++j) {
    const auto at = static_cast<std::size_t>(j - 1);
    Matrix<double> G, C;
    problem.gradient(j, G);
    const oracle::Rows g = gradient(net, at);
    const Matrix<double> V = random_like(G, static_cast<std::uint64_t>(j));
    problem.curvature(j, G, V, C);
    const oracle::Rows H = hessian(net, at);
    for (Index i = 0; i < G.size(); ++i) {
      EXPECT_LT(near(g[static_cast<std::size_t>(i / G.cols())][static_cast<std::size_t>(i % G.cols())], G.data()[i]),
                1e-11)
          << "gradient " << j;
      Real along = 0;
      for (Index k = 0; k < V.size(); ++k)
        along += H[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)] * V.data()[k];
      EXPECT_LT(near(along, C.data()[i]), 1e-10) << "curvature " << j;
    }
  }
}

TEST(BlockDerivatives, OfEveryActivation) {
  std::uint64_t seed = 0;
  for (const char* activation : {"tanh", "sigmoid", "sin", "relu", "identity", "softplus", "elu:0.5", "selu",
                                 "leaky-relu", "parametric-relu", "isrlu:2", "bent-identity"}) {
    expect_derivatives(bsum_state(activation, {}, ++seed), {{"loss", "softmax-cross-entropy"}}, activation);
  }
}

TEST(BlockDerivatives, OfEveryLossAndOutputActivation) {
  std::uint64_t seed = 50;
  BsumShape shape;
  shape.depth = 2;
  shape.samples = 3;
  for (const auto loss : loss_names) {
    for (const auto output : output_activation_names) {
      if (loss == "softmax-cross-entropy" && output != "identity") continue;
      if (loss == "binary-cross-entropy" && (output == "identity" || output == "softplus")) continue;  // H in (0, 1)
      OptionValues changes = {{"loss", std::string(loss)}, {"output-activation", std::string(output)}};
      if (loss == "exponential" || loss == "squared-hinge") changes["loss-scale"] = 0.75;
      expect_derivatives(bsum_state("tanh", shape, ++seed), changes, std::string(loss) + " " + std::string(output));
    }
  }
}

/// Beyond saturation of the logistic output: by logits the loss is |u|, and its gradient 1.
TEST(NetworkLoss, CrossEntropyOfALogisticOutputDoesNotOverflow) {
  const NetworkLoss loss{NetworkLoss::Kind::binary_cross_entropy, OutputActivation::logistic, 1};
  Matrix<double> U(1, 2), Y(1, 2), T;
  U << 800, -800;
  Y << 0, 1;
  const Labels none;
  const LossTargets<double> at{Y, none};
  EXPECT_EQ(loss_share(loss, 1.0, U, at), 1600);
  loss_gradient(loss, 1.0, U, at, T);
  EXPECT_EQ(T(0, 0), 1);
  EXPECT_EQ(T(0, 1), -1);
  const NetworkLoss outside{NetworkLoss::Kind::binary_cross_entropy, OutputActivation::identity, 1};
  EXPECT_FALSE(std::isfinite(loss_share(outside, 1.0, U, at)));
}

TEST(NetworkLoss, TellsWhichTargetsItTakes) {
  using Kind = NetworkLoss::Kind;
  EXPECT_EQ(wanted_target(Kind::squared, -7.5), "");
  EXPECT_EQ(wanted_target(Kind::exponential, 1e9), "");
  EXPECT_EQ(wanted_target(Kind::binary_cross_entropy, 0), "");
  EXPECT_EQ(wanted_target(Kind::binary_cross_entropy, 1), "");
  EXPECT_EQ(wanted_target(Kind::binary_cross_entropy, 1.0000001), "targets from 0 to 1");
  EXPECT_EQ(wanted_target(Kind::binary_cross_entropy, -1e-9), "targets from 0 to 1");
  EXPECT_EQ(wanted_target(Kind::squared_hinge, -1), "");
  EXPECT_EQ(wanted_target(Kind::logistic, 1), "");
  EXPECT_EQ(wanted_target(Kind::logistic, 0), "targets of 1 or -1");
  EXPECT_EQ(wanted_target(Kind::squared_hinge, 0.5), "targets of 1 or -1");
  EXPECT_EQ(wanted_target(Kind::softmax_cross_entropy, 1), "labels");
}

/// A sample's part of p: its slope and the quotients of its gradients are below the constants, and come near.
TEST(NetworkLoss, ItsConstantsBoundSlopeAndCurvature) {
  const RandomStream stream(7, Purpose::claim_instance, 94);
  std::uint64_t next = 0;
  for (const auto name : loss_names) {
    NetworkLoss loss{loss_named(name).value(), OutputActivation::identity, 0.75};
    if (loss.kind == NetworkLoss::Kind::binary_cross_entropy) loss.output = OutputActivation::logistic;
    const double N = 3;
    const LossConstants<double> constants = loss_constants(loss, N, 2);
    ASSERT_TRUE(constants.curvature) << name;
    const bool quadratic = loss.kind == NetworkLoss::Kind::squared || loss.kind == NetworkLoss::Kind::exponential ||
                           loss.kind == NetworkLoss::Kind::squared_hinge;
    EXPECT_EQ(constants.slope.has_value(), !quadratic) << name;
    double steepest = 0, most = 0;
    for (int k = 0; k < 4000; ++k) {
      const double size = k % 2 == 0 ? 8 : 0.5;
      Matrix<double> H(2, 1), D(2, 1), Y(2, 1), G, C;
      for (int i = 0; i < 2; ++i) H(i, 0) = stream.symmetric(next++, size), D(i, 0) = stream.symmetric(next++, 1);
      const int label = static_cast<int>(stream.bits(next++) % 2);
      Y.setConstant(loss.of_signs() ? -1 : 0);
      Y(label, 0) = 1;
      const Labels labels = {label};
      const LossTargets<double> at{Y, labels};
      loss_gradient(loss, N, H, at, G);
      loss_curvature(loss, N, H, at, D, C);
      steepest = std::max(steepest, G.norm());
      most = std::max(most, C.cwiseProduct(D).sum() / D.squaredNorm());
    }
    EXPECT_LE(most, *constants.curvature * (1 + 1e-12)) << name;
    EXPECT_GE(most, *constants.curvature * 0.9) << name;
    if (!constants.slope) continue;
    EXPECT_LE(steepest, *constants.slope * (1 + 1e-12)) << name;
    EXPECT_GE(steepest, *constants.slope * 0.9) << name;
  }
}

/// |s'| and |s''| along a direction, for vectors too.
TEST(OutputActivations, TheirSlopesAreBounded) {
  const RandomStream stream(8, Purpose::claim_instance, 95);
  std::uint64_t next = 0;
  for (const auto name : output_activation_names) {
    const NetworkLoss loss{NetworkLoss::Kind::squared, output_activation_named(name).value(), 1};
    const SlopeBounds<double> bounds = output_slopes<double>(loss);
    double first = 0, second = 0;
    for (int k = 0; k < 4000; ++k) {
      const Index J = 2 + k % 2;
      Matrix<mp50> U(J, 1), D(J, 1), H, H_up, H_down;
      for (Index i = 0; i < J; ++i) U(i, 0) = stream.symmetric(next++, 3), D(i, 0) = stream.symmetric(next++, 1);
      const mp50 h("1e-12"), norm = sqrt(squared_norm(D));
      for (Index i = 0; i < J; ++i) D(i, 0) /= norm;
      apply_output<mp50>(loss.output, U, H);
      apply_output<mp50>(loss.output, Matrix<mp50>(U + h * D), H_up);
      apply_output<mp50>(loss.output, Matrix<mp50>(U - h * D), H_down);
      const Matrix<mp50> slope = H_up - H_down, bend = H_up + H_down - mp50(2) * H;
      first = std::max(first, static_cast<double>(mp50(sqrt(squared_norm(slope)) / (2 * h))));
      second = std::max(second, static_cast<double>(mp50(sqrt(squared_norm(bend)) / (h * h))));
    }
    EXPECT_LE(first, bounds.first * (1 + 1e-9)) << name;
    EXPECT_LE(second, bounds.second * (1 + 1e-9) + 1e-12) << name;
    EXPECT_GE(first, bounds.first * 0.9) << name;
  }
}

TEST(LipschitzBounds, ACertainSpectralNormIsNotBelowTheExactOne) {
  const RandomStream stream(9, Purpose::claim_instance, 96);
  std::uint64_t next = 0;
  for (int k = 0; k < 200; ++k) {
    const Index rows = 1 + k % 7, columns = 1 + (k / 7) % 9;
    Matrix<double> W(rows, columns);
    for (Index i = 0; i < W.size(); ++i) W.data()[i] = stream.symmetric(next++, 3);
    if (k % 3 == 0) W = Matrix<double>::Constant(rows, columns, stream.symmetric(next++, 2));  // of rank 1
    const Eigen::Matrix<mp50, Eigen::Dynamic, Eigen::Dynamic> exact = W.unaryExpr([](double x) { return mp50(x); });
    const mp50 norm = Eigen::JacobiSVD<Eigen::Matrix<mp50, Eigen::Dynamic, Eigen::Dynamic>>(exact).singularValues()(0);
    const double bound = certain_spectral_norm(W);
    EXPECT_GE(mp50(bound), norm);
    EXPECT_LE(mp50(bound), norm * (1 + mp50(1e-12)));
  }
}

TEST(LipschitzBounds, ASelfConsistentGammaIsTheLeast) {
  for (const double linear : {0.0, 0.3, 1e6}) {
    for (const double reach : {0.0, 1e-9, 2.0, 1e8}) {
      const auto lip = [&](const double& rho) { return 0.5 + linear * rho; };
      const double gamma = self_consistent_gamma(lip, reach);
      EXPECT_GE(gamma, lip(reach / gamma));
      EXPECT_LE(gamma, 1.002 * (0.25 + std::sqrt(0.0625 + linear * reach)));  // g^2 = 0.5 g + linear reach
    }
  }
  const auto steep = [](const double& rho) { return std::exp(rho); };
  const double gamma = self_consistent_gamma(steep, 1e4);
  EXPECT_GE(gamma, steep(1e4 / gamma));
}

}  // namespace
}  // namespace lysep
