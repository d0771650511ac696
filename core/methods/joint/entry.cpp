#include "core/methods/joint/entry.hpp"

namespace lysep {
namespace {

/// Two trials (c_l and V_{l+1}), the rows of the Jacobian, and 0.3 of those once more; 20 pairs and some other rows of
/// all parameters, and the matrices of the preconditioner, each with its factor.
MemoryUse memory(const StateData& start, double copies) {
  MemoryUse use;
  double parameters = 0, largest = 0;
  for (const auto& layer : start.layers) {
    const auto p = static_cast<double>(layer.W.rows()), q = static_cast<double>(layer.W.cols() + 1);
    use.per_sample += (layer.b.size() > 0 ? 4 + 1 + 0.6 : 1.6) * static_cast<double>(layer.outputs());
    parameters += p * q;
    use.in_all += 2 * (p * p + q * q);
    largest = std::max(largest, p * p + q * q);
  }
  use.in_all += 50 * parameters + copies * std::max(parameters, largest);
  return use;
}

}  // namespace

std::vector<MethodEntry> joint_entries() {
  return {{"joint",
           "all blocks at once with r = 0: quasi-newton at depth <= 4, else gauss-newton, then quasi-newton",
           {weight_decay_option()},
           memory,
           nullptr,
           true,
           true},
          {"gauss-newton", "Levenberg-Marquardt on S with r = 0", {weight_decay_option()}, memory, nullptr, true, true},
          {"quasi-newton", "L-BFGS on S with r = 0", {weight_decay_option()}, memory, nullptr, true, true}};
}

}  // namespace lysep
