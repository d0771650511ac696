// (4.3): T = ||R||^2 + sum_l omega_l ||c_l - K_l P_{l-1} sigma(c_{l-1}) - b_l 1^T||^2 + sum_l omega^_l ||...||^2, its
// weights products of squared Frobenius norms of the later K_jP_{j-1}, W^_1P_{L1} and W^_i. Left: the core's S on its
// convolutions; right: the definition (3.4) with every layer a dense matrix, made from the definitions of
// cross-correlation and average. One claim of section 4 that all others rest on.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/claims/lysep/convolution/image_network.hpp"

namespace lysep::equation_4_3_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : t(*i.state) {}

  ImageNetwork t;

  Sides with(const Ball& left, const Ball& right) const { return {left, right, true, loss_scale(t.network)}; }
  Sides against_matrices(const Ball& left) const {
    return with(left, separation_loss_by_definition(t.variables<Ball>(), t.network));
  }
  template <class F>
  Sides with_factors(F factor) const {
    return against_matrices(t.S_with_factors(factor));
  }
  /// S where the matrix of layer l is made of change(l), c_l as they are.
  template <class F>
  Sides with_layers(F change) const {
    auto v = t.variables<Ball>();
    for (Index l = 1; l <= t.D; ++l) v.W[static_cast<std::size_t>(l - 1)] = change(l);
    return with(t.network.S(), separation_loss_by_definition(v, t.network));
  }
  Matrix<Ball> matrix(Index l, const Matrix<double>& K) const {
    return operator_matrix(t.layer(l).shape, K, inputs_of(t.state, l));
  }
};

Sides flipped_kernels(const Terms& s) {
  return s.with_layers([&](Index l) {
    const auto& layer = s.t.layer(l);
    return s.matrix(l, layer.shape.kernel > 0 ? flipped(layer.W, layer.shape.kernel) : layer.W);
  });
}

Sides sums_for_averages(const Terms& s) {
  return s.with_layers([&](Index l) { return scaled(s.t.window(l), s.matrix(l, s.t.layer(l).W)); });
}

Sides transposed_kernels(const Terms& s) {
  return s.with_layers([&](Index l) {
    const auto& layer = s.t.layer(l);
    Matrix<double> K = layer.W;
    const Index k = layer.shape.kernel;
    for (Index o = 0; o < K.rows(); ++o) {
      for (Index t = 0; k > 0 && t < K.cols(); ++t) K(o, t) = layer.W(o, t - t % (k * k) + t % k * k + t / k % k);
    }
    return s.matrix(l, K);
  });
}

}  // namespace

Claim claim() {
  Claim claim = image_claim("equation-4.3", "(4.3)",
                            "T = S of the chain E_l = K_l P_{l-1}, E_{L1+1} = W^_1 P_{L1}, E_{L1+i} = W^_i");
  claim.relation = Relation::equals;
  claim.generate = [](Draw& draw) {
    Instance instance;
    instance.state = varied_image_state(draw, every_activation(), instance.family);
    return instance;
  };
  set_image_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& s) { return s.against_matrices(s.t.network.S()); },
      {{"kernels flipped", flipped_kernels},
       {"kernels transposed", transposed_kernels},
       {"sums for averages", sums_for_averages},
       {"||K_j|| for ||K_jP_{j-1}||",
        [](const Terms& s) { return s.with_factors([&](Index j) { return s.t.unpooled(j); }); }},
       {"||k_j|| for ||K_jP_{j-1}||",
        [](const Terms& s) { return s.with_factors([&](Index j) { return s.t.parameters(j) / s.t.window(j); }); }},
       {"omega_l without ||W^_1P_{L1}||^2",
        [](const Terms& s) {
          return s.with_factors([&](Index j) { return j == s.t.L1 + 1 ? Ball(1.0) : s.t.effective(j); });
        }},
       {"the products written out",
        [](const Terms& s) { return s.with_factors([&](Index j) { return s.t.effective(j); }); }, true}});
  return claim;
}

}  // namespace lysep::equation_4_3_claim
