// The gradient of phi of layer l+1 in a_l: rho W^T (W A + b 1^T - Z) with W = W_{l+1}. The mutants put W for W^T where
// it fits, and the layer's own weights W_l in its place.
#include "proofs-check/claims/dlam/models/gradient_terms.hpp"

namespace lysep::dlam_gradient_a_claim {
namespace {

struct Terms : GradientTerms {
  explicit Terms(const Instance& i) : GradientTerms(i, PenaltyBlock::a), below(i.balls("W_l")) {}
  Matrix<Ball> below;

  /// With another n x m matrix in place of W^T.
  Sides with(const Matrix<Ball>& transposed) const {
    if (transposed.rows() != at.A.rows() || transposed.cols() != at.W.rows()) return hypothesis_not_met();
    return against(scaled(at.rho, product(transposed, at.E())));
  }
};

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-gradient-a", "2.2, a_l", "grad_{a_l} phi_{l+1} = rho W^T (W A + b 1^T - Z), W = W_{l+1}");
  set_gradient(claim, PenaltyBlock::a);
  claim.arrays.push_back({"W_l", "n x n", "the weights of the layer below, as wide as high"});
  const auto layer = claim.generate;
  claim.generate = [layer](Draw& draw) {
    Instance instance = layer(draw);
    const Index n = instance.matrix("A").rows();
    instance.set("W_l", draw.matrix(n, n, draw.magnitude(-1, 1)));
    return instance;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.against(t.at.gradient(PenaltyBlock::a)); },
      {{"W for W^T", [](const Terms& t) { return t.with(t.at.W); }},
       {"W_l for W_{l+1}", [](const Terms& t) { return t.with(Matrix<Ball>(t.below.transpose())); }},
       {"Z - W A - b 1^T",
        [](const Terms& t) { return t.against(scaled(Ball(-1.0), t.at.gradient(PenaltyBlock::a))); }}});
  return claim;
}

}  // namespace lysep::dlam_gradient_a_claim
