// Lemma 2.1, (2.5): for logits z1, z2 in R^J and a class y,
//   | l(z1, y) - l(z2, y) | <= sqrt2 || z1 - z2 ||_2.
// sqrt2 is the best constant: z = t(-1, 1) with the first class true has ratio sqrt2 p_wrong, and p_wrong -> 1 as t
// grows. The true variants bound the change by the mean value theorem and ||p - a||_1 <= 2, sum_j (p - a)_j = 0.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::lemma_2_1_claim {
namespace {

using Terms = LogitPair;

/// Exactly 0 where z1 = z2.
Ball change(const Terms& t) { return t.distance().is_zero() ? Ball(0.0) : t.first(0, 0) - t.second(0, 0); }
Sides moved_at_most(const Terms& t, const Ball& right) { return {abs(change(t)), right}; }

/// max_j (D_j - D_y), or of their absolute values.
Ball against_true_class(const Terms& t, bool absolute) {
  const Ball& own = t.D(t.labels[0], 0);
  Ball result(0.0);
  for (Index j = 0; j < t.D.rows(); ++j) {
    const Ball d = t.D(j, 0) - own;
    result = max(result, absolute ? abs(d) : d);
  }
  return result;
}

/// min_c || D - c 1 ||_2: the mean is the best c.
Ball centred(const Terms& t) {
  const Ball mean = total(t.D) / count(t.D.rows());
  return norm(t.D.unaryExpr([&](const Ball& d) { return d - mean; }));
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-2.1";
  claim.equation = "(2.5)";
  claim.statement = "|l(z1, a) - l(z2, a)| <= sqrt2 ||z1 - z2||_2";
  claim.hypotheses = {"J >= 2", "a is one-hot"};
  claim.constant_is_best_possible = true;
  claim.arrays = sample_pair_arrays();
  claim.generate = sample_pair;
  set_sides<Terms>(
      claim, [](const Instance& i) { return LogitPair(i); },
      [](const Terms& t) { return moved_at_most(t, root_two() * t.distance()); },
      {{"1 for sqrt2", [](const Terms& t) { return moved_at_most(t, t.distance()); }},
       {"1.41 for sqrt2", [](const Terms& t) { return moved_at_most(t, Ball(1.41) * t.distance()); }},
       {"sqrt2 times the maximum norm",
        [](const Terms& t) { return moved_at_most(t, root_two() * t.largest_entry()); }},
       {"max_j(D_j - D_y) for |l(z1) - l(z2)|",
        [](const Terms& t) { return moved_at_most(t, against_true_class(t, false)); }},
       {"2 times the maximum norm", [](const Terms& t) { return moved_at_most(t, Ball(2.0) * t.largest_entry()); },
        true},
       {"the 1-norm", [](const Terms& t) { return moved_at_most(t, total(absolute(t.D))); }, true},
       {"max_j(D_j - D_y) for l(z1) - l(z2)",
        [](const Terms& t) -> Sides {
          return {change(t), against_true_class(t, false)};
        },
        true},
       {"max_j|D_j - D_y|", [](const Terms& t) { return moved_at_most(t, against_true_class(t, true)); }, true},
       {"max D - min D", [](const Terms& t) { return moved_at_most(t, t.spread()); }, true},
       {"sqrt2 min_c ||D - c 1||", [](const Terms& t) { return moved_at_most(t, root_two() * centred(t)); }, true}});
  return claim;
}

}  // namespace lysep::lemma_2_1_claim
