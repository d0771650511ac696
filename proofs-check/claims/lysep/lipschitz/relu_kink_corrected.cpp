// (3.20) for ReLU away from the kink: for c1, c2 on one side of 0 the gradient of f(c) = (relu(c) - 1)^2 + c^2
// satisfies
//   | f'(c1) - f'(c2) | <= 4 | c1 - c2 |,
// with equality for c1, c2 > 0, where f'' = 4. Softplus in the place of ReLU has no kink: 4.1 holds for all c1, c2,
// while 4 does not.
#include "proofs-check/claims/lysep/lipschitz/excluded_activations.hpp"

namespace lysep::relu_kink_corrected_claim {
namespace {

using Terms = KinkedBlock;

Sides one_side(const Terms& t, double constant) {
  return t.one_side ? t.at_most(Ball(constant) * t.distance) : hypothesis_not_met();
}
Sides smooth(const Terms& t, double constant) { return {t.smooth_change, Ball(constant) * t.distance, true, t.size}; }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "relu-kink-corrected";
  claim.equation = "(3.20)";
  claim.statement = "|f'(c1) - f'(c2)| <= 4 |c1 - c2|, f(c) = (relu(c) - 1)^2 + c^2, on one side of 0";
  claim.hypotheses = {"sigma = ReLU", "c1 c2 > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = kink_arrays();
  claim.generate = kink_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return one_side(t, 4.0); },
      {{"3.9 for 4", [](const Terms& t) { return one_side(t, 3.9); }},
       {"2 for 4", [](const Terms& t) { return one_side(t, 2.0); }},
       {"any c1 and c2",
        [](const Terms& t) { return t.defined ? t.at_most(Ball(4.0) * t.distance) : hypothesis_not_met(); }},
       {"softplus for ReLU, any c1 and c2", [](const Terms& t) { return smooth(t, 4.0); }},
       {"softplus for ReLU, any c1 and c2, 4.1", [](const Terms& t) { return smooth(t, 4.1); }, true},
       {"2 for 4 where c1, c2 < 0",
        [](const Terms& t) { return t.c1 < Ball(0.0) ? one_side(t, 2.0) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::relu_kink_corrected_claim
