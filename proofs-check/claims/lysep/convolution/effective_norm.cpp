// The norms in the weights of (4.3): with zero padding and averages over disjoint windows of q pixels,
//   ||K_l P_{l-1}||^2 = sum_t (n_t / q) sum_{o,i} k_{oi,t}^2,  ||W^_1 P_{L1}||^2 = ||W^_1||^2 / q,
// n_t the output pixels whose tap t lies in the image; P P^T = I/q. Left: the matrix, entry by entry; right: the core.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/claims/lysep/convolution/image_network.hpp"

namespace lysep::effective_norm_claim {
namespace {

struct Terms {
  LayerShape shape;
  Matrix<double> K;
  Index inputs;

  Ball matrix() const { return norm_squared(operator_matrix(shape, K, inputs)); }
  Ball q() const { return Ball(shape.pooled ? 4.0 : 1.0); }
  /// sum over taps of weight(dy, dx) k^2, the offset of a tap counted from the output pixel.
  template <class F>
  Ball weighted(F weight) const {
    Ball sum(0.0);
    const Index k = shape.kernel, margin = shape.padding == Padding::same ? k / 2 : 0;
    for (Index i = 0; i < K.size(); ++i) {
      const Index t = k == 0 ? 0 : i % K.cols();
      const double w = k == 0 ? 1.0 : weight(t / k % k - margin, t % k - margin);
      sum += Ball(w) * squared(Ball(K.data()[i]));
    }
    return sum / q();
  }
  double pixels() const { return static_cast<double>(convolved_image(shape, 1).rows()); }
  double inside(Index dy, Index dx) const {  // n_t
    const ImageShape in = pooled_image(shape);
    if (shape.padding == Padding::valid) return pixels();
    const auto side = [](Index n, Index offset) {
      return static_cast<double>(std::max<Index>(0, n - std::abs(offset)));
    };
    return side(in.height, dy) * side(in.width, dx);
  }
  Ball of_core() const { return operator_norm_squared(*make_layer<Ball>(shape, K.rows(), K.cols()), balls_of(K)); }
};

}  // namespace

Claim claim() {
  Claim claim = image_claim("effective-norm", "(4.3), weights",
                            "||K_l P_{l-1}||^2 = sum_t (n_t/q) ||k_t||^2, ||W^_1 P_{L1}||^2 = ||W^_1||^2 / q");
  claim.relation = Relation::equals;
  claim.arrays = {{"layer", "1", "l", Array::integer}};
  const LayerRange range = {convolution_range().first, first_dense_range().last};
  claim.generate = [range](Draw& draw) { return image_layer_instance(draw, every_activation(), range); };
  set_image_sides<Terms>(
      claim,
      [range](const Instance& i) {
        const Index l = image_layer_of(i, range);
        const auto& layer = i.state->layers[static_cast<std::size_t>(l - 1)];
        return Terms{layer.shape, layer.W, inputs_of(*i.state, l)};
      },
      [](const Terms& t) -> Sides {
        return {t.matrix(), t.of_core()};
      },
      {{"every tap counted once",
        [](const Terms& t) -> Sides {
          return {t.matrix(), t.weighted([](Index, Index) { return 1.0; })};
        }},
       {"n_t = all output pixels",
        [](const Terms& t) -> Sides {
          return {t.matrix(), t.weighted([&](Index, Index) { return t.pixels(); })};
        }},
       {"without 1/q",
        [](const Terms& t) -> Sides {
          return {t.matrix(), t.of_core() * t.q()};
        }},
       {"1/q^2 for 1/q",
        [](const Terms& t) -> Sides {
          return {t.matrix(), t.of_core() / t.q()};
        }},
       {"n_t = (H - |dy|)(W - |dx|) written out",
        [](const Terms& t) -> Sides {
          return {t.matrix(), t.weighted([&](Index dy, Index dx) { return t.inside(dy, dx); })};
        },
        true}});
  return claim;
}

}  // namespace lysep::effective_norm_claim
