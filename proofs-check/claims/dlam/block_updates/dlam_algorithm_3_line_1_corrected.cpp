// Line 1 of Algorithm 3 with a clip: every t > 0 gives a point of the box,
//   |clip(a^k - grad/t, h(z_l) - eps, h(z_l) + eps) - h(z_l)| <= eps.
// h is that of z_l^{k+1}, not of z_{l+1}.
#include "proofs-check/claims/dlam/block_updates/boxed_output.hpp"

namespace lysep::dlam_algorithm_3_line_1_corrected_claim {
namespace {

struct Terms : BoxedOutput {
  explicit Terms(const Instance& i) : BoxedOutput(i), t(i.ball("t")) { hypothesis = hypothesis && t > Ball(0.0); }
  Ball t;

  Sides within(const Matrix<Ball>& a, double factor = 1) const {
    return {largest_entry(difference(a, centre)), Ball(factor) * eps, true, largest_entry(centre)};
  }
};

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-algorithm-3-line-1-corrected", "Algorithm 3",
                           "|clip(a^k - grad/t, h(z_l) -+ eps) - h(z_l)| <= eps for every t > 0");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps, t > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = boxed_output_arrays();
  claim.arrays.push_back({"t", "1", "t"});
  claim.generate = [](Draw& draw) {
    Instance instance = boxed_output_instance(draw);
    instance.set("t", draw.magnitude(-3, 3));
    return instance;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.within(t.after(t.t)) : hypothesis_not_met(); },
      {{"not clipped", [](const Terms& t) { return t.hypothesis ? t.within(t.unclipped(t.t)) : hypothesis_not_met(); }},
       {"clipped to h(z_{l+1}) -+ eps",
        [](const Terms& t) {
          const auto other = t.hypothesis ? t.around_next() : std::nullopt;
          return other ? t.within(other->after(t.t)) : hypothesis_not_met();
        }},
       {"0.99 eps",
        [](const Terms& t) { return t.hypothesis ? t.within(t.after(t.t), 0.99) : hypothesis_not_met(); }}});
  return claim;
}

}  // namespace lysep::dlam_algorithm_3_line_1_corrected_claim
