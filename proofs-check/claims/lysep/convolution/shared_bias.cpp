// The solve for b_l of a convolution, which its channel's pixels share: with m_o the mean of c_l - K_l U_l over all n
// pixels of channel o and all samples,
//   ||c_l - K_l U_l - b_l 1^T||^2 = ||c_l - K_l U_l - m 1^T||^2 + n N ||b_l - m||^2   for every b_l,
// so that b_l = m minimises T. Left: the layer as a matrix; right: the core.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/claims/lysep/convolution/image_network.hpp"

namespace lysep::shared_bias_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : t(*i.state), l(image_layer_of(i, convolution_range())) {}

  ImageNetwork t;
  Index l;

  const Layer<Ball>& layer() const { return *t.network.chain.at(l).shape; }
  Index pixels() const { return layer().outputs_per_bias(); }
  Ball size() const { return count(pixels()) * t.network.samples(); }
  /// m - b_l of the core.
  Vector<Ball> shift() const {
    Vector<Ball> sums;
    layer().bias_sums(t.network.r(l), sums);
    for (Index o = 0; o < sums.size(); ++o) sums(o) = sums(o) / size();
    return sums;
  }
  /// The means over some pixels and samples only.
  Vector<Ball> shift_over(Index some_pixels, Index samples) const {
    Vector<Ball> means = Vector<Ball>::Constant(t.network.b(l).size(), Ball(0.0));
    for (Index o = 0; o < means.size(); ++o) {
      for (Index i = 0; i < some_pixels; ++i) {
        for (Index n = 0; n < samples; ++n) means(o) += t.network.r(l)(o * pixels() + i, n);
      }
      means(o) = means(o) / count(some_pixels * samples);
    }
    return means;
  }
  /// The sides with m - b_l = shift and the weight of ||b_l - m||^2.
  Sides with(Vector<Ball> shift, const Ball& weight) const {
    Ball moved(0.0);
    for (Index o = 0; o < shift.size(); ++o) {
      moved += squared(shift(o));
      shift(o) = -shift(o);
    }
    Matrix<Ball> r = t.network.r(l);
    layer().add_bias(shift, r);
    const Ball scale = norm_squared(t.network.c(l)) + norm_squared(t.target(l));
    return {norm_squared(t.residual(l)), norm_squared(r) + weight * moved, true,
            scale + t.effective(l) * norm_squared(t.network.V(l))};
  }
};

}  // namespace

Claim claim() {
  Claim claim = image_claim("shared-bias", "(4.3), b_l",
                            "||r_l||^2 = ||c_l - K_lU_l - m 1^T||^2 + n N ||b_l - m||^2, m_o = mean over pixels and n");
  claim.relation = Relation::equals;
  claim.arrays = {{"layer", "1", "l", Array::integer}};
  claim.generate = [](Draw& draw) { return image_layer_instance(draw, every_activation(), convolution_range()); };
  set_image_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& s) { return s.with(s.shift(), s.size()); },
      {{"the mean over the samples at one pixel",
        [](const Terms& s) { return s.with(s.shift_over(1, s.t.network.N), s.size()); }},
       {"the mean over one sample's pixels",
        [](const Terms& s) { return s.with(s.shift_over(s.pixels(), 1), s.size()); }},
       {"the sum divided by N only",
        [](const Terms& s) {
          Vector<Ball> shift = s.shift();
          for (Index o = 0; o < shift.size(); ++o) shift(o) *= count(s.pixels());
          return s.with(shift, s.size());
        }},
       {"N for n N", [](const Terms& s) { return s.with(s.shift(), s.t.network.samples()); }},
       {"the mean taken pixel by pixel and sample by sample",
        [](const Terms& s) { return s.with(s.shift_over(s.pixels(), s.t.network.N), s.size()); }, true}});
  return claim;
}

}  // namespace lysep::shared_bias_claim
