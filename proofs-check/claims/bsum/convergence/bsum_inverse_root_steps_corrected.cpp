// Corrects bsum-inverse-root-steps: for c/k the squares over K < k <= 2 K add up to at most c^2/(2 K), so that their
// sum is finite.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_inverse_root_steps_corrected_claim {
namespace {

using namespace bsum;
using Terms = StepSizes;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-inverse-root-steps-corrected";
  claim.source = "bsum";
  claim.equation = "Corollary 1";
  claim.statement = "sum_{K < k <= 2K} alpha_k^2 <= c^2/(2K), alpha_k = c/k";
  claim.hypotheses = {"0 < c < 1"};
  claim.arrays = step_rule_arrays();
  claim.generate = step_rule_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.squares_later(2, Ball(0.5)); },
      {{"0.9 c^2/(2K)", [](const Terms& t) { return t.squares_later(2, Ball(0.45)); }},
       {"c^2/(4K)", [](const Terms& t) { return t.squares_later(2, Ball(0.25)); }},
       {"c/sqrt k", [](const Terms& t) { return t.squares_later(1, Ball(0.5)); }},
       {"c^2/K", [](const Terms& t) { return t.squares_later(2, Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_inverse_root_steps_corrected_claim
