#include "proofs-check/enclosures/evaluation.hpp"

#include "proofs-check/enclosures/auxiliary_constant.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/claims/lysep/descent/output_steps.hpp"
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"
#include "proofs-check/enclosures/definition.hpp"
#include "proofs-check/enclosures/network.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using oracle::Real;
using testing_support::infeasible_state;
using testing_support::oracle_of;

/// The ball holds the oracle's value, up to the oracle's own rounding, and is narrow.
testing::AssertionResult encloses(const Ball& ball, const Real& value, slong bits) {
  Ball exact = ball_of(value);
  if (!exact.is_zero()) {
    arb_add_error_2exp_si(exact.get(), arf_abs_bound_lt_2exp_si(arb_midref(exact.get())) - 300);
  }
  if (!arb_overlaps(ball.get(), exact.get()))
    return testing::AssertionFailure() << ball.lower_decimal(30) << " misses " << value;
  if (!ball.relatively_narrower_than(-bits / 2))
    return testing::AssertionFailure() << "too wide: " << ball.lower_decimal(30);
  return testing::AssertionSuccess();
}

/// Logits 0, 2^-150 ... and three equal ones: the first of the largest is the prediction.
TEST(Evaluation, PredictionsAreDecidedNotGuessed) {
  ThreadPool pool(1);
  StateData data = infeasible_state(2, 2, 1, 3, 0.0);
  data.X << 1, 1;
  data.layers[0].W << 1, 0, 0, 1;
  data.layers[0].b << 0, 0;
  data.layers[1].W << 1, 0, 1, 0x1p-150, -1, 0;
  data.labels = {1};
  EXPECT_EQ(evaluate_to(data, 53, pool).correct, 1);
  data.layers[1].W.setZero();
  data.labels = {0};
  EXPECT_EQ(evaluate_to(data, 53, pool).correct, 1);
  data.layers[1].W << 1, 1, 1, 1, -1, 0;  // equal, and no enclosure tells
  EXPECT_EQ(evaluate_to(data, 53, pool).undecided, 1);
}

/// The maxima are those of both blocks of the evaluation, whichever holds them.
TEST(Evaluation, SharpConstantsAreThoseOfAllSamples) {
  for (const Index large : {5, 69}) {
    StateData data = infeasible_state(4, 3, 70, 3, 0.4);
    for (Index l = 0; l < 3; ++l) data.layers[l].r.row(large) *= 5;
    ThreadPool pool(1);
    const Evaluation e = evaluate_to(data, 128, pool);
    const PrecisionScope scope(128);
    const Network w(data);
    for (Index l = 1; l < w.L; ++l) {
      const auto terms = auxiliary_terms(w.chain, w.block, l);
      const Ball C = omega_after(w, l) * auxiliary_constant(ConstantSet::sharp, l == w.L - 1, terms, w.sigma);
      EXPECT_TRUE(arb_overlaps(e.lipschitz_sharp[l - 1]->get(), C.get())) << l;
    }
    const Matrix<Ball>& V = w.V(w.L);
    OutputTerms<Ball> t{w.lambda(w.L), w.W_norm(w.L), squared(spectral_norm(V)), squared(largest_column_norm(V))};
    t.units = V.rows();
    t.samples = w.N;
    t.classes = w.J;
    EXPECT_TRUE(arb_overlaps(e.lipschitz_sharp.back()->get(), output_constant(ConstantSet::sharp, t, w.sigma).get()));
  }
}

/// c_1 = 2^-300 > 0, which 64 bits cannot tell from 0.
TEST(Evaluation, ReluBesideItsKinkIsEnclosedAtEveryPrecision) {
  StateData data = infeasible_state(2, 2, 1, 2, 0.0);
  data.activation = {Activation::Kind::relu};
  data.X << 1, 1;
  data.layers[0].W << 1, 0x1p-300, 0, 1;
  data.layers[0].b << -1, 0;
  data.layers[1].W << 1, 0, -1, 2;
  ThreadPool pool(1);
  const Evaluation coarse = evaluate_to(data, 64, pool), fine = evaluate_to(data, 1024, pool);
  EXPECT_TRUE(arb_overlaps(coarse.gradient_norms_c[0].get(), fine.gradient_norms_c[0].get()));
  EXPECT_TRUE(coarse.gradient_norms_c[0].relatively_narrower_than(-32));
}

class EvaluationTest : public testing::TestWithParam<std::tuple<int, int, int>> {};

TEST_P(EvaluationTest, EveryQuantityEnclosesTheOraclesValue) {
  const auto [depth, classes, bits] = GetParam();
  const StateData data = infeasible_state(depth, 3, 70, classes, 0.4);  // two blocks of the evaluation
  const oracle::Net net = oracle_of(data);
  ThreadPool pool(2);
  const Evaluation e = evaluate_to(data, bits, pool);
  const std::size_t D = data.layers.size();
  const Real N = 70, K = sqrt(Real(2 * static_cast<int>(D) - 1)), sqrt2 = sqrt(Real(2));
  EXPECT_TRUE(encloses(e.CE, net.CE(), bits));
  EXPECT_TRUE(encloses(e.S, net.S(), bits));
  EXPECT_TRUE(encloses(e.L_S, sqrt(Real(net.S() / N)), bits));
  Real R2 = 0, weighted = 0, squares = 0;
  for (const Real& R : net.losses(net.surrogate())) R2 += R * R;
  EXPECT_TRUE(encloses(e.R_norm, sqrt(R2), bits));
  ASSERT_EQ(e.residual_norms.size(), D - 1);
  ASSERT_EQ(e.omega.size(), D - 1);
  ASSERT_EQ(e.gradient_norms_c.size(), D - 1);
  ASSERT_EQ(e.lambda.size(), D);
  ASSERT_EQ(e.layer_norms.size(), D);
  for (std::size_t l = 0; l < D; ++l) {
    EXPECT_TRUE(encloses(e.layer_norms[l], sqrt(oracle::norm2(net.W[l])), bits));
    EXPECT_TRUE(encloses(e.lambda[l], net.lambda(l), bits));
    EXPECT_TRUE(encloses(*e.lipschitz_paper[l], net.C(l), bits));
    EXPECT_TRUE(*e.lipschitz_sharp[l] < *e.lipschitz_paper[l]);
    if (l + 1 == D) break;
    const Real rho2 = oracle::norm2(net.residual(l));
    weighted += sqrt(Real(net.omega(l) * rho2));
    squares += net.omega(l) * rho2;
    EXPECT_TRUE(encloses(e.residual_norms[l], sqrt(rho2), bits));
    EXPECT_TRUE(encloses(e.omega[l], net.omega(l), bits));
    EXPECT_TRUE(encloses(e.gradient_norms_c[l], sqrt(oracle::norm2(net.gradient_c(l))), bits));
  }
  EXPECT_TRUE(encloses(e.gradient_norm_W, sqrt(oracle::norm2(net.gradient_W())), bits));
  EXPECT_TRUE(encloses(e.bounds.b4, (sqrt(R2) + sqrt2 * weighted) / sqrt(N), bits));
  EXPECT_TRUE(encloses(e.bounds.b5, K * sqrt(Real(net.S() / N)), bits));
  EXPECT_TRUE(encloses(e.bounds.b6, sqrt(Real((2 * R2 + 4 * Real(static_cast<int>(D) - 1) * squares) / N)), bits));
  EXPECT_TRUE(encloses(e.bounds.best_constant, K, bits));
  EXPECT_TRUE(encloses(e.bounds.paper_constant, 2 * sqrt(Real(static_cast<int>(D) - 1)), bits));

  const auto surrogate = net.surrogate(), phi = net.network();
  const auto R = net.losses(surrogate), l = net.losses(phi);
  Real b0 = 0, b1 = 0, D2 = 0, mean = 0;
  Index correct = 0;
  for (std::size_t n = 0; n < 70; ++n) {
    Real d2 = 0;
    std::size_t best = 0;
    for (std::size_t j = 0; j < phi.size(); ++j) {
      d2 += (phi[j][n] - surrogate[j][n]) * (phi[j][n] - surrogate[j][n]);
      if (phi[j][n] > phi[best][n]) best = j;
    }
    correct += static_cast<int>(best) == data.labels[n];
    b0 += log(Real(1 + (exp(R[n]) - 1) * exp(Real(sqrt2 * sqrt(d2))))) / N;
    b1 += (R[n] + sqrt2 * sqrt(d2)) / N;
    mean += R[n] / N;
    D2 += d2;
  }
  EXPECT_EQ(e.correct, correct);
  EXPECT_TRUE(encloses(e.bounds.b0, b0, bits));
  EXPECT_TRUE(encloses(e.bounds.b1, b1, bits));
  EXPECT_TRUE(encloses(e.bounds.b2, mean + sqrt(Real(2 / N)) * sqrt(D2), bits));
  const Ball chain[] = {e.CE,         e.bounds.b0, e.bounds.b1, e.bounds.b2,
                        *e.bounds.b3, e.bounds.b4, e.bounds.b5, e.bounds.paper};
  for (std::size_t k = 1; k < std::size(chain); ++k) EXPECT_TRUE(chain[k - 1] < chain[k]) << "b" << k - 1;
  EXPECT_TRUE(e.bounds.b4 < e.bounds.b6 && e.bounds.b6 <= e.bounds.paper);
}

/// Convolutions: channels, kernel, pooling, padding.
class ConvolutionalEvaluation : public testing::TestWithParam<std::tuple<int, int, bool, Padding>> {};

TEST_P(ConvolutionalEvaluation, EnclosesTheValuesOfBruteForceMatrices) {
  const auto [channels, kernel, pooled, padding] = GetParam();
  const StateData data = testing_support::convolutional_state(channels, kernel, pooled, padding, 3);
  const oracle::Net net = testing_support::convolutional_oracle_of(data);
  ThreadPool pool(2);
  const int bits = 128;
  const Evaluation e = evaluate_to(data, bits, pool);
  const std::size_t D = data.layers.size();
  EXPECT_TRUE(encloses(e.CE, net.CE(), bits));
  EXPECT_TRUE(encloses(e.S, net.S(), bits));
  for (std::size_t l = 0; l < D; ++l) {
    EXPECT_TRUE(encloses(e.layer_norms[l], sqrt(oracle::norm2(net.W[l])), bits)) << l;
    EXPECT_TRUE(encloses(e.lambda[l], net.lambda(l), bits)) << l;
    EXPECT_LE(e.lipschitz_sharp[l]->approximate(), 1.000001 * e.lipschitz_paper[l]->approximate());
    if (l + 1 == D) break;
    EXPECT_TRUE(encloses(e.residual_norms[l], sqrt(oracle::norm2(net.residual(l))), bits)) << l;
    EXPECT_TRUE(encloses(e.omega[l], net.omega(l), bits)) << l;
    EXPECT_TRUE(encloses(e.gradient_norms_c[l], sqrt(oracle::norm2(net.gradient_c(l))), bits)) << l;
  }
  EXPECT_TRUE(encloses(e.gradient_norm_W, sqrt(oracle::norm2(net.gradient_W())), bits));
  EXPECT_FALSE(e.bounds.b3);
  EXPECT_TRUE(e.CE < e.bounds.b5);
}

INSTANTIATE_TEST_SUITE_P(Shapes, ConvolutionalEvaluation,
                         testing::Combine(testing::Values(1, 2, 3), testing::Values(3, 5), testing::Bool(),
                                          testing::Values(Padding::same, Padding::valid)));

INSTANTIATE_TEST_SUITE_P(Shapes, EvaluationTest,
                         testing::Values(std::tuple{2, 2, 53}, std::tuple{3, 3, 128}, std::tuple{4, 2, 256}));

TEST(Evaluation, AFeasibleStateHasExactZeros) {
  ThreadPool pool(1);
  const Evaluation e = evaluate_to(testing_support::circle_state(3, 4, 20), 53, pool);
  EXPECT_TRUE(e.residual_norms[0].is_zero() && e.residual_norms[1].is_zero());
  EXPECT_TRUE(e.lambda[2].is_zero());
  EXPECT_TRUE(e.CE <= e.L_S);
}

TEST(Evaluation, ConstantsThatDoNotExistAreAbsent) {
  ThreadPool pool(1);
  const auto at = [&](Activation::Kind kind) {
    return evaluate_to(testing_support::circle_state(3, 4, 20, 1, {kind}), 53, pool);
  };
  EXPECT_FALSE(at(Activation::Kind::relu).lipschitz_paper[0]);
  EXPECT_FALSE(at(Activation::Kind::relu).lipschitz_sharp[1]);
  EXPECT_FALSE(at(Activation::Kind::softplus).lipschitz_paper[2]);
  EXPECT_TRUE(at(Activation::Kind::arctan).lipschitz_paper[2]);
}

TEST(Evaluation, DepthOneHasNoHiddenQuantities) {
  StateData data = testing_support::circle_state(2, 4, 20);
  data.layers = {data.layers[1]};
  data.layers[0].W = Matrix<double>::Ones(2, 2);
  ThreadPool pool(1);
  const Evaluation e = evaluate_to(data, 64, pool);
  EXPECT_TRUE(e.omega.empty());
  EXPECT_TRUE(e.bounds.paper_constant.is_zero());
  EXPECT_FALSE(e.CE > e.bounds.b5);
  EXPECT_EQ(e.lambda.size(), 1u);
  EXPECT_FALSE(e.lipschitz_paper[0]);
  EXPECT_TRUE(e.lipschitz_sharp[0]);
}

/// Where B, M0 and M1 are not 1: two texts for the bounds and for Lemma 3.3's constants.
TEST(Evaluation, AgreesWithTheClaimsFormulasForEveryActivation) {
  using Kind = Activation::Kind;
  const auto same = [](const Ball& x, const Ball& y) { return arb_overlaps(x.get(), y.get()) != 0; };
  for (const Activation& activation :
       std::vector<Activation>{{Kind::sigmoid}, {Kind::arctan}, {Kind::erf}, {Kind::identity, 2.0}}) {
    StateData data = infeasible_state(4, 3, 6, 3, 0.4);
    data.activation = activation;
    data.layers[3].W *= 20.0;
    const PrecisionScope scope(128);
    ThreadPool pool(1);
    const Evaluation e = evaluate(data, pool);
    const BoundChain b = bound_chain(spectral_bound_terms(Network(data)));
    EXPECT_TRUE(same(e.bounds.b4, b.b4) && same(e.bounds.b5, b.b5) && same(e.bounds.b6, b.b6));
    EXPECT_TRUE(same(e.bounds.paper, b.paper));
    if (activation.kind == Kind::identity) continue;
    const Iterate t(data);
    for (Index l = 1; l < 4; ++l) EXPECT_TRUE(same(t.auxiliary_constant(l), *e.lipschitz_paper[l - 1])) << l;
    EXPECT_TRUE(same(t.output_constant(), *e.lipschitz_paper[3]));
    const Ball gram = squared(spectral_norm(t.V(4)));
    OutputTerms<Ball> terms{t.lambda(4), Ball(0.0), gram};
    terms.classes = 3;
    terms.largest_loss = largest_entry(t.R());
    terms.largest_gradient_move = largest_column_norm(product(t.output_gradient(), t.V(4)));
    EXPECT_TRUE(
        same(self_consistent_constant(t, gram, Ball(2.0), Ball(1.0)), Ball(2.0) / self_consistent_output_step(terms)));
  }
}

}  // namespace
}  // namespace lysep
