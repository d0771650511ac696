#include "core/network/activation.hpp"

#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using Wide = Multiprecision<300>;

std::vector<Activation> all_activations() {
  std::vector<Activation> all;
  for (int k = 0; k < static_cast<int>(std::size(activation_names)); ++k)
    all.push_back({static_cast<Activation::Kind>(k)});
  all.push_back({Activation::Kind::identity, 2.5});
  return all;
}

const double points[] = {-700, -40, -6, -1.25, -1, -0.3, -1e-9, 0, 1e-300, 1e-5, 0.2, 0.75, 1, 3, 12, 36, 500};
const double moves[] = {-30, -2, -0.7, -1e-3, -1e-12, -1e-40, 1e-40, 1e-20, 1e-6, 0.1, 0.49, 0.51, 1.3, 2, 5, 80};

class EveryActivation : public testing::TestWithParam<Activation> {
 protected:
  template <class S, class F>
  S with(F f) const {
    return with_activation<S>(GetParam(), [&](auto sigma) { return f(sigma); });
  }
  Wide value(const Wide& c) const {
    return with<Wide>([&](auto sigma) { return sigma.value(c); });
  }
  Wide slope(const Wide& c) const {
    return with<Wide>([&](auto sigma) { return sigma.slope(c, sigma.value(c)); });
  }
};

/// sigma(c + d) - sigma(c) in 50 digits against a subtraction in 300.
TEST_P(EveryActivation, DifferenceDoesNotCancel) {
  for (const double c : points) {
    for (const double d : moves) {
      const mp50 C(c), D(d);
      const mp50 change = with<mp50>([&](auto sigma) { return difference(sigma, C, mp50(sigma.value(C)), D); });
      const Wide exact = value(Wide(c) + Wide(d)) - value(Wide(c));
      // In saturation tanh and sigmoid lose relative, not absolute, accuracy.
      const Wide allowed =
          abs(exact) * Wide("1e-44") + Wide("1e-49") * (std::abs(d) < 1 ? Wide(abs(Wide(d))) : Wide(1));
      EXPECT_LE(Wide(abs(Wide(change) - exact)), allowed) << name_of(GetParam()) << " c=" << c << " d=" << d;
    }
  }
}

TEST_P(EveryActivation, DifferenceInDoubleIsAccurate) {
  if (!trains(GetParam())) return;
  for (const double c : points) {
    for (const double d : moves) {
      const double c_new = c + d;
      if (c_new - c != d && std::abs(d) > 1e-3) continue;  // the move itself is rounded
      const double change = with<double>([&](auto sigma) { return difference(sigma, c, sigma.value(c), d); });
      const Wide exact = value(Wide(c) + Wide(d)) - value(Wide(c));
      const Wide allowed = abs(exact) * Wide(1e-14) + Wide(1e-15 * (1 + std::abs(c)) * std::min(1.0, std::abs(d)));
      EXPECT_LE(Wide(abs(Wide(change) - exact)), allowed) << name_of(GetParam()) << " c=" << c << " d=" << d;
    }
  }
}

TEST_P(EveryActivation, SlopeIsTheDerivative) {
  const Wide h("1e-100");
  for (const double c : points) {
    if (c == 0 && GetParam().kind == Activation::Kind::relu) continue;
    const Wide quotient = (value(Wide(c) + h) - value(Wide(c) - h)) / (2 * h);
    if (std::abs(c) < 1e-250) continue;  // the quotient straddles the kinks of ReLU and of softsign's slope
    EXPECT_LE(Wide(abs(quotient - slope(Wide(c)))), Wide("1e-90")) << name_of(GetParam()) << " c=" << c;
  }
}

TEST(Relu, HasSlope0AtItsKink) {
  const Relu relu;
  EXPECT_EQ(relu.slope(0.0, 0.0), 0.0);
  EXPECT_EQ(relu.slope(-0.0, 0.0), 0.0);
  EXPECT_EQ(relu.slope(5e-324, 5e-324), 1.0);
}

TEST_P(EveryActivation, ConstantsBoundValueSlopeAndItsChange) {
  const auto a = constants_of<Wide>(GetParam());
  Wide largest(0), steepest(0), most_curved(0);
  const Wide h("1e-60"), slack = 1 + Wide("1e-50");
  const bool thorough = testing_support::cases(8000) >= 8000;  // near enough to where the largest are
  for (int k = -8000; k <= 8000; k += thorough ? 1 : 20) {
    const Wide c = Wide(k) / 1000;
    largest = max(largest, Wide(abs(value(c))));
    steepest = max(steepest, Wide(abs(slope(c))));
    if (a.M2) most_curved = max(most_curved, Wide(abs(slope(c + h) - slope(c)) / h));
  }
  EXPECT_LE(steepest, Wide(a.B * slack));
  if (a.M0) {
    EXPECT_LE(largest, Wide(*a.M0 * slack));
    EXPECT_TRUE(!thorough || largest >= *a.M0 * Wide(0.85)) << largest;
  }
  if (a.M2) {
    EXPECT_LE(most_curved, Wide(*a.M2 * slack));
    EXPECT_TRUE(!thorough || most_curved >= *a.M2 * Wide(0.99999)) << most_curved;
  }
  EXPECT_TRUE(!thorough || steepest >= a.B * Wide(0.9996)) << steepest;
}

TEST_P(EveryActivation, HasItsName) {
  const auto found = activation_named(name_of(GetParam()), GetParam().factor);
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Activations, EveryActivation, testing::ValuesIn(all_activations()), [](const auto& info) {
  std::string name(name_of(info.param));
  std::erase(name, '-');
  return name;
});

TEST(Activation, WhichConstantsExist) {
  using Kind = Activation::Kind;
  const auto has = [](Kind kind) {
    const auto a = constants_of<mp50>({kind});
    return std::make_pair(a.M0.has_value(), a.M2.has_value());
  };
  EXPECT_EQ(has(Kind::tanh), std::make_pair(true, true));
  EXPECT_EQ(has(Kind::softsign), std::make_pair(true, true));
  EXPECT_EQ(has(Kind::relu), std::make_pair(false, false));
  EXPECT_EQ(has(Kind::identity), std::make_pair(false, true));
  EXPECT_EQ(has(Kind::softplus), std::make_pair(false, true));
}

TEST(Activation, TheFiveThatTrain) {
  int count = 0;
  for (const Activation& a : all_activations()) count += trains(a);
  EXPECT_EQ(count, 6);  // with the scaled identity
  EXPECT_FALSE(trains({Activation::Kind::arctan}));
  EXPECT_FALSE(activation_named("gelu").has_value());
}

TEST(Relu, KeepsWhatIsNotANumber) { EXPECT_TRUE(std::isnan(Relu{}.value(std::nan("")))); }

}  // namespace
}  // namespace lysep
