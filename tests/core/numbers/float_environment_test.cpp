#include "core/numbers/float_environment.hpp"

#include <xmmintrin.h>

#include "core/numbers/parallel.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

/// Flush to zero, subnormal operands as zero, and the three other roundings.
constexpr unsigned bits[] = {0x8000, 0x0040, 0x2000, 0x4000, 0x6000, 0x8040};

class ControlWord {
 public:
  explicit ControlWord(unsigned more) : saved_(_mm_getcsr()) { _mm_setcsr(saved_ | more); }
  ~ControlWord() { _mm_setcsr(saved_); }

 private:
  unsigned saved_;
};

TEST(FloatEnvironment, EveryOtherArithmeticIsNoticed) {
  EXPECT_EQ(arithmetic_fault(), "");
  for (const unsigned more : bits) {
    const ControlWord word(more);
    EXPECT_NE(arithmetic_fault(), "") << more;
  }
}

TEST(FloatEnvironment, IsSetAndPutBack) {
  for (const unsigned more : bits) {
    const ControlWord word(more);
    const unsigned before = _mm_getcsr();
    {
      const FloatEnvironment environment;
      EXPECT_EQ(arithmetic_fault(), "") << more;
    }
    EXPECT_EQ(_mm_getcsr() & ~0x3fu, before & ~0x3fu) << more;  // but for what was raised
  }
}

TEST(FloatEnvironment, OfEveryThreadOfAPoolIsTheSame) {
  for (const unsigned more : bits) {
    const ControlWord word(more);
    ThreadPool pool(3);
    const FloatEnvironment environment;
    std::atomic<int> faults{0}, inside{0};
    pool.for_each(3, [&](std::size_t) {
      ++inside;
      for (long k = 0; k < 1000000000 && inside < 3; ++k) {  // so that each thread has one
      }
      if (!arithmetic_fault().empty()) ++faults;
    });
    EXPECT_EQ(faults, 0) << more;
  }
}

}  // namespace
}  // namespace lysep
