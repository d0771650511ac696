#pragma once
// The floating-point environment that every bit rests on: rounding to nearest, subnormal numbers kept, no traps.
#include <cfenv>
#include <string>

namespace lysep {

/// Sets this thread's environment to the default one, and puts back on leaving what was there: a library loaded by the
/// process may have set subnormal numbers to be flushed to zero, or another rounding. Stands at every entry into the
/// library and in every thread that computes.
class FloatEnvironment {
 public:
  FloatEnvironment() {
    std::fegetenv(&saved_);
    std::fesetenv(FE_DFL_ENV);
  }
  ~FloatEnvironment() { std::fesetenv(&saved_); }
  FloatEnvironment(const FloatEnvironment&) = delete;
  FloatEnvironment& operator=(const FloatEnvironment&) = delete;

 private:
  std::fenv_t saved_;
};

/// Known results that a build or an environment with other arithmetic misses: rounding, subnormal numbers, sums in
/// their order, no fused multiply-add, the elementary functions. Empty, or the name of the first that is not as it must
/// be.
std::string arithmetic_fault();

}  // namespace lysep
