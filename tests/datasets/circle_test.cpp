#include "tests/support.hpp"

namespace lysep {
namespace {

TEST(Circle, LabelsSayWhichPointsLieInside) {
  const Dataset data = circle_data(4, 5000, 0).train;
  ASSERT_EQ(data.samples(), 5000u);
  ASSERT_EQ(data.X.size(), 10000u);
  EXPECT_EQ(data.dimension, 2u);
  EXPECT_EQ(data.classes, 2);
  int inside = 0;
  for (std::size_t n = 0; n < data.samples(); ++n) {
    const double x = data.X[2 * n], y = data.X[2 * n + 1];
    EXPECT_LE(std::max(std::abs(x), std::abs(y)), 1.0);
    EXPECT_EQ(data.labels[n], std::hypot(x, y) <= std::sqrt(2.0 / 3.14159265358979323846) ? 1 : 0);
    inside += data.labels[n];
  }
  EXPECT_NEAR(inside / 5000.0, 0.5, 0.03);
}

TEST(Circle, SeedsAndSetsAreStreamsOfTheirOwn) {
  const TrainAndTest one = circle_data(1, 10, 10), more = circle_data(1, 20, 5), other = circle_data(2, 10, 0);
  EXPECT_NE(one.train.X, one.test.X);
  EXPECT_NE(one.train.X, other.train.X);
  EXPECT_TRUE(std::equal(one.train.X.begin(), one.train.X.end(), more.train.X.begin()));
  EXPECT_EQ(more.test.samples(), 5u);
}

}  // namespace
}  // namespace lysep
