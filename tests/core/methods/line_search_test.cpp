#include "core/methods/line_search.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

StepOptions options(double shrink, int trials) {
  StepOptions o;
  o.shrink = shrink;
  o.max_trials = trials;
  return o;
}

TEST(Backtracking, TakesTheFirstStepThatDoesNotIncrease) {
  std::vector<double> tried;
  const auto search = backtrack(10.0, 8.0, options(0.5, 100), [&](double tau) {
    tried.push_back(tau);
    return tau > 2.0 ? 11.0 : 10.0;  // equal is not an increase
  });
  EXPECT_EQ(search.result, StepResult::accepted);
  EXPECT_EQ(tried, (std::vector<double>{8.0, 4.0, 2.0}));
  EXPECT_EQ(search.step, 2.0);
  EXPECT_EQ(search.trials, 3);
  EXPECT_EQ(search.before, 10.0);
  EXPECT_EQ(search.after, 10.0);
}

TEST(Backtracking, IsBoundedAndReportsFailure) {
  // The one-dimensional S of ReLU at its kink: no step decreases it.
  const auto search = backtrack(1.25, 1.0, options(0.5, 7), [](double tau) { return 1.25 + tau + 2 * tau * tau; });
  EXPECT_EQ(search.result, StepResult::no_decrease_found);
  EXPECT_EQ(search.trials, 7);
  EXPECT_EQ(search.step, 1.0 / 64);
}

TEST(Backtracking, NeverAcceptsWhatIsNotANumber) {
  const auto search = backtrack(1.0, 1.0, options(0.5, 5), [](double tau) { return tau > 0.2 ? std::nan("") : 0.5; });
  EXPECT_EQ(search.result, StepResult::accepted);
  EXPECT_EQ(search.step, 0.125);
}

TEST(NonFinite, NamesTheLayer) {
  EXPECT_STREQ(NonFinite(3, "gradient").what(), "non-finite gradient in layer 3");
  EXPECT_EQ(NonFinite(3, "gradient").layer(), 3);
}

}  // namespace
}  // namespace lysep
