#include "core/methods/options.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

#include "core/methods/methods.hpp"

namespace lysep {
namespace {

Option with_range(double low, double high, bool low_open, bool high_open) {
  return {"step-size", "", 1.0, {}, {low, high, low_open, high_open}, "", {}};
}

TEST(Options, ARangeIsOpenOrClosedAtEachEnd) {
  for (const bool low_open : {false, true}) {
    for (const bool high_open : {false, true}) {
      const Option option = with_range(0, 2, low_open, high_open);
      EXPECT_EQ(problem_with(option, 0.0).empty(), !low_open);
      EXPECT_EQ(problem_with(option, 2.0).empty(), !high_open);
      EXPECT_EQ(problem_with(option, 1.0), "");
      EXPECT_NE(problem_with(option, -1.0), "");
      EXPECT_NE(problem_with(option, std::nextafter(2.0, 3.0)), "");
      EXPECT_NE(problem_with(option, NAN), "");
    }
  }
  EXPECT_EQ(problem_with(with_range(0, 2, true, false), 0.0), "requires 0 < --step-size <= 2, but got 0");
  EXPECT_EQ(problem_with(with_range(0.5, 1, false, true), 1.0), "requires 0.5 <= --step-size < 1, but got 1");
}

TEST(Options, AWordIsOneOfTheChoices) {
  const Option option{"rule", "", "plain", {"plain", "other"}, {}, "", {}};
  EXPECT_EQ(problem_with(option, "other"), "");
  EXPECT_EQ(problem_with(option, "x"), "requires --rule one of plain, other, but got x");
  EXPECT_NE(problem_with(option, 1.0), "");
  EXPECT_NE(problem_with(with_range(0, 2, true, true), "1"), "");
}

TEST(Options, ATextIsAWholeNumberOrNone) {
  const Option number_option = with_range(0, 2, true, true), word_option{"rule", "", "plain", {"plain"}, {}, "", {}};
  EXPECT_EQ(std::get<double>(value_of(number_option, "0.25")), 0.25);
  EXPECT_EQ(std::get<double>(value_of(number_option, "1e-3")), 1e-3);
  for (const char* text : {"", "1x", "x", " 1", "1 "}) {
    EXPECT_TRUE(std::isnan(std::get<double>(value_of(number_option, text)))) << text;
  }
  EXPECT_EQ(std::get<std::string>(value_of(word_option, "0.25")), "0.25");
}

TEST(Options, GoWithTheWordsOfAnother) {
  const Option option{"shrink", "", 0.9, {}, {0, 1}, "rule", {"a", "b"}};
  EXPECT_TRUE(applies(option, {{"rule", "a"}}));
  EXPECT_TRUE(applies(option, {{"rule", "b"}}));
  EXPECT_FALSE(applies(option, {{"rule", "c"}}));
  EXPECT_TRUE(applies(with_range(0, 1, true, true), {}));
  EXPECT_EQ(json_name({"tau-factor-x", "", 1.0, {}, {}, "", {}}), "tau_factor_x");
  EXPECT_THROW(number({{"rule", "a"}}, "rule"), std::out_of_range);
  EXPECT_THROW(word({{"rule", 1.0}}, "rule"), std::out_of_range);
}

TEST(Methods, HaveNamesOfTheirOwnMakersAndDefaultsInRange) {
  std::set<std::string> names;
  for (const MethodEntry& method : methods()) {
    EXPECT_TRUE(names.insert(method.name).second) << method.name;
    EXPECT_EQ(method_named(method.name), &method);
    EXPECT_EQ(method_makers<double>().count(method.name), 1u) << method.name;
    for (const Option& option : method.options) {
      EXPECT_EQ(problem_with(option, option.value), "") << method.name << option.name;
      EXPECT_FALSE(option.help.empty());
    }
    EXPECT_EQ(defaults_of(method).size(), method.options.size());
  }
  EXPECT_EQ(method_named("none"), nullptr);
}

/// A line an option: its default, its words or its range, and what it goes with.
std::string line_of(const Option& option) {
  std::ostringstream line;
  line << " --" << option.name << ' ';
  std::visit([&](const auto& value) { line << value; }, option.value);
  for (const std::string& word : option.choices) line << (&word == &option.choices[0] ? " of " : " ") << word;
  const Option::Range& range = option.range;
  if (std::holds_alternative<double>(option.value)) {
    line << " in " << (range.low_open ? '(' : '[') << range.low << ", " << range.high << (range.high_open ? ')' : ']');
  }
  if (!option.needs.empty()) line << " with " << option.needs;
  for (const std::string& word : option.needs_one_of) line << ' ' << word;
  if (!option.alone.empty()) line << ", alone " << option.alone;
  return line.str();
}

/// Runs and state files of others rest on them: a change is on purpose. So is one of the memory that a method says it
/// takes, here with sums of 7 copies at four layers of 3, 5, 5, 5 inputs and 2 classes.
TEST(Methods, OptionsAndMemoryAreThoseOnRecord) {
  const StateData start = initial_state({}, dense_network(3, 5, 4, 2), 1.7, 1);
  std::ifstream record(LYSEP_METHOD_OPTIONS);
  std::string all, recorded((std::istreambuf_iterator<char>(record)), {});
  for (const MethodEntry& method : methods()) {
    const MemoryUse use = method.memory ? method.memory(start, 7) : MemoryUse{};
    std::ostringstream line;
    line << method.name << ": " << use.per_sample << " numbers a sample, " << use.in_all << " in all; of "
         << method.objective;
    for (const std::string& figure : method.figures) line << ' ' << figure;
    all += line.str() + '\n';
    for (const Option& option : method.options) all += method.name + line_of(option) + '\n';
  }
  EXPECT_EQ(all, recorded);
}

}  // namespace
}  // namespace lysep
