// Review: "the original minimisers are preserved". FALSE: the minimiser of CE need not minimise L_S even among the
// feasible points. For three identical inputs with the labels 1, 1, 2 every network gives one p_1 to all three; CE is
// least at p_1 = 2/3, the sum of squares at p_1 = 0.570491313 (the counterexample). For N identical inputs with
// n1, n2 labels of two classes the left side is L_S at p_1 = n1/N.
#include "proofs-check/claims/review/states.hpp"

namespace lysep::review_e_claim {
namespace {

Sides where_identical(const IdenticalInputs& t, const Ball& left, const Ball& right) {
  return t.hypothesis ? Sides{left, right} : hypothesis_not_met();
}

}  // namespace

Claim claim() {
  using Terms = IdenticalInputs;
  Claim claim;
  claim.id = "review-e";
  claim.source = "review";
  claim.equation = "(3.4)";
  claim.statement = "L_S at CE's minimiser <= L_S at any feasible point";
  claim.hypotheses = {"r_l = 0 for all l", "identical inputs, J = 2, n1 > n2 >= 1 labels"};
  claim.expected = false;
  claim.generate = identical_inputs_instance;
  claim.counterexample = [] {
    const double margin = 0.28385597512855837;  // p_1 near 0.570491313
    return instance_of_state("labels 1, 1, 2",
                             identical_inputs({Activation::Kind::identity}, {1.0}, 1.0, margin, 2, 3));
  };
  set_state(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(*i.state); },
      [](const Terms& t) { return where_identical(t, t.L_S_there(), t.network.L_S()); },
      {{">= for <=", [](const Terms& t) { return where_identical(t, t.network.L_S(), t.L_S_there()); }},
       {"the largest loss for L_S",
        [](const Terms& t) {
          return where_identical(t, max(t.least_first_loss(), t.least_second_loss()), largest_entry(t.network.losses));
        }},
       {"CE for L_S", [](const Terms& t) { return where_identical(t, t.least_CE(), t.network.CE()); }, true}});
  return claim;
}

}  // namespace lysep::review_e_claim
