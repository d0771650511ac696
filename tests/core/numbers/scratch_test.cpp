#include "core/numbers/scratch.hpp"

#include <gtest/gtest.h>

namespace lysep {
namespace {

TEST(Scratch, GivesTheSameMatrixForTheSameUseAndShape) {
  Scratch<double> scratch;
  Matrix<double>& first = scratch.matrix(Use::gradient, 2, 3);
  EXPECT_EQ(first, Matrix<double>::Zero(2, 3));
  first.setConstant(7.0);
  EXPECT_NE(&scratch.matrix(Use::gradient, 3, 2), &first);
  EXPECT_NE(&scratch.matrix(Use::ahead, 2, 3), &first);
  EXPECT_EQ(&scratch.matrix(Use::gradient, 2, 3), &first);
  EXPECT_EQ(first(1, 2), 7.0);
}

TEST(Scratch, ForgetsTheShapeAskedForLongestAgo) {
  Scratch<double> scratch;
  for (Index n = 1; n <= 16; ++n) scratch.matrix(Use::gradient, 1, n).setConstant(1.0);
  scratch.matrix(Use::gradient, 1, 1);
  scratch.matrix(Use::gradient, 1, 17);
  EXPECT_EQ(scratch.matrix(Use::gradient, 1, 1)(0, 0), 1.0);
  EXPECT_EQ(scratch.matrix(Use::gradient, 1, 2)(0, 0), 0.0);
}

TEST(Scratch, OfAThreadStays) { EXPECT_EQ(&thread_scratch<double>(), &thread_scratch<double>()); }

}  // namespace
}  // namespace lysep
