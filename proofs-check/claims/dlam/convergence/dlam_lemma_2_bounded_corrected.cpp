// How z_k grows in the run of dlam-lemma-2-bounded: k + e^(z_0) + 2 z_0 <= e^(z_k) + 2 z_k, while e^(z_k) + z_k <= k +
// e^(z_0) + z_0: like ln k, from every start. For one step dz = 1/(1 + e^(z')) and (1 + e^z)/(1 + e^(z')) >= e^(-dz) >=
// 1 - dz. From z_0 = 0: z_k = 2.10, 4.55, 6.90 at k = 10, 100, 1000.
#include "proofs-check/claims/dlam/convergence/logistic_terms.hpp"

namespace lysep::dlam_lemma_2_bounded_corrected_claim {
namespace {

struct Terms : LogisticRun {
  explicit Terms(const Instance& i) : LogisticRun(i) {}

  Ball sweeps() const { return Ball(static_cast<double>(k)); }
  /// What e^z + share z has grown by.
  Ball grown(double share) const { return exp(end) - exp(start) + Ball(share) * (end - start); }
  Sides between(const Ball& left, const Ball& right) const {
    const Ball size = sweeps() + exp(start) + abs(start) + exp(end) + abs(end);
    return hypothesis ? Sides{left, right, true, size} : hypothesis_not_met();
  }
};

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-lemma-2-bounded-corrected", "Lemma 2",
                           "k <= e^(z_k) - e^(z_0) + 2 (z_k - z_0): z_k grows like ln k");
  set_logistic_run(claim);
  claim.generate = [](Draw& draw) {
    return logistic_instance(draw.chance(0.3) ? 0.0 : draw.uniform(-3, 6),
                             draw.chance(0.6) ? draw.integer(0, 10) : draw.integer(11, 48));
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.between(t.sweeps(), t.grown(2)); },
      {{"z for 2 z", [](const Terms& t) { return t.between(t.sweeps(), t.grown(1)); }},
       {"1.2 k", [](const Terms& t) { return t.between(Ball(1.2) * t.sweeps(), t.grown(2)); }},
       {"e^(z_k) - e^(z_0) + z_k - z_0 <= k", [](const Terms& t) { return t.between(t.grown(1), t.sweeps()); }, true},
       {"ln k - 0.3 <= z_k from z_0 = 0",
        [](const Terms& t) {
          return t.k > 0 && t.start.is_zero() ? t.between(ln(t.sweeps()) - Ball(0.3), t.end) : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_2_bounded_corrected_claim
