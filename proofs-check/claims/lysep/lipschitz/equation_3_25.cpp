// (3.25): P the softmax of the surrogate logits, A the labels, N samples:
//   || P - A ||^2 <= 2 N.
// Best possible: every sample on one wrong class by a large margin. Left: softmax as it is defined.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_25_claim {
namespace {

using Terms = SurrogateState;

Sides at_most(const Terms& t, const Ball& right) { return {norm_squared(t.losses.misfit), right}; }
Ball N(const Terms& t) { return count(t.network.N); }

/// sum_n (1 - p_{y_n})^2.
Ball wrong_squares(const Terms& t) {
  Ball sum(0.0);
  for (Index n = 0; n < t.network.N; ++n) {
    sum += squared(t.losses.misfit(t.network.labels[static_cast<std::size_t>(n)], n));
  }
  return sum;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.25";
  claim.equation = "(3.25)";
  claim.statement = "||P - A||^2 <= 2 N";
  claim.hypotheses = {"L >= 2"};
  claim.constant_is_best_possible = true;
  claim.generate = surrogate_instance;
  set_state(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return SurrogateState(*i.state); },
      [](const Terms& t) { return at_most(t, Ball(2.0) * N(t)); },
      {{"N for 2 N", [](const Terms& t) { return at_most(t, N(t)); }},
       {"1.99 N", [](const Terms& t) { return at_most(t, Ball(1.99) * N(t)); }},
       {"2 for 2 N", [](const Terms& t) { return at_most(t, Ball(2.0)); }},
       {"||P||^2 + ||A||^2", [](const Terms& t) { return at_most(t, norm_squared(t.losses.P) + N(t)); }, true},
       {"2 sum_n (1 - p_{y_n})^2", [](const Terms& t) { return at_most(t, Ball(2.0) * wrong_squares(t)); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_25_claim
