#include "core/methods/gradient/gradient_descent.hpp"

namespace lysep {

LYSEP_GRADIENT_METHODS(, double)

}  // namespace lysep
