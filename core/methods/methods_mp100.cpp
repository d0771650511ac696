#include "core/methods/gradient/gradient_descent.hpp"
#include "core/methods/method_makers.hpp"
#include "core/numbers/multiprecision.hpp"

namespace lysep {

LYSEP_GRADIENT_METHODS(, mp100)
template std::map<std::string, MakeMethod<mp100>>& method_makers();

}  // namespace lysep
