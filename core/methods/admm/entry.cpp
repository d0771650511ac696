#include "core/methods/admm/entry.hpp"

namespace lysep {
namespace {

std::string problem_with_network(const OptionValues&, const NetworkKind& network) {
  if (network.convolutional) return "requires dense layers for --method admm, but got a convolution";
  if (network.activation.kind == Activation::Kind::relu ||
      network.activation == Activation{Activation::Kind::identity}) {
    return "";
  }
  return "requires --activation relu or identity for --method admm, whose step on z is closed for them, but got " +
         std::string(name_of(network.activation));
}

/// The normal equations of the largest layer; the multiplier of z_D.
MemoryUse memory(const StateData& start, double copies) {
  MemoryUse use;
  for (const auto& layer : start.layers) {
    const auto p = static_cast<double>(layer.W.rows()), q = static_cast<double>(layer.W.cols() + 1);
    use.in_all = std::max(use.in_all, copies * q * (p + q));
    use.per_sample = p;
  }
  return use;
}

}  // namespace

MethodEntry admm_entry() {
  const Option::Range positive = {0, 1e300};
  MethodEntry entry{"admm",
                    "alternating directions with a multiplier of z_D",
                    {{"beta", "weight of ||z_l - W_l a_{l-1} - b_l||^2", 1.0, {}, positive, "", {}},
                     {"activation-weight", "weight of ||a_l - h(z_l)||^2", 10.0, {}, positive, "", {}},
                     {"warm-up", "sweeps before the multiplier moves", 10.0, {}, {0, 1e9, false, false}, "", {}}},
                    memory,
                    problem_with_network};
  entry.objective = "F";
  entry.figures = {"R", "penalty", "multiplier"};
  entry.format = {"lysep-admm-state", {{"z", true}, {"a"}}, {}, {{"beta", 0.0}, {"activation-weight", 0.0}}, true};
  return entry;
}

}  // namespace lysep
