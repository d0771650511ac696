#include "datasets/preparation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/numbers/bad_input.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

/// One column, its values as they are given, labels in turns.
Dataset column(const std::vector<double>& values) {
  Dataset data;
  data.dimension = 1;
  data.classes = 2;
  data.X = values;
  for (std::size_t n = 0; n < values.size(); ++n) data.labels.push_back(static_cast<int>(n % 2));
  return data;
}

Dataset numbered(std::size_t samples) {
  std::vector<double> values(samples);
  std::iota(values.begin(), values.end(), 0.0);
  return column(values);
}

std::vector<std::string> ignored;

TEST(Preparation, TheSeedChoosesTestSamples) {
  const TrainAndTest parts = prepared(numbered(10), {.test_samples = 3, .seed = 1}, "f", ignored);
  EXPECT_EQ(parts.test.X.size(), 3u);
  EXPECT_EQ(parts.train.X.size(), 7u);
  std::vector<double> all = parts.train.X;
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  all.insert(all.end(), parts.test.X.begin(), parts.test.X.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, numbered(10).X);
  EXPECT_EQ(prepared(numbered(10), {.test_samples = 3, .seed = 1}, "f", ignored).test.X, parts.test.X);
  // More test samples are those and others; other seeds choose others.
  const auto more = prepared(numbered(10), {.test_samples = 5, .seed = 1}, "f", ignored).test.X;
  EXPECT_TRUE(std::includes(more.begin(), more.end(), parts.test.X.begin(), parts.test.X.end()));
  std::set<std::vector<double>> choices;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    choices.insert(prepared(numbered(10), {.test_samples = 3, .seed = seed}, "f", ignored).test.X);
  }
  EXPECT_GT(choices.size(), 10u);
}

TEST(Preparation, TheLastSamplesMayBeTheTestSamples) {
  const TrainAndTest parts =
      prepared(numbered(4), {.samples = 2, .test_samples = 1, .test_at_end = true}, "f", ignored);
  EXPECT_EQ(parts.train.X, (std::vector<double>{0, 1}));
  EXPECT_EQ(parts.test.X, (std::vector<double>{3}));
  EXPECT_EQ(parts.test.labels, (std::vector<int>{1}));
  EXPECT_THROW(prepared(numbered(2), {.samples = 2, .test_samples = 1}, "f", ignored), BadInput);
  EXPECT_THROW(prepared(numbered(2), {.test_samples = 2}, "f", ignored), BadInput);
}

TEST(Preparation, StandardisedByTheTrainingSamples) {
  for (const double offset : {0.0, 1e8, -1e8}) {
    const Dataset data = column({offset + 1, offset + 3, offset + 5, offset + 7, offset + 100});
    const TrainAndTest parts =
        prepared(data, {.test_samples = 1, .test_at_end = true, .standardise = true}, "f", ignored);
    EXPECT_EQ(parts.mean[0], offset + 4);
    EXPECT_NEAR(parts.deviation[0], std::sqrt(5.0), 1e-15);
    EXPECT_NEAR(parts.train.X[0], -3 / std::sqrt(5.0), 1e-15);
    EXPECT_NEAR(parts.test.X[0], 96 / std::sqrt(5.0), 1e-13);
  }
}

TEST(Preparation, NoScaleOverflows) {
  const TrainAndTest huge = prepared(column({1e308, -1e308}), {.standardise = true}, "f", ignored);
  EXPECT_EQ(huge.train.X, (std::vector<double>{1, -1}));
  const TrainAndTest one = prepared(column({0.1, 0.1, 0.1}), {.standardise = true}, "f", ignored);
  EXPECT_EQ(one.deviation[0], 1);
  EXPECT_NEAR(one.train.X[0], 0, 1e-15);
}

TEST(Preparation, WarnsOfScalesAndOfClassesThatTrainingLacks) {
  const auto warnings = [](const Dataset& data, const Preparation& how) {
    std::vector<std::string> lines;
    prepared(data, how, "f", lines);
    return lines;
  };
  EXPECT_TRUE(warnings(column({999, 1001}), {}).empty());
  EXPECT_EQ(warnings(column({1002, 1004}), {}).size(), 1u);
  EXPECT_TRUE(warnings(column({1002, 1004}), {.standardise = true}).empty());
  EXPECT_TRUE(warnings(column({7, 7}), {}).empty());  // tells nothing, harms nothing
  Dataset two = column({0, 1, 0, 2000});
  two.dimension = 2;
  two.labels = {0, 1};
  EXPECT_TRUE(warnings(two, {}).empty());  // input 1 has one value only
  two.X = {0, 0, 1, 2000};
  EXPECT_EQ(warnings(two, {})[0].find("f: inputs 1 and 2 have deviations 5.0e-01 and 1.0e+03"), 0u);
  EXPECT_EQ(warnings(numbered(2), {.test_samples = 1, .test_at_end = true}),
            (std::vector<std::string>{"f: no training sample is of class 1"}));
}

}  // namespace
}  // namespace lysep
