#include "core/training/memory.hpp"

#include <sys/resource.h>

#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::circle_state;

/// Zeros: the sizes alone count, and millions of random numbers take a while.
Problem problem_of_width(Index width, std::size_t samples) {
  StateData state = circle_state(4, 2, samples);
  for (Index l = 0; l < 4; ++l) {
    auto& layer = state.layers[l];
    layer.W.setZero(l == 3 ? 2 : width, l == 0 ? 2 : width);
    if (l == 3) break;
    layer.b.setZero(width);
    layer.r.setZero(static_cast<Index>(samples), width);
  }
  return {state, {}, {}};
}

TEST(Memory, GrowsWithSamplesAndWithTheSquareOfTheUnknowns) {
  TrainingOptions options;
  const auto needed = [&](Index width, std::size_t samples) {
    return memory_needed(options, problem_of_width(width, samples), 8);
  };
  EXPECT_NEAR((needed(10, 60000) - needed(10, 30000)) / 30000, 8 * (2 + 3 * 3 * 10 + 3 * 10), 1);
  EXPECT_GT(needed(900, 256) / needed(90, 256), 25);
  options.method = "gd";
  EXPECT_NEAR((needed(10, 60000) - needed(10, 30000)) / 30000, 8 * (2 + 3 * 3 * 10), 1);
  options.method = "dlam";
  EXPECT_NEAR((needed(10, 60000) - needed(10, 30000)) / 30000, 8 * (2 + 3 * 3 * 10), 1);
  EXPECT_GT(needed(3600, 256) / needed(360, 256), 40);
  options.method = "joint";
  EXPECT_NEAR((needed(10, 60000) - needed(10, 30000)) / 30000, 8 * (2 + 3 * 3 * 10 + 3 * 5.6 * 10 + 1.6 * 2), 1);
  EXPECT_GT(needed(900, 256) / needed(90, 256), 25);
}

TEST(Memory, ThatARunNeedsIsComparedWithWhatThereIs) {
  EXPECT_GT(memory_available(), 1e6);
  TrainingOptions options;
  EXPECT_NO_THROW(require_memory(options, problem_of_width(10, 3000), "mp50"));
  Problem large = problem_of_width(10, 300);
  large.start.layers[1].W.resize(1, 3000000);  // a Gram matrix of 7e13 bytes
  EXPECT_THROW(require_memory(options, large, "double"), MachineFault);
}

TEST(Memory, OfALimitIsWhatIsLeft) {
#ifdef __has_feature  // of clang++
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "sanitizers need all addresses for themselves";
#endif
  rlimit old;
  getrlimit(RLIMIT_DATA, &old);
  rlimit limit = old;
  limit.rlim_cur = 3000000000;
  setrlimit(RLIMIT_DATA, &limit);
  EXPECT_LT(memory_available(), 3e9);
  setrlimit(RLIMIT_DATA, &old);
}

}  // namespace
}  // namespace lysep
