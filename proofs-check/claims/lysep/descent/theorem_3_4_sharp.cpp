// (3.30) sharpened: the block updates of theorem-3.4 with constants free of N for c_l and the self-consistent step of
// W_L, which needs no ball; sigma as there. Not best possible: only parts of the constants are approached, each by a
// family.
#include "proofs-check/claims/lysep/descent/block_update.hpp"

namespace lysep::theorem_3_4_sharp_claim {
namespace {

using C = StepConstant;

const std::vector<ConstantVariant> variants = {
    {{"tau = 4/C_l, l <= L-2"}, StepBlock::hidden, [](const C& c) { return c.value * Ball(0.5); }},
    {{"C_l without max|W^T B|"},
     StepBlock::hidden,
     [](const C& c) { return c.value - Ball(2.0) * *c.a.M2 * c.terms.pulled_largest; }},
    {{"C_{L-1} without 2||W||^2"},
     StepBlock::last_hidden,
     [](const C& c) { return c.value - Ball(2.0) * c.terms.norm_squared; }},
};

}  // namespace

Claim claim() {
  Claim claim = block_update_claim(ConstantSet::sharp, variants);
  claim.id = "theorem-3.4-sharp";
  claim.equation = "(3.30) sharpened";
  claim.statement = "the same with constants free of N and the self-consistent step of W_L";
  return claim;
}

}  // namespace lysep::theorem_3_4_sharp_claim
