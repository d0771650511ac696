#include "core/methods/layer_separation/entry.hpp"

#include <set>

namespace lysep {
namespace {

std::string problem_with_network(const OptionValues& values, const NetworkKind& network) {
  if (word(values, "step") != "certified") return "";
  const auto constants = constants_of<double>(network.activation);
  if (constants.M0 && constants.M2) return "";
  return "--step certified requires an activation with finite M0 and M2 (tanh, sigmoid, sin), but got " +
         std::string(name_of(network.activation));
}

/// The gradient and two trials of a c_l, for each width; a least-squares problem of q unknowns, q x q.
MemoryUse memory(const StateData& start, double copies) {
  MemoryUse use;
  std::set<Index> widths;
  for (const auto& layer : start.layers) {
    const auto p = static_cast<double>(layer.W.rows()), q = static_cast<double>(layer.W.cols());
    use.in_all = std::max(use.in_all, copies * q * (p + q));
    if (layer.b.size() > 0 && widths.insert(layer.outputs()).second) {
      use.per_sample += 3 * static_cast<double>(layer.outputs());
    }
  }
  return use;
}

}  // namespace

MethodEntry layer_separation_entry() {
  const std::vector<std::string> line_search = {"backtracking", "per-sample"}, certified = {"certified"};
  return {"lysep",
          "Algorithms 1 and 2",
          {{"step",
            "backtracking, certified (tau = F/C_l) or per-sample",
            "backtracking",
            {"backtracking", "certified", "per-sample"},
            {},
            "",
            {}},
           {"relaxation", "least-squares updates go this many times as far", 1.0, {}, {0, 2}, "", {}},
           {"shrink", "factor of a step that would increase S", 0.9, {}, {0, 1}, "step", line_search},
           {"grow",
            "first trial = this times the last accepted step",
            1.1,
            {},
            {1, 1e6, false, false},
            "step",
            line_search},
           {"constants", "paper (Lemma 3.3) or sharp", "paper", {"paper", "sharp"}, {}, "step", certified},
           {"tau-factor", "F in tau = F/C_l", 1.0, {}, {0, 2, true, false}, "step", certified}},
          memory,
          problem_with_network,
          true,
          true};
}

StepOptions step_options_of(const OptionValues& values, Index frozen_layers) {
  StepOptions options;
  const std::string& rule = word(values, "step");
  options.rule = rule == "certified"    ? StepRule::certified
                 : rule == "per-sample" ? StepRule::per_sample
                                        : StepRule::backtracking;
  options.shrink = number(values, "shrink");
  options.grow = number(values, "grow");
  options.relaxation = number(values, "relaxation");
  options.constants = word(values, "constants") == "sharp" ? ConstantSet::sharp : ConstantSet::paper;
  options.tau_factor = number(values, "tau-factor");
  options.frozen_layers = frozen_layers;
  return options;
}

}  // namespace lysep
