// The line search of Algorithm 1 on c_l ends where sigma is differentiable at every entry of c_l: then
// S(c_l - tau g) = S(c_l) - tau ||g||^2 + o(tau), and where C is a Lipschitz constant of grad_{c_l} S every
// k >= log(tau_0 C/2) / log(1/eta) does. Plain decrease is all that it gives; a sufficient decrease by f tau ||g||^2
// ends as well for 0 < f < 1 and not, in general, for f > 1. The trials are looked at until one does; a search that is
// cut off refutes nothing.
#include "proofs-check/claims/lysep/algorithm/line_search_terms.hpp"

namespace lysep::backtracking_corrected_claim {

Claim claim() {
  using Terms = LineSearchTerms;
  Claim claim;
  claim.id = "backtracking-corrected";
  claim.equation = "Algorithm 1";
  claim.statement = "S(c_l - tau g) <= S(c_l) for some tau = tau_0 eta^k, g = grad_{c_l} S";
  claim.hypotheses = {"1 <= l <= L-1", "tau_0 > 0", "0 < eta < 1", "sigma is differentiable at the entries of c_l"};
  claim.speaks_of_state = true;
  claim.arrays = line_search_arrays();
  claim.generate = [](Draw& draw) {
    if (draw.chance(0.05)) {
      const double w = draw.integer(1, 16) / 8.0;
      return line_search_of("at the kink of ReLU", relu_at_its_kink(w, 2 * w + 1, 2.0), 1, 1.0, 0.5);
    }
    return line_search_instance(draw, every_activation());
  };
  const auto where_differentiable = [](auto search) {
    return [search](const Terms& t) { return t.differentiable() ? search(t) : hypothesis_not_met(); };
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      where_differentiable([](const Terms& t) { return t.search(t.g); }),
      {{"c_l + tau g", where_differentiable([](const Terms& t) { return t.search(scaled(Ball(-1.0), t.g)); })},
       {"one trial", where_differentiable([](const Terms& t) { return t.first_trial(); })},
       {"g with -2 omega_l r_l for 2 omega_l r_l",
        where_differentiable([](const Terms& t) { return t.search(t.gradient_with_residual_reversed()); })},
       {"decrease by 1.1 tau ||g||^2", where_differentiable([](const Terms& t) { return t.search(t.g, Ball(1.1)); })},
       {"decrease by 0.9 tau ||g||^2", where_differentiable([](const Terms& t) { return t.search(t.g, Ball(0.9)); }),
        true}});
  return claim;
}

}  // namespace lysep::backtracking_corrected_claim
