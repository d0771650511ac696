// Corrects bsum-inverse-root-steps: for c/k the squares over K < k <= 2 K add up to at most c^2/(2 K), so that their
// sum is finite.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep {
namespace {

using namespace bsum;
using Terms = StepSizes;

/// The sum of alpha_k^2 over K < k <= 2 K is at most factor c^2/K; alpha_k = c/k^(power/2).
Sides with(const Terms& t, int power, const Ball& factor) {
  if (!t.is_known) return hypothesis_not_met();
  const auto square = [&](int k) {
    Ball square = t.c * t.c;
    for (int n = 0; n < power; ++n) square /= count(k);
    return square;
  };
  return {t.later(square), factor * t.c * t.c / count(t.K)};
}

}  // namespace

Claim bsum_inverse_root_steps_corrected() {
  Claim claim;
  claim.id = "bsum-inverse-root-steps-corrected";
  claim.source = "bsum";
  claim.equation = "Corollary 1";
  claim.statement = "sum_{K < k <= 2K} alpha_k^2 <= c^2/(2K), alpha_k = c/k";
  claim.hypotheses = {"0 < c < 1"};
  claim.arrays = step_rule_arrays();
  claim.generate = step_rule_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, 2, Ball(0.5)); },
      {{"0.9 c^2/(2K)", [](const Terms& t) { return with(t, 2, Ball(0.45)); }},
       {"c^2/(4K)", [](const Terms& t) { return with(t, 2, Ball(0.25)); }},
       {"c/sqrt k", [](const Terms& t) { return with(t, 1, Ball(0.5)); }},
       {"c^2/K", [](const Terms& t) { return with(t, 2, Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep
