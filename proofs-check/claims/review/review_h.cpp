// Review: "any generalisation bound for L_S applies to CE", that is, L_S <= epsilon implies CE <= epsilon. FALSE: the
// witness of review-a has L_S = 2.5542 and CE = 4.0181. A bound for L_S has to be multiplied by K(B, L)
// (review-h-corrected).
#include "proofs-check/claims/review/loss_bound.hpp"

namespace lysep::review_h_claim {

Claim claim() {
  using Terms = BoundedLoss;
  Claim claim;
  claim.id = "review-h";
  claim.source = "review";
  claim.equation = "(3.6)";
  claim.statement = "L_S <= epsilon implies CE <= epsilon";
  claim.hypotheses = {"L_S <= epsilon"};
  claim.expected = false;
  claim.generate = loss_bound_instance;
  claim.counterexample = [] {
    Instance instance = instance_of_state("one witness, three lines", state_above_its_loss());
    instance.set("epsilon", 2.5546875);
    return instance;
  };
  set_loss_bound(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.where_bounded(t.network.CE(), t.epsilon); },
      {{"1.5 epsilon", [](const Terms& t) { return t.where_bounded(t.network.CE(), Ball(1.5) * t.epsilon); }},
       {"epsilon <= CE", [](const Terms& t) { return t.where_bounded(t.epsilon, t.network.CE()); }},
       {"the surrogate's mean loss for CE",
        [](const Terms& t) { return t.where_bounded(total(t.network.R) / t.network.samples(), t.epsilon); }, true}});
  return claim;
}

}  // namespace lysep::review_h_claim
