#pragma once
#include "tests/support.hpp"

namespace lysep::testing_support {

/// Not where LYSEP_TEST_SCALE is below 1, as under sanitizers: loops that walk the same code again are short there.
inline bool thorough() { return cases(1000) >= 1000; }

}  // namespace lysep::testing_support
