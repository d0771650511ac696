// (2.6): for logits Z1, Z2 in R^{JxN} and labels,
//   || Lvec(Z1) - Lvec(Z2) ||_2 <= sqrt2 || Z1 - Z2 ||_F,
// (2.5) column by column. sqrt2 is the best constant.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_6_claim {
namespace {

/// Exactly 0 where Z1 = Z2.
Ball moved(const LogitPair& t) { return t.distance().is_zero() ? Ball(0.0) : norm(difference(t.first, t.second)); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.6";
  claim.equation = "(2.6)";
  claim.statement = "||Lvec(Z1) - Lvec(Z2)||_2 <= sqrt2 ||Z1 - Z2||_F";
  claim.hypotheses = {"J >= 2", "labels are one-hot"};
  claim.constant_is_best_possible = true;
  claim.arrays = logit_pair_arrays();
  claim.generate = logit_pair_instance;
  set_sides<LogitPair>(
      claim, [](const Instance& i) { return LogitPair(i); },
      [](const LogitPair& t) -> Sides {
        return {moved(t), root_two() * t.distance()};
      },
      {{"1 for sqrt2",
        [](const LogitPair& t) -> Sides {
          return {moved(t), t.distance()};
        }},
       {"the 1-norm on the left",
        [](const LogitPair& t) -> Sides {
          return {total(absolute(difference(t.first, t.second))), root_two() * t.distance()};
        }},
       {"the largest column for the Frobenius norm",
        [](const LogitPair& t) -> Sides {
          return {moved(t), root_two() * largest_column_norm(t.D)};
        }},
       {"the maximum norm on the left",
        [](const LogitPair& t) -> Sides {
          return {largest_entry(difference(t.first, t.second)), root_two() * t.distance()};
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_2_6_claim
