#include "proofs-check/runs/trajectory.hpp"

#include <fmt/format.h>

#include <tuple>

namespace lysep {

std::string difference_of(const StateData& a, const StateData& b) {
  if (a.X.rows() != b.X.rows() || a.X.cols() != b.X.cols() || a.X != b.X) return "/X";
  if (a.labels != b.labels || a.classes != b.classes) return "/labels";
  if (!(a.activation == b.activation)) return "activation";
  if (a.depth() != b.depth()) return "depth";
  for (std::size_t l = 0; l < a.layers.size(); ++l) {
    const auto &x = a.layers[l], &y = b.layers[l];
    const auto shape = [](const LayerShape& s) {
      return std::tuple(s.kernel, s.padding, s.pooled, s.image.channels, s.image.height, s.image.width);
    };
    if (shape(x.shape) != shape(y.shape) || x.W.rows() != y.W.rows() || x.W.cols() != y.W.cols()) {
      return fmt::format("shape of /layers/{}/W", l + 1);
    }
  }
  return "";
}

std::string change_of_S(const StateData& before, Evaluation& at_before, const StateData& after, Evaluation& at_after,
                        ThreadPool& pool, const std::atomic<bool>& stop) {
  constexpr slong most_bits = 16384;
  if (hash_of(before) == hash_of(after)) return "equal";
  for (slong bits = 256; !(at_after.S < at_before.S) && !(at_before.S < at_after.S) && !stop; bits *= 2) {
    if (bits > most_bits) return "undecided";
    const PrecisionScope scope(bits);
    at_before = evaluate(before, pool);
    at_after = evaluate(after, pool);
  }
  return at_after.S < at_before.S ? "decrease" : at_before.S < at_after.S ? "increase" : "undecided";
}

std::optional<bool> bound_holds(const Evaluation& e) {
  if (e.CE <= e.bounds.b5) return true;
  return e.bounds.b5 < e.CE ? std::optional(false) : std::nullopt;
}

}  // namespace lysep
