#include "core/network/cross_entropy.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::relative_difference;

double loss(const std::vector<double>& z, int label) {
  Matrix<double> Z(z.size(), 1), R;
  for (std::size_t j = 0; j < z.size(); ++j) Z(static_cast<Index>(j), 0) = z[j];
  cross_entropy(Z, {label}, R);
  return R(0, 0);
}

TEST(CrossEntropy, KnownValues) {
  EXPECT_DOUBLE_EQ(loss({0, 0}, 0), 0.6931471805599453);
  EXPECT_DOUBLE_EQ(loss({5, 5, 5}, 2), 1.0986122886681098);
  EXPECT_DOUBLE_EQ(loss({0, 4}, 0), 4.0181499279178094);
}

TEST(CrossEntropy, LargeMarginsNeitherOverflowNorVanish) {
  EXPECT_EQ(loss({0, 1000}, 0), 1000.0);
  EXPECT_EQ(loss({-1e300, 1e300}, 0), 2e300);
  EXPECT_DOUBLE_EQ(loss({700, 0}, 0), 9.8596765437597708e-305);
  EXPECT_DOUBLE_EQ(loss({40, 0}, 0), 4.2483542552915889e-18);
}

RC_GTEST_PROP(CrossEntropy, AgreesWithTheDefinitionInHundredDigits, ()) {
  const Index J = *rc::gen::inRange(2, 6), N = *rc::gen::inRange(1, 5);
  const double size = *rc::gen::element(1e-6, 1.0, 30.0, 600.0);
  const RandomStream stream(*rc::gen::arbitrary<std::uint64_t>(), Purpose::claim_instance, 2);
  Matrix<double> Z(J, N), R, T;
  for (Index i = 0; i < Z.size(); ++i) Z.data()[i] = stream.symmetric(i, size);
  oracle::Net net;
  for (Index n = 0; n < N; ++n) net.labels.push_back(static_cast<int>(stream.bits(100 + n) % J));
  cross_entropy(Z, net.labels, R);
  softmax_minus_labels(Z, net.labels, T);
  const oracle::Rows rows = testing_support::rows_of(Z);
  const auto exact = net.losses(rows);
  const oracle::Rows P = oracle::Net::softmax(rows);
  for (Index n = 0; n < N; ++n) {
    if (exact[n] > oracle::Real("1e-60")) RC_ASSERT(relative_difference(R(0, n), exact[n]) < 1e-14);
    for (Index j = 0; j < J; ++j) {
      const oracle::Real expected = P[j][n] - (j == net.labels[n] ? 1 : 0);
      if (abs(expected) > oracle::Real("1e-60")) RC_ASSERT(relative_difference(T(j, n), expected) < 1e-12);
    }
  }
}

TEST(CrossEntropy, PredictionsAreTheFirstOfTheLargestLogits) {
  Matrix<double> Z(3, 4);
  Z << 1, 2, 0, 0,  //
      1, 3, 0, 5,   //
      0, 1, 0, 5;
  EXPECT_EQ(correct_predictions(Z, {0, 1, 0, 1}), 4);
  EXPECT_EQ(correct_predictions(Z, {1, 1, 2, 2}), 1);
}

}  // namespace
}  // namespace lysep
