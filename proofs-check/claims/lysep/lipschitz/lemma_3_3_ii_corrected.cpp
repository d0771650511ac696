// Lemma 3.3(ii), (3.21), with the hypothesis that its proof needs: || W^ ||, || W~ || <= R. Then
//   || grad_{W_L} S(W^) - grad_{W_L} S(W~) || <= C_L || W^ - W~ ||,
//   C_L = 2 lambda_L + 2 N M M0^2 (2 sqrt(M) M0 R + ln J + 2).
// 2 lambda_L is best possible, the second term is not: its half is enough, for h_2(R) <= R + 2 and R s <= R, and
// R_n <= sqrt2 sqrt(M) M0 R + ln J in the ball. Smaller constants: lemma-3.3-ii-sharp. Left: from the definition of l
// by dual numbers; right: the program's C_L.
#include "proofs-check/claims/lysep/lipschitz/curvature_terms.hpp"

namespace lysep::lemma_3_3_ii_corrected_claim {
namespace {

using Terms = OutputPair;

Sides in_ball(const Terms& t, const std::function<Ball()>& C) {
  return t.bounded() && t.in_ball() ? t.at_most(C()) : hypothesis_not_met();
}
Sides with(const Terms& t, double a, const Ball& factor, double offset) {
  return in_ball(t, [&] { return t.printed(a, factor, offset); });
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-3.3-ii-corrected";
  claim.equation = "(3.21)";
  claim.statement = "||grad S(W^) - grad S(W~)|| <= C_L(R) ||W^ - W~|| for W^, W~ in the ball, grad in W_L";
  claim.hypotheses = {"|sigma| <= M0", "||W^||, ||W~|| <= R"};
  claim.speaks_of_state = true;
  claim.arrays = output_pair_arrays();
  claim.generate = output_pair_instance;
  claim.at_state = pairs_at_state;
  claim.group = [](const Instance& i) { return group_of_classes(i.state->classes); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) {
        return in_ball(t, [&] { return output_constant(ConstantSet::paper, t.output, t.network.sigma); });
      },
      {{"lambda for 2 lambda", [](const Terms& t) { return with(t, 1.0, Ball(2.0) * t.N() * t.M(), 2.0); }},
       {"without the 2 beside ln J", [](const Terms& t) { return with(t, 2.0, Ball(2.0) * t.N() * t.M(), 0.0); }},
       {"without M", [](const Terms& t) { return with(t, 2.0, Ball(2.0) * t.N(), 2.0); }},
       {"without N", [](const Terms& t) { return with(t, 2.0, Ball(2.0) * t.M(), 2.0); }},
       {"1/N for N", [](const Terms& t) { return with(t, 2.0, Ball(2.0) * t.M() / t.N(), 2.0); }},
       {"half of the second term", [](const Terms& t) { return with(t, 2.0, t.N() * t.M(), 2.0); }, true},
       {"2 sqrt N for the 2 beside ln J",
        [](const Terms& t) {
          return in_ball(t, [&] {
            return t.printed(2.0, Ball(2.0) * t.N() * t.M(), 0.0) +
                   Ball(4.0) * t.N() * sqrt(t.N()) * t.M() * squared(*t.network.sigma.M0);
          });
        },
        true},
       {"as printed", [](const Terms& t) { return with(t, 2.0, Ball(2.0) * t.N() * t.M(), 2.0); }, true}});
  return claim;
}

}  // namespace lysep::lemma_3_3_ii_corrected_claim
