// Theorem 3.4 (3.30), block by block: with C_l the Lipschitz constant of the block's gradient at the current state,
//   S after one update of W_L or c_l with a step tau in (0, 2/C_l], or of W_l or b_l by least squares, <= S before.
// Hypotheses: sigma bounded with bounded, Lipschitz derivative; "2/C" is unlimited where C = 0, for there the gradient
// is 0. Only non-increase holds, not decrease (theorem-3.4-strict). The sides are the block's own part of S.
// Not best possible: 2 lambda and parts of C_l alone are approached, each by a family.
#include "proofs-check/claims/lysep/descent/block_update.hpp"

namespace lysep::theorem_3_4_claim {
namespace {

using C = StepConstant;

const std::vector<ConstantVariant> variants = {
    {{"tau = 4/C_l, l <= L-2"}, StepBlock::hidden, [](const C& c) { return c.value * Ball(0.5); }},
    {{"tau = 2.1/C_l, l <= L-2"}, StepBlock::hidden, [](const C& c) { return c.value / Ball(1.05); }},
    {{"C_l without M1^2 ||W||^2"},
     StepBlock::hidden,
     [](const C& c) { return c.value - Ball(2.0) * c.a.B * c.a.B * c.terms.norm_squared; }},
    {{"C_l without M2 ||W^T B||"},
     StepBlock::hidden,
     [](const C& c) { return c.value - Ball(2.0) * *c.a.M2 * sqrt(c.terms.pulled_squared); }},
    {{"C_{L-1} without the term of M2"},
     StepBlock::last_hidden,
     [](const C& c) { return last_hidden_printed(c, root_samples(c), Ball(0.0), log_classes(c), 1); }},
    {{"C_{L-1} without ln J"},
     StepBlock::last_hidden,
     [](const C& c) { return last_hidden_printed(c, root_samples(c), curvature_factor(c), Ball(0.0), 1); }},
    {{"C_{L-1} without the 1"},
     StepBlock::last_hidden,
     [](const C& c) { return last_hidden_printed(c, root_samples(c), curvature_factor(c), log_classes(c), 0); }},
    {{"lambda for 2 lambda in C_L"}, StepBlock::output, [](const C& c) { return c.value - c.output.lambda; }},
    {{"sqrt n for sqrt(nN) in C_l", true},
     StepBlock::hidden,
     [](const C& c) {
       const Ball common = Ball(2.0) * *c.a.M0 * *c.a.M2 * c.terms.norm_squared;
       return c.value + common * (sqrt(count(c.terms.units)) - sqrt(count(c.terms.units * c.terms.samples)));
     }},
    {{"1 for sqrt N in C_{L-1}", true},
     StepBlock::last_hidden,
     [](const C& c) { return last_hidden_printed(c, Ball(1.0), root_two() * *c.a.M2, log_classes(c), 1); }},
    // sigmoid, N = 1, ||W|| about 1/2 and a large residual: the curvature 2||W||^2 exceeds half of C_{L-1}.
    {{"C_{L-1}/2"}, StepBlock::last_hidden, [](const C& c) { return c.value * Ball(0.5); }},
    {{"half of the second term of C_L", true},
     StepBlock::output,
     [](const C& c) { return c.value * Ball(0.5) + c.output.lambda; }},
};

}  // namespace

Claim claim() {
  Claim claim = block_update_claim(ConstantSet::paper, variants);
  claim.id = "theorem-3.4";
  claim.equation = "(3.30)";
  claim.statement = "S does not increase in any block update with tau <= 2/C_l (Lemma 3.3's C_l)";
  return claim;
}

}  // namespace lysep::theorem_3_4_claim
