// Review: "L_S = CE where the auxiliary variables are the hidden outputs". FALSE for N >= 2: L_S is then the root mean
// square of the losses and CE their mean. Witness: two samples with losses ln 2 and ln(4/3), CE = 0.4904 and
// L_S = 0.5307. Equal exactly where all losses are equal (review-b-corrected).
#include "proofs-check/claims/review/states.hpp"

namespace lysep::review_b_claim {
namespace {

Sides equals(const Network& t, const Ball& right) { return where_feasible(t, t.L_S(), right); }

Instance counterexample() {
  StateData state = replicated(scalar_chain({Activation::Kind::identity}, {1.0}, -0.5, {1.0}, {0.0}), 2);
  state.layers[0].b.setZero();
  state.X << 0.0, 1.0986122886681098;  // the margins 0 and ln 3
  return instance_of_state("mean and root mean square", state);
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-b";
  claim.source = "review";
  claim.equation = "(3.4)";
  claim.statement = "L_S = CE where all r_l = 0";
  claim.hypotheses = {"r_l = 0 for all l"};
  claim.relation = Relation::equals;
  claim.expected = false;
  claim.generate = feasible_instance;
  claim.counterexample = counterexample;
  set_state(claim);
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(*i.state); }, [](const Network& t) { return equals(t, t.CE()); },
      {{"L_S = sqrt N CE", [](const Network& t) { return equals(t, sqrt(t.samples()) * t.CE()); }},
       {"L_S = the largest loss", [](const Network& t) { return equals(t, largest_entry(t.losses)); }},
       {"L_S = CE for N = 1", [](const Network& t) { return t.N == 1 ? equals(t, t.CE()) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::review_b_claim
