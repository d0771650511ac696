// Lemma 2 (b): the iterates are bounded. FALSE, though F converges: one layer, one sample, x = rho = 1, R = ln(1 +
// e^(-z)), Omega = 0: z_k grows like ln k, F -> 0 is not attained, and no critical point exists. (The paper derives (b)
// from (a), and (a) from steps that go to 0.) Decided as z_k <= M; for every M it fails from k = e^(M + 1/2) on.
// Witness: z_0 = 0, M = 4, k = 100: z_k = 4.55.
#include "proofs-check/claims/dlam/convergence/logistic_terms.hpp"

namespace lysep::dlam_lemma_2_bounded_claim {
namespace {

struct Terms : LogisticRun {
  explicit Terms(const Instance& i) : LogisticRun(i), M(i.ball("M")) {}
  Ball M;
  Sides below(const Ball& right) const {
    return hypothesis ? Sides{end, right, true, abs(end) + abs(M)} : hypothesis_not_met();
  }
};

}  // namespace

Claim claim() {
  Claim claim =
      false_dlam_claim("dlam-lemma-2-bounded", "Lemma 2", "z_k <= M for every k: the iterates are bounded", [] {
        Instance instance = logistic_instance(0, 100);
        instance.set("M", 4.0);
        return instance;
      });
  set_logistic_run(claim);
  claim.arrays.push_back({"M", "1", "the bound"});
  claim.generate = [](Draw& draw) {
    const double M = draw.uniform(0.5, 3.4);
    const bool late = draw.chance(0.6);
    Instance instance = logistic_instance(
        draw.uniform(-1, 0), late ? static_cast<int>(exp(M + 0.5)) + draw.integer(2, 8) : draw.integer(0, 12));
    instance.set("M", M);
    return instance;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.below(t.M); },
      {{"M + 0.3", [](const Terms& t) { return t.below(t.M + Ball(0.3)); }},
       {"k <= e^M + 8",
        [](const Terms& t) {
          return t.hypothesis && Ball(static_cast<double>(t.k)) <= exp(t.M) + Ball(8.0) ? t.below(t.M)
                                                                                        : hypothesis_not_met();
        }},
       {"ln(k + e^(z_0))",
        [](const Terms& t) {
          return t.hypothesis ? t.below(ln(Ball(static_cast<double>(t.k)) + exp(t.start))) : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_2_bounded_claim
