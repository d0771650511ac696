// The introduction's bound with its constants: for logits Phi and Phi~ under the same labels,
//   CE(Phi)^2 <= C1 CE(Phi~)^2 + C2 || Phi - Phi~ ||_F^2,  C1 = 2, C2 = 4/N.
// The mean is on the right, where (2.9) has the root mean square: CE(Phi) <= CE(Phi~) + sqrt(2/N) ||Phi - Phi~|| by
// (2.5) and Cauchy-Schwarz. Both constants are best possible together, for copies of one sample with the logits
// doubled.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::introduction_claim {
namespace {

struct Terms {
  Ball first, second, moved, N;  // CE(Phi), CE(Phi~), ||Phi - Phi~||^2
  Ball squares;                  // ||Lvec(Phi~)||^2 / N

  Sides at_most(const Ball& right) const { return {squared(first), right}; }
  Sides with(const Ball& C1, const Ball& C2) const { return at_most(C1 * squared(second) + C2 * moved); }
};

Terms terms_of(const Instance& instance) {
  const LogitPair pair(instance);
  const Ball N = pair.N();
  return {total(pair.first) / N, total(pair.second) / N, norm_squared(pair.D), N, norm_squared(pair.second) / N};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "introduction";
  claim.equation = "section 1";
  claim.statement = "CE(Phi)^2 <= C1 CE(Phi~)^2 + C2 ||Phi - Phi~||_F^2, C1 = 2, C2 = 4/N";
  claim.hypotheses = {"J >= 2", "labels are one-hot"};
  claim.constant_is_best_possible = true;
  claim.arrays = logit_pair_arrays();
  claim.generate = doubled_pair;
  set_sides<Terms>(
      claim, terms_of, [](const Terms& t) { return t.with(Ball(2.0), Ball(4.0) / t.N); },
      {{"4/N^2 for 4/N", [](const Terms& t) { return t.with(Ball(2.0), Ball(4.0) / squared(t.N)); }},
       {"3.9/N for 4/N", [](const Terms& t) { return t.with(Ball(2.0), Ball(3.9) / t.N); }},
       {"C1 = 1", [](const Terms& t) { return t.with(Ball(1.0), Ball(4.0) / t.N); }},
       {"4 for 4/N", [](const Terms& t) { return t.with(Ball(2.0), Ball(4.0)); }, true},
       {"the root mean square for CE(Phi~), (2.9)",
        [](const Terms& t) { return t.at_most(Ball(2.0) * t.squares + Ball(4.0) / t.N * t.moved); }, true},
       {"(CE(Phi~) + sqrt(2/N) ||Phi - Phi~||)^2",
        [](const Terms& t) { return t.at_most(squared(t.second + sqrt(Ball(2.0) / t.N * t.moved))); }, true}});
  return claim;
}

}  // namespace lysep::introduction_claim
