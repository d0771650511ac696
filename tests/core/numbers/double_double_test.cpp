#include "core/numbers/double_double.hpp"

#include "core/numbers/bounded.hpp"
#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

mp100 exact(DoubleDouble x) { return mp100(x.high) + mp100(x.low); }

/// A number of any size and sign, with a rest behind it.
DoubleDouble drawn(const RandomStream& stream, std::uint64_t i, double size) {
  const double x = size * (2 * stream.uniform(2 * i) - 1);
  return renormalized(x, x * 0x1p-53 * (stream.uniform(2 * i + 1) - 0.5));
}

TEST(DoubleDouble, SumsAndProductsOfTwoDoublesAreExact) {
  const RandomStream stream(7, Purpose::batches, 0);
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const double a = drawn(stream, 2 * i, std::ldexp(1.0, static_cast<int>(i % 80) - 40)).high;
    const double b = drawn(stream, 2 * i + 1, 1.0).high;
    EXPECT_EQ(exact(exact_sum(a, b)), mp100(a) + mp100(b));
    EXPECT_EQ(exact(exact_product(a, b)), mp100(a) * mp100(b));
  }
}

TEST(DoubleDouble, TheFunctionsAreWithinTheirBound) {
  const RandomStream stream(8, Purpose::batches, 0);
  std::vector<DoubleDouble> points = {{0, 0}, {-0.0, 0}, {1e-300, 0}, {-400, 1e-15}, {400, 0}, {75, 0}, {-74.99, 0}};
  std::uint64_t i = 0;
  for (const double size : {1e-8, 0.01, 0.17, 0.35, 0.7, 1.0, 3.0, 20.0, 200.0}) {
    for (int k = 0; k < 400; ++k) points.push_back(drawn(stream, i++, size));
  }
  for (const DoubleDouble x : points) {
    const mp100 t = tanh(exact(x)), s = mp100(1) / (mp100(1) + exp(mp100(-exact(x))));
    EXPECT_LE(to_double(mp100(abs(mp100(exact(tanh(x)) - t)))), double_double_function_error) << x.high;
    EXPECT_LE(to_double(mp100(abs(mp100(exact(sigmoid(x)) - s)))), double_double_function_error) << x.high;
  }
}

/// Whatever the arithmetic, what is enclosed stays enclosed.
TEST(Bounded, OperationsEncloseAndStayNarrow) {
  const RandomStream stream(9, Purpose::batches, 0);
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const double scale = std::ldexp(1.0, static_cast<int>(i % 60) - 30);
    const double x = drawn(stream, 3 * i, scale).high, y = drawn(stream, 3 * i + 1, 1.0).high;
    const double dx = std::fabs(x) * 1e-10, dy = std::fabs(y) * 1e-8;
    const Bounded a{x, dx}, b{y, dy};
    for (const double s : {-1.0, 1.0}) {
      for (const double t : {-1.0, 1.0}) {
        const mp100 p = mp100(x) + mp100(s) * mp100(dx), q = mp100(y) + mp100(t) * mp100(dy);
        const Bounded sum = a + b, product = a * b, root = sqrt(a * a);
        EXPECT_TRUE(mp100(sum.lower()) <= p + q && p + q <= mp100(sum.upper()));
        EXPECT_TRUE(mp100(product.lower()) <= p * q && p * q <= mp100(product.upper()));
        EXPECT_TRUE(mp100(root.lower()) <= mp100(abs(p)) && mp100(abs(p)) <= mp100(root.upper()));
        EXPECT_LE(sum.error, 1.01 * (dx + dy) + 1e-15 * (std::fabs(x) + std::fabs(y)));
        EXPECT_LE(product.error, 1.05e-8 * std::fabs(x * y));
        EXPECT_LE(root.error, 1.1e-10 * std::fabs(x));
      }
    }
  }
  const Bounded zero{};
  EXPECT_EQ(zero.lower(), 0);
  EXPECT_EQ(zero.upper(), 0);
  EXPECT_LT((Bounded{1, 0x1p-60}.lower()), 1);
  EXPECT_GT((Bounded{1, 0x1p-60}.upper()), 1);
  EXPECT_FALSE((Bounded{1, INFINITY}.upper() < 0));
}

}  // namespace
}  // namespace lysep
