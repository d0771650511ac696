#include "core/numbers/parallel.hpp"

#include "tests/support.hpp"

namespace lysep {
namespace {

TEST(ThreadPool, RunsEveryIndexOnce) {
  for (const int threads : {1, 2, 3, 8}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.threads(), threads);
    for (const std::size_t count : {0u, 1u, 2u, 100u}) {
      for (int round = 0; round < 50; ++round) {
        std::vector<std::atomic<int>> runs(count);
        pool.for_each(count, [&](std::size_t i) { ++runs[i]; });
        for (const auto& r : runs) ASSERT_EQ(r, 1);
      }
    }
  }
}

TEST(ThreadPool, UsesItsThreads) {
  ThreadPool pool(2);
  std::atomic<int> inside{0};
  std::atomic<bool> together{false};
  pool.for_each(2, [&](std::size_t) {
    ++inside;
    for (long k = 0; k < 2000000000 && !together; ++k) {
      if (inside == 2) together = true;
    }
  });
  EXPECT_TRUE(together);
}

TEST(ThreadPool, WhatABodyThrowsReachesTheCallerAndTheNextRoundIsWhole) {
  for (const int threads : {1, 2, 5}) {
    ThreadPool pool(threads);
    for (int round = 0; round < 50; ++round) {
      std::atomic<int> runs{0};
      const auto body = [&](std::size_t i) {
        ++runs;
        if (i % 7 == 3) throw std::runtime_error("thrown");
      };
      EXPECT_THROW(pool.for_each(100, body), std::runtime_error);
      EXPECT_LE(runs, 100);
      runs = 0;
      pool.for_each(100, [&](std::size_t) { ++runs; });
      EXPECT_EQ(runs, 100);
    }
  }
}

TEST(ThreadPool, WaitsForRoundsThatComeLate) {
  ThreadPool pool(3);
  std::atomic<int> runs{0};
  for (int round = 0; round < 5; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // the workers sleep by then
    pool.for_each(8, [&](std::size_t) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      ++runs;
    });
    EXPECT_EQ(runs, 8 * (round + 1));
  }
}

}  // namespace
}  // namespace lysep
