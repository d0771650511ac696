// The regulariser of W^_l, 2 <= l <= L2, in W^_l (V V^T + mu_l I) = (c^_l - b^_l 1^T) V^T and in the gradient of W^_L2:
//   mu_l = sum_{i<l} (prod_{j=i+1}^{l-1} ||W^_j||^2) ||r^_i||^2 + (prod_{j=2}^{l-1} ||W^_j||^2) ||W^_1P_{L1}||^2
//   Lambda,
// Lambda that of dense-1. Left: the core's recurrence lambda_{L1+l}; right: the sum, of norms of matrices.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/claims/lysep/convolution/image_network.hpp"

namespace lysep::dense_l_claim {
namespace {

struct Terms {
  Terms(const Instance& instance, const LayerRange& range)
      : t(*instance.state), norms(t.network.norms), l(image_layer_of(instance, range) - t.L1) {
    for (Index j = 1; j <= t.D; ++j) norms.layers[static_cast<std::size_t>(j - 1)] = norm_squared(t.matrix(j));
  }

  ImageNetwork t;
  SquaredNorms<Ball> norms;  // ||E_j|| by matrices
  Index l;                   // of W^_l

  Ball W(Index i) const { return norms.layer(t.L1 + i); }  // ||W^_i||^2, ||W^_1P||^2
  /// prod_{j=first}^{last} ||W^_j||^2, 2 <= first.
  Ball product(Index first, Index last) const {
    Ball p(1.0);
    for (Index j = first; j <= last; ++j) p *= W(j);
    return p;
  }
  /// The first sum; the product begins `skip` later than at i + 1.
  Ball dense_part(Index skip = 0) const {
    Ball sum(0.0);
    for (Index i = 1; i < l; ++i) sum += product(i + 1 + skip, l - 1) * norms.residual(t.L1 + i);
    return sum;
  }
  Ball Lambda() const {
    return regulariser_with_factors(t, t.L1 + 1, [&](Index j) { return norms.layer(j); });
  }
  Ball image_part(const Ball& first) const { return product(2, l - 1) * first * Lambda(); }
  Sides against_core(const Ball& right) const { return {t.network.lambda(t.L1 + l), right}; }
};

}  // namespace

Claim claim() {
  Claim claim = image_claim(
      "dense-l", "(4.3), W^_l",
      "lambda_{L1+l} = sum_i prod_{i<j<l} ||W^_j||^2 ||r^_i||^2 + prod_{1<j<l} ||W^_j||^2 ||W^_1P||^2 Lambda");
  claim.relation = Relation::equals;
  claim.arrays = {{"layer", "1", "L1 + l, l = 2..L2", Array::integer}};
  const LayerRange range = {[](Index L1, Index) { return L1 + 2; }, [](Index L1, Index L2) { return L1 + L2; }};
  claim.generate = [range](Draw& draw) { return image_layer_instance(draw, every_activation(), range); };
  set_image_sides<Terms>(
      claim, [range](const Instance& i) { return Terms(i, range); },
      [](const Terms& s) { return s.against_core(s.dense_part() + s.image_part(s.W(1))); },
      {{"||W^_1|| for ||W^_1P_{L1}||",
        [](const Terms& s) { return s.against_core(s.dense_part() + s.image_part(s.t.unpooled(s.t.L1 + 1))); }},
       {"without Lambda", [](const Terms& s) { return s.against_core(s.dense_part()); }},
       {"Lambda without ||W^_1P_{L1}||^2",
        [](const Terms& s) { return s.against_core(s.dense_part() + s.image_part(Ball(1.0))); }},
       {"the product from j = i + 2",
        [](const Terms& s) { return s.against_core(s.dense_part(1) + s.image_part(s.W(1))); }}});
  return claim;
}

}  // namespace lysep::dense_l_claim
