// Theorem 4.2, block by block, with Lemma 3.3's constants for E_l = K_lP_{l-1}, W^_1P_{L1}, W^_i in the place of W_l:
//   T after one update of W^_L2, c^_l or c_l with a step tau in (0, 2/C], or of W^_l, k_l, b^_l or b_l by least
//   squares,
//   <= T before.
// The paper states that constants exist; these are the ones of its proof, with Frobenius norms of the matrices E_l and
// all pixels counted as units. Hypotheses as in theorem-3.4; the constant of W^_L2 is local for J >= 3.
#include "proofs-check/claims/lysep/convolution/image_updates.hpp"

namespace lysep::theorem_4_2_claim {
namespace {

using C = StepConstant;

/// C_l of hidden layers with ||E||^2 replaced, but in ||E^T B||.
Ball with_norm_squared(const C& c, const Ball& norm_squared) {
  AuxiliaryTerms<Ball> terms = c.terms;
  terms.norm_squared = norm_squared;
  return hidden_constant(ConstantSet::paper, terms, c.a);
}

const std::vector<ConstantVariant> variants = {
    {{"tau = 4/C_l, l <= L1+L2-2"}, StepBlock::hidden, [](const C& c) { return c.value * Ball(0.5); }},
    {{"tau = 2.1/C_l, l <= L1+L2-2"}, StepBlock::hidden, [](const C& c) { return c.value / Ball(1.05); }},
    {{"C_l without M1^2 ||E||^2"},
     StepBlock::hidden,
     [](const C& c) { return c.value - Ball(2.0) * c.a.B * c.a.B * c.terms.norm_squared; }},
    {{"C_l without M2 ||E^T B||"},
     StepBlock::hidden,
     [](const C& c) { return c.value - Ball(2.0) * *c.a.M2 * sqrt(c.terms.pulled_squared); }},
    {{"||k_{l+1}|| for ||K_{l+1}P_l|| in C_l"},
     StepBlock::hidden,
     [](const C& c) { return with_norm_squared(c, c.parameters); }},
    {{"C^_{L2-1} without the term of M2"},
     StepBlock::last_hidden,
     [](const C& c) { return last_hidden_printed(c, root_samples(c), Ball(0.0), log_classes(c), 1); }},
    {{"C^_{L2-1} without ln J"},
     StepBlock::last_hidden,
     [](const C& c) { return last_hidden_printed(c, root_samples(c), curvature_factor(c), Ball(0.0), 1); }},
    {{"lambda for 2 lambda in C^_L2"}, StepBlock::output, [](const C& c) { return c.value - c.output.lambda; }},
    {{"4 ||K_{l+1}P_l||^2 in C_l", true},
     StepBlock::hidden,
     [](const C& c) { return with_norm_squared(c, Ball(4.0) * c.terms.norm_squared); }},
    {{"half of the second term of C^_L2", true},
     StepBlock::output,
     [](const C& c) { return c.value * Ball(0.5) + c.output.lambda; }},
};

}  // namespace

Claim claim() {
  Claim claim = image_update_claim(ConstantSet::paper, variants);
  claim.id = "theorem-4.2";
  claim.equation = "Theorem 4.2";
  claim.statement = "T does not increase in any block update of Algorithm 2 with tau <= 2/C (Lemma 3.3's C for E_l)";
  return claim;
}

}  // namespace lysep::theorem_4_2_claim
