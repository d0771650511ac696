// (2.5) sharpened, lower bound: with d = || z1 - z2 ||_2,
//   log( 1 + (e^(l(z2)) - 1) e^(-sqrt2 d) ) <= l(z1),
// the upper bound with z1 and z2 exchanged. Equality for J = 2 and z1 - z2 a positive multiple of e_y - e_wrong, at
// every margin. The left side is positive; l(z2) - sqrt2 d, which (2.5) gives, need not be.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::lemma_2_1_lower_claim {
namespace {

Sides bounds(const LogitPair& t, const Ball& left) { return {left, t.first(0, 0)}; }

/// log(1 + (e^(l(z2)) - 1) e^(-x)).
Ball lowered(const LogitPair& t, const Ball& x) { return log1p(expm1(t.second(0, 0)) * exp(-x)); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-2.1-lower";
  claim.equation = "(2.5) sharpened";
  claim.statement = "log(1 + (e^l(z2) - 1) e^(-sqrt2 ||z1 - z2||)) <= l(z1)";
  claim.hypotheses = {"J >= 2", "a is one-hot"};
  claim.constant_is_best_possible = true;
  claim.arrays = sample_pair_arrays();
  claim.generate = sample_pair;
  set_sides<LogitPair>(
      claim, [](const Instance& i) { return LogitPair(i); },
      [](const LogitPair& t) { return bounds(t, lowered(t, root_two() * t.distance())); },
      {{"1 for sqrt2", [](const LogitPair& t) { return bounds(t, lowered(t, t.distance())); }},
       {"1.41 for sqrt2", [](const LogitPair& t) { return bounds(t, lowered(t, Ball(1.41) * t.distance())); }},
       {"sqrt2 times the maximum norm",
        [](const LogitPair& t) { return bounds(t, lowered(t, root_two() * t.largest_entry())); }},
       {"e^l(z2) for e^l(z2) - 1",
        [](const LogitPair& t) { return bounds(t, log1p(exp(t.second(0, 0) - root_two() * t.distance()))); }},
       {"l(z2) - sqrt2 ||z1 - z2||",
        [](const LogitPair& t) { return bounds(t, t.second(0, 0) - root_two() * t.distance()); }, true},
       {"max D - min D for sqrt2 ||z1 - z2||", [](const LogitPair& t) { return bounds(t, lowered(t, t.spread())); },
        true}});
  return claim;
}

}  // namespace lysep::lemma_2_1_lower_claim
