// Lemma 3.3(i) for ReLU: the gradient of a block, here f(c) = (relu(c) - 1)^2 + c^2, is Lipschitz with some constant C.
// FALSE for every C: f' jumps by 2 at 0, so that the quotient is (2 - 6e)/2e at c = -e, e. Away from the kink and for
// softplus: relu-kink-corrected.
#include "proofs-check/claims/lysep/lipschitz/excluded_activations.hpp"

namespace lysep::relu_kink_claim {
namespace {

using Terms = KinkedBlock;

Instance witness_of(double C, double e) {
  Instance instance;
  instance.family = "across the kink";
  instance.set("c1", -e);
  instance.set("c2", e);
  instance.set("C", C);
  return instance;
}

Instance anywhere(Draw& draw) {
  if (draw.chance(0.6)) return kink_instance(draw);
  const double C = draw.magnitude(0.61, 8);
  return witness_of(C, draw.magnitude(-3, 1) / C);
}

Sides at_most(const Terms& t, const Ball& right) {
  return t.defined && t.C >= Ball(4.0) ? t.at_most(right) : hypothesis_not_met();
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "relu-kink";
  claim.equation = "(3.20)";
  claim.statement = "|f'(c1) - f'(c2)| <= C |c1 - c2| with some C, f(c) = (relu(c) - 1)^2 + c^2";
  claim.hypotheses = {"sigma = ReLU", "c1, c2 != 0", "C >= 4 = sup f''"};
  claim.expected = false;
  claim.arrays = kink_arrays();
  claim.generate = anywhere;
  claim.counterexample = [] { return witness_of(1048576.0, 0x1p-22); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return at_most(t, t.C * t.distance); },
      {{"100 C for C", [](const Terms& t) { return at_most(t, Ball(100.0) * t.C * t.distance); }},
       {"C |c1 - c2| + 1", [](const Terms& t) { return at_most(t, t.C * t.distance + Ball(1.0)); }},
       {"C sqrt|c1 - c2|", [](const Terms& t) { return at_most(t, t.C * sqrt(t.distance)); }},
       {"C |c1 - c2| + 2", [](const Terms& t) { return at_most(t, t.C * t.distance + Ball(2.0)); }, true},
       {"both points on one side",
        [](const Terms& t) { return t.one_side ? at_most(t, t.C * t.distance) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::relu_kink_claim
