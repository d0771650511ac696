#include "core/methods/gradient/entry.hpp"

namespace lysep {
namespace {

/// A gradient in the parameters of the largest layer.
MemoryUse memory(const StateData& start, double copies) {
  MemoryUse use;
  for (const auto& layer : start.layers) {
    use.in_all = std::max(use.in_all, copies * static_cast<double>(layer.W.rows() * (layer.W.cols() + 1)));
  }
  return use;
}

}  // namespace

std::vector<MethodEntry> gradient_entries() {
  const auto entry = [](const char* name, const char* help, double rate) -> MethodEntry {
    return {
        name,
        help,
        {{"learning-rate", "the length of a step", rate, {}, {0, 1e300, true, false}, "", {}}, weight_decay_option()},
        memory};
  };
  return {entry("gd", "gradient descent on CE", 0.5), entry("momentum", "the same with momentum 0.9", 0.05),
          entry("adam", "Adam on CE", 0.01), entry("adagrad", "Adagrad on CE", 0.01),
          entry("adadelta", "Adadelta on CE", 1)};
}

}  // namespace lysep
