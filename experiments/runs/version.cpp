#include "experiments/runs/version.hpp"

namespace lysep {

const char* version() { return LYSEP_VERSION; }

}  // namespace lysep
