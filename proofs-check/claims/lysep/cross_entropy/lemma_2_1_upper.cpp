// (2.5) sharpened, upper bound: with d = || z1 - z2 ||_2,
//   l(z1) <= log( 1 + (e^(l(z2)) - 1) e^(sqrt2 d) ).
// For e^l - 1 = sum_{j != y} e^(z_j - z_y), and no exponent moves by more than sqrt2 d. Equality for J = 2 and
// z1 - z2 a positive multiple of e_wrong - e_y, at every margin. It implies (2.5): the right side is at most
// l(z2) + sqrt2 d.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::lemma_2_1_upper_claim {
namespace {

Sides bounded_by(const LogitPair& t, const Ball& right) { return {t.first(0, 0), right}; }

/// log(1 + (e^(l(z2)) - 1) e^x).
Ball raised(const LogitPair& t, const Ball& x) { return log1p(expm1(t.second(0, 0)) * exp(x)); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-2.1-upper";
  claim.equation = "(2.5) sharpened";
  claim.statement = "l(z1) <= log(1 + (e^l(z2) - 1) e^(sqrt2 ||z1 - z2||))";
  claim.hypotheses = {"J >= 2", "a is one-hot"};
  claim.constant_is_best_possible = true;
  claim.arrays = sample_pair_arrays();
  claim.generate = sample_pair;
  set_sides<LogitPair>(
      claim, [](const Instance& i) { return LogitPair(i); },
      [](const LogitPair& t) { return bounded_by(t, raised(t, root_two() * t.distance())); },
      {{"1 for sqrt2", [](const LogitPair& t) { return bounded_by(t, raised(t, t.distance())); }},
       {"1.41 for sqrt2", [](const LogitPair& t) { return bounded_by(t, raised(t, Ball(1.41) * t.distance())); }},
       {"sqrt2 times the maximum norm",
        [](const LogitPair& t) { return bounded_by(t, raised(t, root_two() * t.largest_entry())); }},
       {"without the 1 under the logarithm",
        [](const LogitPair& t) { return bounded_by(t, ln(expm1(t.second(0, 0))) + root_two() * t.distance()); }},
       {"e^l(z2) for e^l(z2) - 1",
        [](const LogitPair& t) { return bounded_by(t, log1p(exp(t.second(0, 0) + root_two() * t.distance()))); }, true},
       {"l(z2) + sqrt2 ||z1 - z2||",
        [](const LogitPair& t) { return bounded_by(t, t.second(0, 0) + root_two() * t.distance()); }, true},
       {"max D - min D for sqrt2 ||z1 - z2||", [](const LogitPair& t) { return bounded_by(t, raised(t, t.spread())); },
        true}});
  return claim;
}

}  // namespace lysep::lemma_2_1_upper_claim
