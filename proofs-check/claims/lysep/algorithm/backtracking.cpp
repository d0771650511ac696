// The line search of Algorithm 1 on c_l ends: from every point, S(c_l - tau g) <= S(c_l) for some tau = tau_0 eta^k.
// FALSE for ReLU, whose sigma'(0) is 0 by convention: the counterexample is
//   f(c) = S(c)/2 = (relu(c) + 1)^2 + (c - 1/2)^2 + const
// at c = 0, where f' = -1 by that convention and f(tau) - f(0) = tau + 2 tau^2 > 0 for every tau. Another value of
// sigma'(0) does not help: c = 0 is a minimum of S at a kink. Refuted where every trial fails and S increases from 0 to
// the shortest of them.
#include "proofs-check/claims/lysep/algorithm/line_search_terms.hpp"

namespace lysep::backtracking_claim {
namespace {

/// At the kink with a > w m, so that S increases to both sides; all numbers exact in few bits.
Instance generate(Draw& draw) {
  if (draw.chance(0.9)) return line_search_instance(draw, every_activation());
  const double w = draw.integer(1, 16) / 8.0, m = draw.integer(1, 16) / 8.0, a = w * m + draw.integer(1, 32) / 8.0;
  return line_search_of("at the kink of ReLU", relu_at_its_kink(w, a, m), 1, draw.magnitude(-3, 1),
                        draw.uniform(0.1, 0.5));
}

}  // namespace

Claim claim() {
  using Terms = LineSearchTerms;
  Claim claim;
  claim.id = "backtracking";
  claim.equation = "Algorithm 1";
  claim.statement = "S(c_l - tau g) <= S(c_l) for some tau = tau_0 eta^k, g = grad_{c_l} S";
  claim.hypotheses = {"1 <= l <= L-1", "tau_0 > 0", "0 < eta < 1"};
  claim.expected = false;
  claim.speaks_of_state = true;
  claim.arrays = line_search_arrays();
  claim.generate = generate;
  claim.counterexample = [] { return line_search_of("at the kink", relu_at_its_kink(1.0, 1.0, 0.5), 1, 1.0, 0.5); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.search(t.g); },
      {{"sigma'(0) = 1 for ReLU",
        [](const Terms& t) {
          if (t.differentiable()) return hypothesis_not_met();
          return t.search(t.gradient_from_the_right());
        }},
       {"one trial", [](const Terms& t) { return t.first_trial(); }},
       {"c_l + tau g", [](const Terms& t) { return t.search(scaled(Ball(-1.0), t.g)); }},
       {"where sigma is differentiable at c_l",
        [](const Terms& t) { return t.differentiable() ? t.search(t.g) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::backtracking_claim
