// Theorem 4.2 with the constants of theorem-3.4-sharp, free of N, and the self-consistent step of W^_L2. Of a
// convolution or a pooled layer the core bounds ||E||_2 and the largest column by ||E||. Not best possible.
#include "proofs-check/claims/lysep/convolution/image_updates.hpp"

namespace lysep::theorem_4_2_sharp_claim {
namespace {

using C = StepConstant;

const std::vector<ConstantVariant> variants = {
    {{"tau = 4/C_l, l <= L1+L2-2"}, StepBlock::hidden, [](const C& c) { return c.value * Ball(0.5); }},
    {{"C_l without max|E^T B|"},
     StepBlock::hidden,
     [](const C& c) { return c.value - Ball(2.0) * *c.a.M2 * c.terms.pulled_largest; }},
    {{"C^_{L2-1} without 2||W||^2"},
     StepBlock::last_hidden,
     [](const C& c) { return c.value - Ball(2.0) * c.terms.norm_squared; }},
};

}  // namespace

Claim claim() {
  Claim claim = image_update_claim(ConstantSet::sharp, variants);
  claim.id = "theorem-4.2-sharp";
  claim.equation = "Thm. 4.2, sharp";
  claim.statement = "the same with constants free of N and the self-consistent step of W^_L2";
  return claim;
}

}  // namespace lysep::theorem_4_2_sharp_claim
