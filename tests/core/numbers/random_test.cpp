#include "core/numbers/random.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

TEST(RandomStream, IsPhilox4x32WithTenRounds) {  // known answers of Random123
  const r123::Philox4x32::ctr_type zero{{0, 0, 0, 0}}, ones{{~0u, ~0u, ~0u, ~0u}};
  const auto a = r123::Philox4x32{}(zero, r123::Philox4x32::key_type{{0, 0}});
  const auto b = r123::Philox4x32{}(ones, r123::Philox4x32::key_type{{~0u, ~0u}});
  EXPECT_EQ(a[0], 0x6627e8d5u);
  EXPECT_EQ(a[3], 0x9b00dbd8u);
  EXPECT_EQ(b[0], 0x408f276du);
}

TEST(RandomStream, DependsOnSeedPurposeTensorAndIndexOnly) {
  const RandomStream stream(5, Purpose::train_data, 7);
  EXPECT_EQ(stream.bits(3), RandomStream(5, Purpose::train_data, 7).bits(3));
  EXPECT_NE(stream.bits(3), stream.bits(4));
  EXPECT_NE(stream.bits(3), stream.bits(3 + (1ull << 32)));
  EXPECT_NE(stream.bits(3), RandomStream(6, Purpose::train_data, 7).bits(3));
  EXPECT_NE(stream.bits(3), RandomStream(5 + (1ull << 32), Purpose::train_data, 7).bits(3));
  EXPECT_NE(stream.bits(3), RandomStream(5, Purpose::test_data, 7).bits(3));
  EXPECT_NE(stream.bits(3), RandomStream(5, Purpose::train_data, 8).bits(3));
}

TEST(RandomStream, BitsOnRecord) {
  const RandomStream stream(1, Purpose::initial_state, 2);
  EXPECT_EQ(stream.bits(0), 14200105841574148054u);
  EXPECT_EQ(stream.uniform(0), static_cast<double>(stream.bits(0) >> 11) / 9007199254740992.0);
}

TEST(RandomStream, UniformNumbersHaveTheMomentsOfTheUniformLaw) {
  const RandomStream stream(2, Purpose::train_data, 0);
  double mean = 0, square = 0, low = 1, high = -1;
  constexpr int count = 100000;
  for (int k = 0; k < count; ++k) {
    const double x = stream.symmetric(k, 1.0);
    mean += x / count;
    square += x * x / count;
    low = std::min(low, x);
    high = std::max(high, x);
  }
  EXPECT_NEAR(mean, 0.0, 0.01);
  EXPECT_NEAR(square, 1.0 / 3.0, 0.01);
  EXPECT_GE(low, -1.0);
  EXPECT_LT(low, -0.999);
  EXPECT_LT(high, 1.0);
  EXPECT_GT(high, 0.999);
  EXPECT_LE(std::abs(stream.symmetric(0, 0.25)), 0.25);
}

}  // namespace
}  // namespace lysep
