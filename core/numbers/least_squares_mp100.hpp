#pragma once
// The small solves in 100 digits.
#include "core/numbers/least_squares.hpp"
#include "core/numbers/multiprecision.hpp"

namespace lysep {

LYSEP_LEAST_SQUARES(extern, mp100)

}  // namespace lysep
