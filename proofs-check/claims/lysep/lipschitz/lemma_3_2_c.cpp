// Lemma 3.2 for S as a function of c_l, 1 <= l <= L-1, as the proof of (3.32) uses it: with the C_l of Lemma 3.3 (i),
//   S(c~) <= S(c^) + < grad S(c^), c~ - c^ > + (C_l/2) || c~ - c^ ||^2.
// Left: S(c~) - S(c^) - < grad S(c^), c~ - c^ > from the definition (3.4), the derivative by dual numbers; right: the
// program's C_l. Approached for l <= L-2: sin at its top with a large target. S is bounded from below likewise.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::lemma_3_2_c_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : pair(i), bounds(pair) {
    size = pair.S(pair.hat);
    change = pair.S(pair.tilde) - size;
    slope = pair.slope(pair.hat, pair.D);
  }
  PointPair pair;
  Bounds bounds;
  Ball change, slope, size;  // S(c~) - S(c^), < grad S(c^), c~ - c^ >, S(c^)

  Ball constant() const {
    return pair.next_omega() * auxiliary_constant(ConstantSet::paper, pair.last(), bounds.terms, bounds.sigma);
  }
  /// left <= factor C_l times a power of || c~ - c^ ||.
  Sides at_most(const Ball& left, double factor, const Ball& distance) const {
    if (!bounds.bounded) return hypothesis_not_met();
    return change_at_most(left, Ball(factor) * constant() * distance, size);
  }
  Ball square() const { return norm_squared(pair.D); }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-3.2-c";
  claim.equation = "(3.16), (3.32)";
  claim.statement = "S(c~) - S(c^) - <grad S(c^), c~ - c^> <= (C_l/2) ||c~ - c^||^2";
  claim.hypotheses = {"1 <= l <= L-1", "|sigma| <= M0, |sigma'| <= M1, sigma' is M2-Lipschitz"};
  claim.speaks_of_state = true;
  claim.arrays = pair_arrays();
  claim.generate = auxiliary_pair;
  claim.group = layer_group;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at_most(t.change - t.slope, 0.5, t.square()); },
      {{"C_l/4 for C_l/2", [](const Terms& t) { return t.at_most(t.change - t.slope, 0.25, t.square()); }},
       {"without <grad S(c^), c~ - c^>", [](const Terms& t) { return t.at_most(t.change, 0.5, t.square()); }},
       {"||c~ - c^|| for its square",
        [](const Terms& t) { return t.at_most(t.change - t.slope, 0.5, t.pair.distance()); }},
       {"the absolute value of the left side",
        [](const Terms& t) { return t.at_most(abs(t.change - t.slope), 0.5, t.square()); }, true}});
  return claim;
}

}  // namespace lysep::lemma_3_2_c_claim
