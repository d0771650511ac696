// Review: "L_S is strictly larger than CE otherwise", where the auxiliary variables are not the hidden outputs. FALSE:
// the witness of review-a has c_1 = 1, hidden output 2, CE = 4.0181 and L_S = 2.5542. "Otherwise" is read in the
// review's favour: the constraint terms of S are positive. What L_S exceeds there is the mean loss at the surrogate
// output (review-c-corrected).
#include "proofs-check/claims/review/states.hpp"

namespace lysep::review_c_claim {

Claim claim() {
  Claim claim;
  claim.id = "review-c";
  claim.source = "review";
  claim.equation = "(3.4)";
  claim.statement = "CE < L_S where some r_l != 0";
  claim.hypotheses = {"sum omega_l ||r_l||^2 > 0"};
  claim.relation = Relation::less;
  claim.expected = false;
  claim.generate = separation_instance;
  claim.counterexample = [] { return instance_of_state("one witness, three lines", state_above_its_loss()); };
  set_state(claim);
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(*i.state); },
      [](const Network& t) { return where_infeasible(t, t.CE(), t.L_S()); },
      {{"L_S < CE", [](const Network& t) { return where_infeasible(t, t.L_S(), t.CE()); }},
       {"CE < 1.5 L_S", [](const Network& t) { return where_infeasible(t, t.CE(), Ball(1.5) * t.L_S()); }},
       {"CE < K(B, L) L_S", [](const Network& t) { return where_infeasible(t, t.CE(), best_constant_of(t) * t.L_S()); },
        true}});
  return claim;
}

}  // namespace lysep::review_c_claim
