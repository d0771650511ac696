// (2.9), the first inequality: CE(Z)^2 <= (1/N) || Lvec(Z) ||_2^2, the square of (2.4). Equality exactly where all
// losses are equal. What lies between is the losses' variance: CE^2 = ||Lvec||^2/N - mean (l_n - CE)^2.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_9_first_claim {
namespace {

struct Terms {
  Ball mean, squares, N, variance;  // of the losses; squares: ||Lvec||^2
};

Terms terms_of(const Instance& instance) {
  const Matrix<Ball> losses = losses_of(instance.balls("z"), instance.labels("label"));
  Terms t{Ball(0.0), norm_squared(losses), count(losses.cols()), Ball(0.0)};
  t.mean = total(losses) / t.N;
  t.variance = norm_squared(losses.unaryExpr([&](const Ball& l) { return l - t.mean; })) / t.N;
  return t;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.9-first";
  claim.equation = "(2.9)";
  claim.statement = "CE(Z)^2 <= (1/N) ||Lvec(Z)||_2^2";
  claim.hypotheses = {"J >= 2"};
  claim.constant_is_best_possible = true;
  claim.arrays = logits_arrays();
  claim.generate = similar_samples;
  set_sides<Terms>(claim, terms_of,
                   [](const Terms& t) -> Sides {
                     return {squared(t.mean), t.squares / t.N};
                   },
                   {{"1/N^2 for 1/N",
                     [](const Terms& t) -> Sides {
                       return {squared(t.mean), t.squares / squared(t.N)};
                     }},
                    {"CE for CE^2",
                     [](const Terms& t) -> Sides {
                       return {t.mean, t.squares / t.N};
                     }},
                    {">= for <=",
                     [](const Terms& t) -> Sides {
                       return {t.squares / t.N, squared(t.mean)};
                     }},
                    {"CE^2 + mean (l_n - CE)^2 for CE^2",
                     [](const Terms& t) -> Sides {
                       return {squared(t.mean) + t.variance, t.squares / t.N};
                     },
                     true}});
  return claim;
}

}  // namespace lysep::equation_2_9_first_claim
