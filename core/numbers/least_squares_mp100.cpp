// The small solves in 100 digits, for claims about the minimiser.
#include "core/numbers/least_squares_mp100.hpp"

namespace lysep {

LYSEP_LEAST_SQUARES(, mp100)

}  // namespace lysep
