#include "core/numbers/multiprecision.hpp"
#include "datasets/allen_cahn.hpp"

#include <cmath>

#include "tests/thorough.hpp"

namespace lysep {
namespace {

constexpr double epsilon = 0.02;

AllenCahn solved(std::size_t points, double time, int steps) {
  AllenCahn equation(epsilon, points, time / steps, two_discs);
  for (int k = 0; k < steps; ++k) equation.advance();
  return equation;
}

/// The largest difference on the points of the coarser grid.
double distance(const AllenCahn& a, std::size_t points_a, const AllenCahn& b, std::size_t points_b) {
  const std::size_t points = std::min(points_a, points_b);
  double largest = 0;
  for (std::size_t i = 0; i < points; ++i) {
    for (std::size_t j = 0; j < points; ++j) {
      const double u = a.at(i * points_a / points, j * points_a / points);
      const double v = b.at(i * points_b / points, j * points_b / points);
      largest = std::max(largest, std::abs(u - v));
    }
  }
  return largest;
}

TEST(FourierTransform, IsTheSumOfItsDefinition) {
  const RandomStream stream(1, Purpose::claim_instance, 3);
  for (const std::size_t length : {1u, 2u, 8u, 64u}) {
    std::vector<Complex> x(length);
    for (std::size_t k = 0; k < length; ++k) x[k] = {stream.symmetric(2 * k, 1), stream.symmetric(2 * k + 1, 1)};
    std::vector<Complex> y = x;
    FourierTransform(length).forward(y);
    for (std::size_t k = 0; k < length; ++k) {
      Complex sum;
      for (std::size_t j = 0; j < length; ++j) {
        const double angle = -2 * 3.14159265358979323846 * static_cast<double>(j * k % length) / length;
        sum = sum + x[j] * Complex{std::cos(angle), std::sin(angle)};
      }
      EXPECT_NEAR(y[k].re, sum.re, 1e-13);
      EXPECT_NEAR(y[k].im, sum.im, 1e-13);
    }
  }
}

TEST(AllenCahn, TheDataAreOfThePapersEquation) {
  const Field expected = solved(128, 0.001, 100).interpolant(), field = allen_cahn_solution(0.001);
  for (const double x : {0.02, 0.19, -0.31}) EXPECT_EQ(expected(x, 0.13), field(x, 0.13));
  EXPECT_EQ(solved(128, 1.2e-5, 2).interpolant()(0.02, 0.13),
            allen_cahn_solution(1.2e-5)(0.02, 0.13));  // steps <= 1e-5
  const mp50 width = sqrt(mp50(2)) / 50, expected_value = 1 + tanh(mp50("0.19") / width) - tanh(mp50("0.21") / width);
  EXPECT_NEAR(two_discs(0, 0.2), to_double(expected_value), 1e-14);
}

TEST(AllenCahn, TheEnergyNeverIncreases) {
  AllenCahn equation(epsilon, 128, 1e-5, two_discs);
  double last = equation.energy();
  for (int k = 0; k < 150; ++k) {
    equation.advance();
    const double energy = equation.energy();
    EXPECT_LE(energy, last) << "step " << k + 1;
    EXPECT_LE(equation.maximum(), 1.0);
    last = energy;
  }
}

TEST(AllenCahn, TheEnergyOfTheDiscsIsLengthTimesSurfaceTension) {
  const auto disc = [](double x, double y) {
    return -std::tanh((std::hypot(x, y) - 0.19) / (std::sqrt(2.0) * epsilon));
  };
  const double length = 2 * 3.14159265358979323846 * 0.19, tension = 2 * std::sqrt(2.0) / (3 * epsilon);
  EXPECT_NEAR(AllenCahn(epsilon, 128, 1e-5, disc).energy() / (length * tension), 1, 1e-3);
}

TEST(AllenCahn, ReflectionsInBothAxesAreKept) {
  const AllenCahn equation = solved(128, 0.004, 400);
  for (std::size_t i = 1; i < 128; ++i) {
    for (std::size_t j = 1; j < 128; ++j) {
      EXPECT_NEAR(equation.at(i, j), equation.at(128 - i, j), 1e-12);
      EXPECT_NEAR(equation.at(i, j), equation.at(i, 128 - j), 1e-12);
    }
  }
}

TEST(AllenCahn, IsOfSecondOrderInTime) {
  const double time = 0.002;
  std::vector<double> differences;
  for (int steps = 50; steps <= 200; steps *= 2) {
    differences.push_back(distance(solved(128, time, steps), 128, solved(128, time, 2 * steps), 128));
  }
  for (std::size_t k = 1; k < differences.size(); ++k) EXPECT_NEAR(differences[k - 1] / differences[k], 4, 0.1);
  EXPECT_LT(differences.back(), 4e-5);  // of the longest step that is used, 1e-5
}

TEST(AllenCahn, ConvergesSpectrallyInSpace) {
  const AllenCahn fine = solved(256, 0.004, 100);
  const double at_32 = distance(solved(32, 0.004, 100), 32, fine, 256);
  const double at_64 = distance(solved(64, 0.004, 100), 64, fine, 256);
  const double at_128 = distance(solved(128, 0.004, 100), 128, fine, 256);
  EXPECT_LT(at_64, at_32 / 64);  // order 6, then 13 and more: no fixed order
  EXPECT_LT(at_128, at_64 / 8192);
  EXPECT_LT(at_128, 1e-7);
}

/// The radius in the direction (p, q).
double radius(const Field& u, double p, double q) {
  double inside = 0, outside = 0.3;
  for (int k = 0; k < 50; ++k) {
    const double middle = (inside + outside) / 2;
    (u(p * middle, q * middle) >= 0 ? inside : outside) = middle;
  }
  return inside;
}

/// The sharp interface has r^2 = r_0^2 - 2 t; the profile's second moment pi^2/6 - 1 adds the term of order epsilon^2:
/// dr/dt = -1/r - (pi^2/6 - 1) epsilon^2 / r^3.
TEST(AllenCahn, ADiscShrinksAsItsCurvatureSays) {
  for (const double thickness : {0.03, 0.02}) {
    for (const double time : {0.002, 0.005, 0.01}) {
      const int steps = static_cast<int>(time / 2e-5 + 0.5);
      AllenCahn equation(thickness, 128, time / steps, [&](double x, double y) {
        return -std::tanh((std::hypot(x, y) - 0.19) / (std::sqrt(2.0) * thickness));
      });
      for (int k = 0; k < steps; ++k) equation.advance();
      const Field u = equation.interpolant();
      const double r = radius(u, 1, 0), diagonal = radius(u, std::sqrt(0.5), std::sqrt(0.5));
      EXPECT_NEAR(r, diagonal, 2e-6);
      const double sharp = 0.19 * 0.19 - 2 * time;
      const double expected =
          -(std::pow(3.14159265358979323846, 2) / 6 - 1) * thickness * thickness * std::log(0.19 * 0.19 / sharp);
      EXPECT_NEAR((r * r - sharp) / expected, 1, 0.15) << thickness << " " << time;
    }
  }
}

TEST(AllenCahn, TheInterpolantTakesTheGridsValuesAndIsPeriodic) {
  const AllenCahn equation = solved(64, 0.001, 20);
  const Field u = equation.interpolant();
  for (const std::size_t i : {0u, 5u, 40u}) {
    for (const std::size_t j : {0u, 13u, 33u}) {
      EXPECT_NEAR(u(i / 64.0 - 0.5, j / 64.0 - 0.5), equation.at(i, j), 1e-13);
    }
  }
  EXPECT_NEAR(u(-0.5, 0.123), u(0.5, 0.123), 1e-13);
  EXPECT_NEAR(u(0.3, 0.21), two_discs(0.3, 0.21), 0.2);
}

TEST(AllenCahnData, LabelsSayWhereTheSolutionIsNotNegative) {
  const Dataset start = allen_cahn_data(0, 4, 3000, 0).train;
  EXPECT_EQ(start.dimension, 2u);
  EXPECT_EQ(start.classes, 2);
  double share = 0;
  for (std::size_t n = 0; n < start.samples(); ++n) {
    const double x = start.X[2 * n], y = start.X[2 * n + 1];
    EXPECT_LE(std::max(std::abs(x), std::abs(y)), 0.5);
    EXPECT_EQ(start.labels[n], two_discs(x, y) >= 0 ? 1 : 0);
    share += start.labels[n] / 3000.0;
  }
  EXPECT_NEAR(share, 2 * 3.14159265358979323846 * 0.19 * 0.19, 0.03);
  for (const double time : {0.001, 0.004, 0.015}) {
    if (time > 0.001 && !testing_support::thorough()) break;
    const Dataset later = allen_cahn_data(time, 4, 3000, 0).train;
    EXPECT_EQ(later.X, start.X);
    double now = 0;
    for (const int label : later.labels) now += label / 3000.0;
    EXPECT_LT(now, share);
    EXPECT_NEAR(share - now, 2 * 3.14159265358979323846 * time, 0.03 + 0.1 * share);
  }
}

TEST(AllenCahnData, TheDiscsVanishAndTheRestOfTheTimeTakesNone) {
  const Dataset data = allen_cahn_data(1e12, 4, 100, 0).train;
  EXPECT_EQ(std::count(data.labels.begin(), data.labels.end(), 1), 0);
}

TEST(AllenCahnData, SeedsAndSetsAreStreamsOfTheirOwn) {
  const TrainAndTest one = allen_cahn_data(0, 1, 10, 10), other = allen_cahn_data(0, 2, 20, 5);
  EXPECT_NE(one.train.X, one.test.X);
  EXPECT_NE(one.train.X[0], other.train.X[0]);
  EXPECT_EQ(other.test.samples(), 5u);
}

}  // namespace
}  // namespace lysep
