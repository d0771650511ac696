#include "core/numbers/block_sums.hpp"

#include <numeric>

#include "tests/support.hpp"

namespace lysep {
namespace {

double sum_of_terms(const std::vector<double>& terms, int threads) {
  ThreadPool pool(threads);
  return BlockSums<double>(terms.size(), pool).sum(0.0, [&](std::size_t k) { return terms[k]; });
}

TEST(BlockSums, AddFewBlocksInTheirOrder) {
  for (const int threads : {1, 2, 4}) {
    EXPECT_EQ(sum_of_terms({1e16, 1.0, -1e16, 1.0}, threads), ((1e16 + 1.0) - 1e16) + 1.0);
    EXPECT_EQ(sum_of_terms({}, threads), 0.0);
  }
}

/// 130 blocks: parts 0..63 of two or three, each added first.
TEST(BlockSums, AddTheBlocksOfEachOf64PartsFirst) {
  std::vector<double> terms;
  const RandomStream stream(1, Purpose::claim_instance, 9);
  for (std::size_t k = 0; k < 130; ++k) terms.push_back(stream.symmetric(k, 1.0));
  double expected = 0.0;
  for (std::size_t p = 0; p < 64; ++p) {
    double part = 0.0;
    for (std::size_t k = p * 130 / 64; k < (p + 1) * 130 / 64; ++k) part += terms[k];
    expected += part;
  }
  for (const int threads : {1, 2, 3, 8}) EXPECT_EQ(sum_of_terms(terms, threads), expected);
  EXPECT_NE(expected, std::accumulate(terms.begin(), terms.end(), 0.0));  // the order matters here
}

TEST(BlockSums, VisitEveryBlockOnce) {
  for (const std::size_t blocks : {1, 63, 64, 65, 200}) {
    ThreadPool pool(2);
    std::vector<int> visits(blocks, 0);
    BlockSums<double>(blocks, pool).for_blocks([&](std::size_t k) { ++visits[k]; });
    EXPECT_EQ(visits, std::vector<int>(blocks, 1));
  }
}

TEST(BlockSums, OfMatricesBeginAtZeroEachTime) {
  ThreadPool pool(2);
  BlockSums<double> sums(100, pool);
  const BlockSums<double>::Sum shape[] = {{Use::gram, 2, 3}, {Use::sums, 2, 1}};
  for (int round = 0; round < 2; ++round) {
    sums.sum_matrices(shape, [](std::size_t k, Scratch<double>& own) {
      own.matrix(Use::gram, 2, 3).setConstant(static_cast<double>(k));
      own.matrix(Use::sums, 2, 1).setConstant(1.0);
    });
    EXPECT_EQ(sums.matrix(Use::gram, 2, 3), Matrix<double>::Constant(2, 3, 4950.0));
    EXPECT_EQ(sums.matrix(Use::sums, 2, 1), Matrix<double>::Constant(2, 1, 100.0));
  }
}

}  // namespace
}  // namespace lysep
