#include "core/methods/archive.hpp"
#include "core/training/checkpoint.hpp"

#include "tests/mp100.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

template <class S>
void expect_kept(const std::vector<S>& numbers) {
  Checkpoint checkpoint;
  std::vector<S> kept = numbers, back;
  Keeping<S> keeping(checkpoint);
  keeping.numbers("x", kept);
  Restoring<S> restoring(checkpoint);
  restoring.numbers("x", back);
  ASSERT_EQ(back.size(), numbers.size());
  for (std::size_t i = 0; i < back.size(); ++i) EXPECT_EQ(back[i], numbers[i]) << i;
}

TEST(Checkpoint, NumbersComeBackExactly) {
  expect_kept<double>({0.0, -0.0, 1.0 / 3.0, 0x1p-1074, -0x1.fffffffffffffp1023, 1e-310});
  std::vector<mp100> numbers;
  for (const double x : {0.0, 1.0, -3.0, 1e300, -1e-300, 0.1}) {
    numbers.push_back(mp100(x));
    numbers.push_back(mp100(mp100(x) / 7));
    numbers.push_back(mp100(exp(mp100(x / 1e298)) - mp100(x) * 1e-200));
    numbers.push_back(ldexp(mp100(mp100(x) / 7), -5000));
  }
  expect_kept<mp100>(numbers);
}

TEST(Checkpoint, PiecesComeBackIntoTheirShapes) {
  Matrix<double> a = Matrix<double>::Random(3, 2), b = Matrix<double>::Random(3, 5);
  const Matrix<double> a_before = a, b_before = b;
  Checkpoint checkpoint;
  Keeping<double> keeping(checkpoint);
  keeping.columns("c", {&a, &b});
  EXPECT_EQ(a, a_before);
  a.setZero();
  b.setZero();
  Restoring<double> restoring(checkpoint);
  restoring.columns("c", {&a, &b});
  EXPECT_EQ(a, a_before);
  EXPECT_EQ(b, b_before);
  std::vector<Matrix<double>> list = {a, Matrix<double>(), b}, back;
  keeping.arrays("list", list);
  restoring.arrays("list", back);
  EXPECT_EQ(back, list);
}

TEST(Checkpoint, WhatItLacksIsRefused) {
  Checkpoint checkpoint;
  std::vector<double> x = {1.0};
  Keeping<double>(checkpoint).numbers("x", x);
  EXPECT_THROW(Restoring<double>(checkpoint).numbers("y", x), BadInput);
  std::vector<mp100> other;
  EXPECT_THROW(Restoring<mp100>(checkpoint).numbers("x", other), BadInput);
}

}  // namespace
}  // namespace lysep
