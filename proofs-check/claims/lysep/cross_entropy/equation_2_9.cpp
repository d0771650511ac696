// (2.9), the second inequality: for logits Z1, Z2 under the same labels,
//   (1/N) || Lvec(Z1) ||_2^2 <= (1/N) ( 2 || Lvec(Z2) ||_2^2 + 4 || Z1 - Z2 ||_F^2 ),
// from (2.6) and (a + b)^2 <= 2 a^2 + 2 b^2. The constants 2 and 4 are best possible together: J = 2, l(z2) = T,
// z1 = 2 z2 gives l(z1) = 2 T and || z1 - z2 || = T/sqrt2, and 4 T^2 = 2 T^2 + 2 T^2 up to terms of size e^(-T).
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_9_claim {
namespace {

/// (1/N) ||Lvec(Z1)||^2 <= (1/N) ( a ||Lvec(Z2)||^2 + b ||D||^2 ).
Sides with(const LogitPair& t, const Ball& a, const Ball& b) {
  return {norm_squared(t.first) / t.N(), (a * norm_squared(t.second) + b * norm_squared(t.D)) / t.N()};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.9";
  claim.equation = "(2.9)";
  claim.statement = "(1/N) ||Lvec(Z1)||^2 <= (1/N) (2 ||Lvec(Z2)||^2 + 4 ||Z1 - Z2||_F^2)";
  claim.hypotheses = {"J >= 2", "labels are one-hot"};
  claim.constant_is_best_possible = true;
  claim.arrays = logit_pair_arrays();
  claim.generate = doubled_pair;
  set_sides<LogitPair>(
      claim, [](const Instance& i) { return LogitPair(i); },
      [](const LogitPair& t) { return with(t, Ball(2.0), Ball(4.0)); },
      {{"2 for 4", [](const LogitPair& t) { return with(t, Ball(2.0), Ball(2.0)); }},
       {"3.9 for 4", [](const LogitPair& t) { return with(t, Ball(2.0), Ball(3.9)); }},
       {"1 for 2", [](const LogitPair& t) { return with(t, Ball(1.0), Ball(4.0)); }},
       {"1/N^2 for 1/N on the right",
        [](const LogitPair& t) {
          Sides s = with(t, Ball(2.0), Ball(4.0));
          s.right /= t.N();
          return s;
        }},
       {"4/3 for 2 and 8 for 4", [](const LogitPair& t) { return with(t, Ball(4.0) / Ball(3.0), Ball(8.0)); }, true},
       {"(||Lvec(Z2)|| + sqrt2 ||Z1 - Z2||)^2",
        [](const LogitPair& t) -> Sides {
          return {norm_squared(t.first) / t.N(), squared(norm(t.second) + root_two() * t.distance()) / t.N()};
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_2_9_claim
