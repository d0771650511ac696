// Corrects bsum-assumption-1: the squared loss (16) is Lipschitz on bounded sets,
//   |l(H1) - l(H2)| <= (||H1 - Y|| + ||H2 - Y||) ||H1 - H2|| / N,
// by a^2 - b^2 = (a + b)(a - b). Best possible: equality where H1 - Y and H2 - Y lie on one ray.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_assumption_1_corrected_claim {
namespace {

using namespace bsum;

struct Reach : LossPair {
  using LossPair::LossPair;
  Ball reach(int k) const { return norm(difference(k == 1 ? H1 : H2, Y)); }
};
Sides with(const Reach& t, const Ball& reach) {
  return {abs(t.first(Loss::squared) - t.second(Loss::squared)), reach * t.distance() / t.N(), true,
          t.first(Loss::squared) + t.second(Loss::squared)};
}

using Terms = Reach;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-assumption-1-corrected";
  claim.source = "bsum";
  claim.equation = "Assumption 1";
  claim.statement = "|l(H1) - l(H2)| <= (||H1 - Y|| + ||H2 - Y||) ||H1 - H2|| / N";
  claim.constant_is_best_possible = true;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_pair_instance(draw, Loss::squared);
    if (draw.chance(0.6)) return i;
    i.family = "on one ray";
    const Matrix<double> Y = i.matrix("Y"), E = i.matrix("H1");
    i.set("Y", Matrix<double>(Y * 0.0));
    i.set("H2", Matrix<double>(E * draw.uniform(0.0, 2.0)));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return with(t, t.reach(1) + t.reach(2)); },
      {{"0.99 of it", [](const Terms& t) { return with(t, Ball(0.99) * (t.reach(1) + t.reach(2))); }},
       {"the larger norm for the sum", [](const Terms& t) { return with(t, max(t.reach(1), t.reach(2))); }},
       {"1/N^2 for 1/N", [](const Terms& t) { return with(t, (t.reach(1) + t.reach(2)) / t.N()); }},
       {"sqrt2 the root of the sum of squares",
        [](const Terms& t) { return with(t, root_two() * sqrt(squared(t.reach(1)) + squared(t.reach(2)))); }, true}});
  return claim;
}

}  // namespace lysep::bsum_assumption_1_corrected_claim
