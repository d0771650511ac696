// (2.9) in its optimal form: for logits Z1, Z2 under the same labels,
//   (1/N) || Lvec(Z1) ||_2^2 <= (1/N) ( || Lvec(Z2) ||_2 + sqrt2 || Z1 - Z2 ||_F )^2,
// the triangle inequality and (2.6); never more than (2.9), which replaces the square by 2 a^2 + 2 b^2. Approached
// where the move of every sample is along e_wrong - e_y, in proportion to its loss, and the losses are large.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_9_sharp_claim {
namespace {

Sides bounded_by(const LogitPair& t, const Ball& right) { return {norm_squared(t.first) / t.N(), right / t.N()}; }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.9-sharp";
  claim.equation = "(2.9) sharpened";
  claim.statement = "(1/N) ||Lvec(Z1)||^2 <= (1/N) (||Lvec(Z2)|| + sqrt2 ||Z1 - Z2||_F)^2";
  claim.hypotheses = {"J >= 2", "labels are one-hot"};
  claim.constant_is_best_possible = true;
  claim.arrays = logit_pair_arrays();
  claim.generate = doubled_pair;
  set_sides<LogitPair>(
      claim, [](const Instance& i) { return LogitPair(i); },
      [](const LogitPair& t) { return bounded_by(t, squared(norm(t.second) + root_two() * t.distance())); },
      {{"1 for sqrt2", [](const LogitPair& t) { return bounded_by(t, squared(norm(t.second) + t.distance())); }},
       {"1.41 for sqrt2",
        [](const LogitPair& t) { return bounded_by(t, squared(norm(t.second) + Ball(1.41) * t.distance())); }},
       {"||Lvec(Z2)||^2 + 2 ||Z1 - Z2||^2, no mixed term",
        [](const LogitPair& t) { return bounded_by(t, norm_squared(t.second) + Ball(2.0) * norm_squared(t.D)); }},
       {"2 ||Lvec(Z2)||^2 + 4 ||Z1 - Z2||^2, as printed",
        [](const LogitPair& t) {
          return bounded_by(t, Ball(2.0) * norm_squared(t.second) + Ball(4.0) * norm_squared(t.D));
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_2_9_sharp_claim
