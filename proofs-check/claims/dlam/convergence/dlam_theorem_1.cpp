// Theorem 1: from any start, for any rho and eps, the iterates converge, to a critical point. FALSE: in the run of
// dlam-lemma-2-bounded none exists, and z_{2k} - z_k tends to ln 2, from above, instead of 0. Decided as z_{2k} - z_k
// <= delta for delta up to 0.6. Witness: z_0 = 0, k = 16, delta = 1/2.
#include "proofs-check/claims/dlam/convergence/logistic_terms.hpp"

namespace lysep::dlam_theorem_1_claim {
namespace {

struct Terms : LogisticRun {
  explicit Terms(const Instance& i) : LogisticRun(i), delta(i.ball("delta")) {
    hypothesis = hypothesis && delta > Ball(0.0) && k >= 1;
    gap = logistic_run(end, k) - end;
  }
  Ball delta, gap;
  Sides within(const Ball& right) const {
    return hypothesis ? Sides{gap, right, true, abs(end) + abs(start)} : hypothesis_not_met();
  }
};

Instance instance_with(int k, double delta) {
  Instance instance = logistic_instance(0, k);
  instance.set("delta", delta);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim =
      false_dlam_claim("dlam-theorem-1", "Theorem 1", "z_{2k} - z_k <= delta for k large: the iterates converge",
                       [] { return instance_with(16, 0.5); });
  set_logistic_run(claim);
  claim.hypotheses.push_back("delta > 0, k >= 1");
  claim.arrays.push_back({"delta", "1", "delta"});
  claim.generate = [](Draw& draw) { return instance_with(draw.integer(1, 24), draw.magnitude(-2, 0)); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.within(t.delta); },
      {{"delta + 0.4", [](const Terms& t) { return t.within(t.delta + Ball(0.4)); }},
       {"k >= 12", [](const Terms& t) { return t.k >= 12 ? t.within(t.delta) : hypothesis_not_met(); }},
       {"1 for delta, from z_0 = 0",
        [](const Terms& t) { return t.start.is_zero() ? t.within(Ball(1.0)) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::dlam_theorem_1_claim
