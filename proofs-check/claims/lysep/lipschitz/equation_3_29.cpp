// (3.29): for H(c) = W_L^T (P(c) - A) diag(R(c)) at c = c_{L-1}, N samples, M units, |sigma| <= M0,
//   max|H| <= || W_L || || P - A || max_n R_n <= sqrt(2N) || W_L || ( 2 sqrt(M) M0 || W_L || + ln J ).
// Not best possible (equation-3.29-sharp): the largest ratio found is about 0.71.
// Left: softmax and R as they are defined; right: the program's M0.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_29_claim {
namespace {

using Terms = SurrogateState;

Sides at_most(const Terms& t, const Ball& right) { return t.where_bounded(largest_entry(t.losses.H), right); }
/// sqrt(2N) || W_L ||.
Ball factor(const Terms& t) { return root_two() * t.bounds.root_N * t.bounds.W; }
/// 2 sqrt(M) M0 || W_L ||.
Ball margin(const Terms& t) { return Ball(2.0) * t.bounds.root_M * t.bounds.M0 * t.bounds.W; }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.29";
  claim.equation = "(3.29)";
  claim.statement = "max|H| <= sqrt(2N) ||W_L|| (2 sqrt(M) M0 ||W_L|| + ln J)";
  claim.hypotheses = {"L >= 2", "|sigma| <= M0"};
  claim.generate = surrogate_instance;
  set_state(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return SurrogateState(*i.state); },
      [](const Terms& t) { return at_most(t, factor(t) * t.bounds.largest_loss()); },
      {{"1 for 2 sqrt(M)",
        [](const Terms& t) { return at_most(t, factor(t) * (t.bounds.M0 * t.bounds.W + t.bounds.ln_J)); }},
       {"without ln J", [](const Terms& t) { return at_most(t, factor(t) * margin(t)); }},
       {"without ||W_L||",
        [](const Terms& t) { return at_most(t, root_two() * t.bounds.root_N * t.bounds.largest_loss()); }},
       {"1/2 for sqrt(2N)",
        [](const Terms& t) { return at_most(t, Ball(0.5) * t.bounds.W * t.bounds.largest_loss()); }},
       {"||W_L|| ||P - A|| max_n R_n",
        [](const Terms& t) { return at_most(t, t.bounds.W * norm(t.losses.misfit) * largest_entry(t.losses.R)); },
        true},
       {"sqrt2 for sqrt(2N)",
        [](const Terms& t) { return at_most(t, root_two() * t.bounds.W * t.bounds.largest_loss()); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_29_claim
