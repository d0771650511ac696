// Corollary 1: the steps c/sqrt k satisfy (8). FALSE: the sum of their squares is infinite, as it is at least c^2/2
// over K < k <= 2 K for every K, where a convergent sum would tend to 0. So do constant steps. c/k does:
// bsum-inverse-root-steps-corrected.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_inverse_root_steps_claim {
namespace {

using namespace bsum;
using Terms = StepSizes;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-inverse-root-steps";
  claim.source = "bsum";
  claim.equation = "Corollary 1";
  claim.statement = "sum_{K < k <= 2K} alpha_k^2 <= c^2/K, alpha_k = c/sqrt k";
  claim.hypotheses = {"0 < c < 1"};
  claim.expected = false;
  claim.arrays = step_rule_arrays();
  claim.generate = step_rule_instance;
  claim.counterexample = [] { return step_rule_of(0.5, 0.5, 2); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.squares_later(1, Ball(1.0)); },
      {{"10 c^2/K", [](const Terms& t) { return t.squares_later(1, Ball(10.0)); }},
       {"constant steps", [](const Terms& t) { return t.squares_later(0, Ball(1.0)); }},
       {"c^2", [](const Terms& t) { return t.squares_later(1, count(t.K)); }, true},
       {"c/k", [](const Terms& t) { return t.squares_later(2, Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_inverse_root_steps_claim
