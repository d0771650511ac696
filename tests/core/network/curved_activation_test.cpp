// The laws of activations with second derivatives.
#include "core/network/curved_activation.hpp"

#include "core/numbers/multiprecision.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using Wide = Multiprecision<200>;

const char* const names[] = {"tanh",
                             "sigmoid",
                             "sin",
                             "relu",
                             "identity",
                             "softplus",
                             "elu",
                             "elu:0.5",
                             "elu:3",
                             "selu",
                             "isrlu",
                             "leaky-relu",
                             "isrlu:2.5",
                             "bent-identity",
                             "leaky-relu:0.25",
                             "parametric-relu",
                             "parametric-relu:1.5"};

const double points[] = {-600, -40, -6, -1.25, -1, -0.3, -1e-9, 1e-300, 1e-5, 0.2, 0.75, 1, 3, 12, 36, 500};

class EveryCurvedActivation : public testing::TestWithParam<const char*> {
 protected:
  Activation activation() const { return any_activation_named(GetParam()).value(); }
  template <class S, class F>
  S with(F f) const {
    return with_curved_activation<S>(activation(), [&](auto sigma) { return S(f(sigma)); });
  }
  template <class S>
  S value(const S& c) const {
    return with<S>([&](auto sigma) { return sigma.value(c); });
  }
  template <class S>
  S slope(const S& c) const {
    return with<S>([&](auto sigma) { return sigma.slope(c, S(sigma.value(c))); });
  }
  template <class S>
  S second(const S& c) const {
    return with<S>([&](auto sigma) { return curvature(sigma, c, S(sigma.value(c))); });
  }
};

TEST_P(EveryCurvedActivation, SlopeAndCurvatureAreDerivatives) {
  const Wide h("1e-60");
  for (const double point : points) {
    if (std::abs(point) < 1e-250) continue;  // astride of the kink
    const Wide c(point), up = value<Wide>(c + h), down = value<Wide>(c - h);
    EXPECT_LE(Wide(abs((up - down) / (2 * h) - slope<Wide>(c))), Wide("1e-100")) << point;
    EXPECT_LE(Wide(abs((slope<Wide>(c + h) - slope<Wide>(c - h)) / (2 * h) - second<Wide>(c))), Wide("1e-100"))
        << point;
  }
}

TEST_P(EveryCurvedActivation, InDoubleItIsAccurate) {
  for (const double c : points) {
    const auto expect = [&](double computed, const Wide& exact, const char* what) {
      EXPECT_LE(Wide(abs(Wide(computed) - exact)),
                Wide(4e-16) * (abs(exact) + Wide(1e-300)) + Wide(what[0] == 'v' ? 0.0 : 2e-16))
          << what << ' ' << c;
    };
    expect(value<double>(c), value<Wide>(Wide(c)), "value");
    expect(slope<double>(c), slope<Wide>(Wide(c)), "slope");
    expect(second<double>(c), second<Wide>(Wide(c)), "curvature");
  }
}

TEST_P(EveryCurvedActivation, ConstantsAndGraphAreThoseOfItsValues) {
  const auto constants = curved_constants_of<Wide>(activation());
  const ActivationGraph graph = graph_of(activation());
  const Wide slack = 1 + Wide("1e-50"), tiny("1e-60");
  Wide steepest(0), most_curved(0), largest(0), before(-1000);
  bool falls = false, bends_up = false, bends_down = false;
  for (int k = -1600; k <= 1600; ++k) {
    const Wide c = Wide(k) / 128 + Wide("1e-40"), slope_there = slope<Wide>(c);
    steepest = max(steepest, Wide(abs(slope_there)));
    largest = max(largest, Wide(abs(value<Wide>(c))));
    most_curved = max(most_curved, Wide(abs(second<Wide>(c))));
    falls = falls || slope_there < -tiny;
    if (k > -1600) {
      bends_up = bends_up || slope_there > before + tiny;
      bends_down = bends_down || slope_there < before - tiny;
    }
    before = slope_there;
  }
  EXPECT_LE(steepest, Wide(constants.B * slack));
  EXPECT_GE(steepest, Wide(constants.B * Wide("0.98")));
  if (constants.M0) {
    EXPECT_LE(largest, Wide(*constants.M0 * slack));
  }
  if (constants.M2) {
    EXPECT_LE(most_curved, Wide(*constants.M2 * slack));
    EXPECT_GE(most_curved, Wide(*constants.M2 * Wide("0.98")));
  }
  EXPECT_EQ(graph.nondecreasing, !falls);
  EXPECT_EQ(graph.convex, !bends_down);
  EXPECT_EQ(graph.concave, !bends_up);
  const bool jumps = abs(Wide(slope<Wide>(Wide("1e-70")) - slope<Wide>(Wide("-1e-70")))) > Wide("1e-20");
  EXPECT_EQ(constants.M2.has_value(), !jumps);
}

TEST_P(EveryCurvedActivation, IsFoundByItsText) {
  const auto found = any_activation_named(text_of(activation()));
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, activation());
}

INSTANTIATE_TEST_SUITE_P(Activations, EveryCurvedActivation, testing::ValuesIn(names), [](const auto& info) {
  std::string name(info.param);
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name;
});

TEST(CurvedActivation, TheirParametersAreRead) {
  const auto factor = [](const char* text) { return any_activation_named(text).value().factor; };
  EXPECT_EQ(factor("parametric-relu:0.125"), 0.125);
  EXPECT_EQ(factor("parametric-relu"), 0.25);
  EXPECT_EQ(factor("leaky-relu"), 0.01);
  EXPECT_EQ(factor("elu"), 1.0);
  for (const char* wrong :
       {"elu:", "elu:0", "elu:-1", "elu:nan", "elu:inf", "elu:1x", "selu:2", "bent-identity:1", "gelu", "elu:1e999"}) {
    EXPECT_FALSE(any_activation_named(wrong)) << wrong;
  }
  EXPECT_EQ(text_of({Activation::Kind::parametric_relu, 0.25}), "parametric-relu");
  EXPECT_EQ(text_of({Activation::Kind::elu, 0.5}), "elu:0.5");
  EXPECT_EQ(text_of({Activation::Kind::tanh}), "tanh");
  EXPECT_FALSE(is_curved({Activation::Kind::erf}));
  EXPECT_TRUE(is_curved({Activation::Kind::softplus}));
}

TEST(CurvedActivation, KinksHaveTheLeftSidesSlope) {
  EXPECT_EQ(LeakyRelu{0.25}.slope(0.0, 0.0), 0.25);
  EXPECT_EQ(Selu{}.slope(0.0, 0.0), Selu::lambda * Selu::alpha);
  EXPECT_EQ(Elu{0.5}.slope(0.0, 0.0), 0.5);
}

}  // namespace
}  // namespace lysep
