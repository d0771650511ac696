#include "core/methods/gradient/entry.hpp"

namespace lysep {

std::vector<MethodEntry> gradient_entries() {
  const auto entry = [](const char* name, const char* help, double rate) -> MethodEntry {
    return {name, help, {{"learning-rate", "the length of a step", rate, {}, {0, 1e300, true, false}, "", {}}}};
  };
  return {entry("gd", "gradient descent on CE", 0.5), entry("momentum", "the same with momentum 0.9", 0.05),
          entry("adam", "Adam on CE", 0.01)};
}

}  // namespace lysep
