// (3.27): the losses R at the surrogate logits W_L sigma(c_{L-1}), M units, J classes, |sigma| <= M0:
//   max_n R_n <= 2 sqrt(M) || W_L || max|sigma(c)| + ln J <= 2 sqrt(M) M0 || W_L || + ln J.
// 2 is not best possible, sqrt2 would do (equation-3.27-sharp), though W_L = 0 gives an equality.
// Left: R_n = -ln p_{y_n} from softmax as it is defined; right: the program's M0.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_27_claim {
namespace {

using Terms = SurrogateState;

Sides at_most(const Terms& t, const Ball& right) { return t.where_bounded(largest_entry(t.losses.R), right); }
/// sqrt(M) M0 || W_L ||.
Ball x(const Terms& t) { return t.bounds.root_M * t.bounds.M0 * t.bounds.W; }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.27";
  claim.equation = "(3.27)";
  claim.statement = "max_n R_n <= 2 sqrt(M) M0 ||W_L|| + ln J";
  claim.hypotheses = {"L >= 2", "|sigma| <= M0"};
  claim.generate = surrogate_instance;
  set_state(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return SurrogateState(*i.state); },
      [](const Terms& t) { return at_most(t, t.bounds.largest_loss()); },
      {{"1 for 2", [](const Terms& t) { return at_most(t, x(t) + t.bounds.ln_J); }},
       {"without ln J", [](const Terms& t) { return at_most(t, Ball(2.0) * x(t)); }},
       {"without M0",
        [](const Terms& t) { return at_most(t, Ball(2.0) * t.bounds.root_M * t.bounds.W + t.bounds.ln_J); }},
       {"without sqrt(M)",
        [](const Terms& t) { return at_most(t, Ball(2.0) * t.bounds.M0 * t.bounds.W + t.bounds.ln_J); }},
       {"sqrt2 for 2", [](const Terms& t) { return at_most(t, root_two() * x(t) + t.bounds.ln_J); }, true},
       {"max|sigma(c)| for M0",
        [](const Terms& t) {
          const Ball largest = largest_entry(t.network.V(t.network.L));
          return at_most(t, Ball(2.0) * t.bounds.root_M * largest * t.bounds.W + t.bounds.ln_J);
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_27_claim
