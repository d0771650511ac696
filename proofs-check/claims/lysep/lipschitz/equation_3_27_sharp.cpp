// (3.27) sharpened: with x = sqrt(M) M0 || W_L ||_2, the spectral norm,
//   max_n R_n <= log(1 + (J - 1) e^(sqrt2 x)),
// for every margin z_j - z_y is at most sqrt2 || z ||_2 and || sigma(c) ||_2 <= sqrt(M) M0. An equality for W_L = 0,
// and in the limit for J = 2 with W_L = v (-1, 1)^T a^T, a_i = +-1, and all units saturated with the signs of a. Left:
// R_n = -ln p_{y_n} from softmax as it is defined; right: the program's M0.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_27_sharp_claim {
namespace {

using Terms = SurrogateState;

Sides at_most(const Terms& t, const Ball& right) { return t.where_bounded(largest_entry(t.losses.R), right); }
/// sqrt(M) M0 || W_L ||_2.
Ball x(const Terms& t) { return t.bounds.root_M * t.bounds.M0 * t.bounds.spectral; }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.27-sharp";
  claim.equation = "(3.27) sharpened";
  claim.statement = "max_n R_n <= log(1 + (J - 1) e^(sqrt2 sqrt(M) M0 ||W_L||_2))";
  claim.hypotheses = {"L >= 2", "|sigma| <= M0"};
  claim.constant_is_best_possible = true;
  claim.generate = surrogate_instance;
  set_state(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return SurrogateState(*i.state); },
      [](const Terms& t) { return at_most(t, t.bounds.largest_loss_sharp()); },
      {{"1 for sqrt2", [](const Terms& t) { return at_most(t, t.bounds.loss_at(x(t))); }},
       {"1.41 for sqrt2", [](const Terms& t) { return at_most(t, t.bounds.loss_at(Ball(1.41) * x(t))); }},
       {"without J - 1", [](const Terms& t) { return at_most(t, log1p(exp(root_two() * x(t)))); }},
       {"without sqrt(M)",
        [](const Terms& t) { return at_most(t, t.bounds.loss_at(root_two() * t.bounds.M0 * t.bounds.spectral)); }},
       {"sqrt2 x + ln J", [](const Terms& t) { return at_most(t, root_two() * x(t) + t.bounds.ln_J); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_27_sharp_claim
