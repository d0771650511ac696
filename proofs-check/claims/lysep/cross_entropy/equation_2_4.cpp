// (2.4): the mean cross-entropy is at most the root mean square of the samples' losses,
//   CE = (1/N) sum_n l(z_n, y_n) <= || Lvec ||_2 / sqrt N,
// by Cauchy-Schwarz. Equality holds exactly where all losses are equal, so the constant 1 is best possible.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_4_claim {
namespace {

struct Terms {
  Matrix<Ball> losses;
  Ball mean, root_sum, N;
};

Terms terms_of(const Instance& instance) {
  Terms t;
  t.losses = losses_of(instance.balls("z"), instance.labels("label"));
  t.N = count(t.losses.cols());
  t.mean = total(t.losses) / t.N;
  t.root_sum = norm(t.losses);
  return t;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.4";
  claim.equation = "(2.4)";
  claim.statement = "CE <= ||Lvec||_2 / sqrt N";
  claim.hypotheses = {"J >= 2"};
  claim.constant_is_best_possible = true;
  claim.arrays = logits_arrays();
  claim.generate = similar_samples;
  set_sides<Terms>(claim, terms_of,
                   [](const Terms& t) -> Sides {
                     return {t.mean, t.root_sum / sqrt(t.N)};
                   },
                   {{"1/N for 1/sqrt N",
                     [](const Terms& t) -> Sides {
                       return {t.mean, t.root_sum / t.N};
                     }},
                    {">= for <=",
                     [](const Terms& t) -> Sides {
                       return {t.root_sum / sqrt(t.N), t.mean};
                     }},
                    {"the largest loss for the root mean square",
                     [](const Terms& t) -> Sides {
                       return {t.mean, largest_entry(t.losses)};
                     },
                     true}});
  return claim;
}

}  // namespace lysep::equation_2_4_claim
