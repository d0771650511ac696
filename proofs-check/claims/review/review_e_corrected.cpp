// What is true of the minimisers: N identical inputs, n1 > n2 >= 1 labels of two classes, feasible. As functions of the
// margin t the losses' squares are convex, so that n1 l1^2 + n2 l2^2 has one minimiser p*, where
// n1 l1 (1 - p) = n2 l2 p; at CE's minimiser p_1 = n1/N its slope is 2 (n1 n2/N) ln(n1/n2) > 0. Hence
//   L_S < L_S at CE's minimiser  wherever p* <= p_1 < n1/N,
// though CE is larger there. For the labels 1, 1, 2: 0.570491313 <= p_1 < 2/3.
#include "proofs-check/claims/review/states.hpp"

namespace lysep::review_e_corrected_claim {
namespace {

using Terms = IdenticalInputs;

/// n2 l2 p - n1 l1 (1 - p) >= 0: the margin is at least that of the least sum of squares.
bool above_least_squares(const Terms& t) {
  const Ball l1 = t.first_loss(), l2 = t.second_loss();
  return t.n2 * l2 * exp(-l1) >= t.n1 * l1 * exp(-l2);
}
bool below_least_CE(const Terms& t) { return t.first_loss() > t.least_first_loss(); }

Sides where(bool hypothesis, const Terms& t, const Ball& left, const Ball& right) {
  return t.hypothesis && hypothesis ? Sides{left, right} : hypothesis_not_met();
}
Sides between(const Terms& t, const Ball& left, const Ball& right) {
  return where(above_least_squares(t) && below_least_CE(t), t, left, right);
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-e-corrected";
  claim.source = "review";
  claim.equation = "(3.4)";
  claim.statement = "L_S < L_S at CE's minimiser p_1 = n1/N, where p* <= p_1 < n1/N";
  claim.hypotheses = {"r_l = 0 for all l", "identical inputs, J = 2, n1 > n2 >= 1 labels",
                      "n1 l1 (1 - p_1) <= n2 l2 p_1, p_1 < n1/N"};
  claim.relation = Relation::less;
  claim.constant_is_best_possible = true;
  claim.generate = identical_inputs_instance;
  set_state(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(*i.state); },
      [](const Terms& t) { return between(t, t.network.L_S(), t.L_S_there()); },
      {{"CE for L_S", [](const Terms& t) { return between(t, t.network.CE(), t.least_CE()); }},
       {"p_1 < p* too", [](const Terms& t) { return where(below_least_CE(t), t, t.network.L_S(), t.L_S_there()); }},
       {"p_1 >= n1/N too",
        [](const Terms& t) { return where(above_least_squares(t), t, t.network.L_S(), t.L_S_there()); }},
       {"the largest loss for L_S",
        [](const Terms& t) {
          return between(t, largest_entry(t.network.losses), max(t.least_first_loss(), t.least_second_loss()));
        },
        true},
       {"CE at its minimiser < CE", [](const Terms& t) { return between(t, t.least_CE(), t.network.CE()); }, true}});
  return claim;
}

}  // namespace lysep::review_e_corrected_claim
